namespace Akka.Hosting;

/// <summary>A registry could not do what it was asked for.</summary>
public class ActorRegistryException : Exception
{
    /// <summary>With a message.</summary>
    public ActorRegistryException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and the cause.</summary>
    public ActorRegistryException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>A key is taken.</summary>
public sealed class DuplicateActorRegistryException : ActorRegistryException
{
    /// <summary>With a message.</summary>
    public DuplicateActorRegistryException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and the cause.</summary>
    public DuplicateActorRegistryException(string message, Exception innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>No actor is registered for a key.</summary>
public sealed class MissingActorRegistryEntryException : ActorRegistryException
{
    /// <summary>With a message.</summary>
    public MissingActorRegistryEntryException(string message)
        : base(message)
    {
    }

    /// <summary>With a message and the cause.</summary>
    public MissingActorRegistryEntryException(string message, Exception innerException)
        : base(message, innerException)
    {
    }

    internal MissingActorRegistryEntryException(Type key)
        : this(
            $"No actor is registered for the key {key}. Register one in a starter: akka.WithActors((system, " +
            $"=> registry.Register<{key.Name}>(system.ActorOf(…))). Who runs before the starters awaits " +
            $"GetAsync<{key.Name}>() instead.")
    {
    }
}
