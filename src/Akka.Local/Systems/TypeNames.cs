using Akka.Configuration;

namespace Akka.Actor;

/// <summary>Types that a configuration names.</summary>
internal static class TypeNames
{
    /// <exception cref="ConfigurationException">There is no such type, or it cannot be made.</exception>
    public static Type Find(string key, string typeName) => Type.GetType(typeName, throwOnError: false)
        ?? throw new ConfigurationException(
            $"{key} = \"{typeName}\": no such type. Give its typeof(X).AssemblyQualifiedName.");

    /// <exception cref="ConfigurationException">There is no such type, or it cannot be made.</exception>
    public static T Make<T>(string key, string typeName, params object[] arguments)
    {
        Type type = Find(key, typeName);
        try
        {
            return (T)Activator.CreateInstance(type, arguments)!;
        }
        catch (Exception cause) when (cause is MissingMethodException or InvalidCastException)
        {
            string wanted = string.Join(", ", arguments.Select(a => a.GetType().Name));
            throw new ConfigurationException(
                $"{key} = \"{typeName}\" must be a {typeof(T).Name} with a public constructor ({wanted}).", cause);
        }
    }
}
