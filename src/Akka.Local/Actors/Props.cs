using System.Linq.Expressions;

namespace Akka.Actor;

/// <summary>How to make an actor, as often as its supervisor needs: type, arguments and strategy; immutable.</summary>
public class Props
{
    private readonly ActorRecipe _recipe;

    private Props(ActorRecipe recipe, SupervisorStrategy? strategy)
    {
        _recipe = recipe;
        SupervisorStrategy = strategy;
    }

    /// <summary>The type of the actor.</summary>
    public Type Type => _recipe.Type;

    /// <summary>What the constructor is called with.</summary>
    public object?[] Arguments => _recipe.Arguments;

    /// <summary>The strategy for the actor's children; null leaves it to the actor.</summary>
    public SupervisorStrategy? SupervisorStrategy { get; }

    /// <summary>Makes the actor by a constructor call.</summary>
    /// <param name="factory">
    /// A <c>new T(…)</c>. Its arguments are evaluated once, here: each incarnation gets the same values.
    /// </param>
    /// <param name="supervisorStrategy">The strategy for the actor's children; null leaves it to the actor.</param>
    /// <exception cref="ArgumentException">The expression is not a <c>new T(…)</c>.</exception>
    public static Props Create<TActor>(
        Expression<Func<TActor>> factory, SupervisorStrategy? supervisorStrategy = null)
        where TActor : ActorBase
    {
        ArgumentNullException.ThrowIfNull(factory);
        return new Props(ActorRecipe.From(factory), supervisorStrategy);
    }

    /// <summary>Makes the actor by its parameterless constructor.</summary>
    public static Props Create<TActor>(SupervisorStrategy supervisorStrategy)
        where TActor : ActorBase, new() => new(new ActorRecipe(typeof(TActor), []), supervisorStrategy);

    /// <summary>Makes the actor by the constructor that fits the arguments.</summary>
    public static Props Create<TActor>(params object?[] args)
        where TActor : ActorBase => Create(typeof(TActor), args);

    /// <summary>Makes the actor by the constructor that fits the arguments.</summary>
    /// <exception cref="ArgumentNullException">The type is null.</exception>
    public static Props Create(Type type, params object?[] args)
    {
        ArgumentNullException.ThrowIfNull(type);
        return new Props(new ActorRecipe(type, args), strategy: null);
    }

    /// <summary>The same actor with another strategy for its children.</summary>
    public Props WithSupervisorStrategy(SupervisorStrategy supervisorStrategy) => new(_recipe, supervisorStrategy);

    /// <inheritdoc/>
    public override string ToString() => $"Props({Type})";

    internal static Props From(ActorRecipe recipe) => new(recipe, strategy: null);

    internal ActorBase New() => _recipe.Make();
}
