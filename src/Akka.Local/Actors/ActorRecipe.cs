using System.Linq.Expressions;
using System.Reflection;

namespace Akka.Actor;

/// <summary>A constructor and its arguments.</summary>
internal class ActorRecipe(Type type, object?[] arguments, ConstructorInfo? constructor = null)
{
    private const BindingFlags AnyInstance = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public Type Type { get; } = type;

    public object?[] Arguments { get; } = arguments;

    /// <summary>Takes a <c>new T(…)</c> apart, evaluating its arguments now and once.</summary>
    public static ActorRecipe From<TActor>(Expression<Func<TActor>> factory) => factory.Body switch
    {
        NewExpression { Constructor: { } constructor } call =>
            new ActorRecipe(call.Type, [.. call.Arguments.Select(Evaluate)], constructor),
        _ => throw new ArgumentException(
            "The create function must be a 'new T (parameters)' expression", nameof(factory)),
    };

    /// <summary>A new instance; what its constructor throws comes out as it is.</summary>
    public virtual ActorBase Make() => constructor is null
        ? (ActorBase)Activator.CreateInstance(
            Type, AnyInstance | BindingFlags.DoNotWrapExceptions, binder: null, Arguments, culture: null)!
        : (ActorBase)constructor.Invoke(BindingFlags.DoNotWrapExceptions, binder: null, Arguments, culture: null);

    /// <summary>Constants and captured variables without a compiler: Props are often made once per actor.</summary>
    private static object? Evaluate(Expression expression) => expression switch
    {
        ConstantExpression constant => constant.Value,
        MemberExpression { Member: FieldInfo field } member when Target(member, out object? target) =>
            field.GetValue(target),
        _ => Expression.Lambda<Func<object?>>(Expression.Convert(expression, typeof(object)))
            .Compile(preferInterpretation: true)(),
    };

    private static bool Target(MemberExpression member, out object? target)
    {
        switch (member.Expression)
        {
            case null:
                target = null;
                return true;
            case ConstantExpression constant:
                target = constant.Value;
                return true;
            case MemberExpression { Member: FieldInfo field } outer when Target(outer, out object? owner):
                target = field.GetValue(owner);
                return target is not null;
            default:
                target = null;
                return false;
        }
    }
}
