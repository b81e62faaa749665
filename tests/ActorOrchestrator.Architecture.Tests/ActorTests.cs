using ActorOrchestrator.Architecture.Tests.Rules;
using Akka.Actor;

namespace ActorOrchestrator.Architecture.Tests;

/// <summary>
/// Goal: actors look alike, and no parent leaves its children to Akka's default strategy.
/// Method: reflection over the actors, text for who has children; counter-examples are nested below.
/// </summary>
public sealed class ActorTests
{
    [Fact]
    public void Actors_are_internal_sealed_made_by_Props_and_state_how_they_supervise()
    {
        Type[] actors = [.. Repository.Types("src/ActorOrchestrator", "samples/").Where(Actors.IsActor)];
        ImmutableArray<SourceFile> sources = Repository.Sources("src/ActorOrchestrator", "samples/");

        Assert.NotEmpty(actors);
        Assert.Contains(sources, source => source.Says("Context.ActorOf("));
        Verdict.Holds(actors.SelectMany(actor => Actors.Violations(actor, sources)));
    }

    [Theory]
    [InlineData(typeof(OpenActor), "an actor is internal and sealed.")]
    [InlineData(typeof(Nameless), "an actor's name ends in Actor.")]
    [InlineData(typeof(ManyPropsActor), "one public static Props Props(...), not 2.")]
    [InlineData(typeof(CarelessActor), "it has children, so it overrides SupervisorStrategy (Akka's never gives up).")]
    [InlineData(typeof(HomelessActor), "its file is HomelessActor.cs.")]
    public void An_actor_of_another_form_is_reported(Type actor, string violation)
    {
        SourceFile[] sources =
        [
            new("OpenActor.cs", []), new("Nameless.cs", []), new("ManyPropsActor.cs", []),
            new("CarelessActor.Children.cs", ["Context.ActorOf(OpenActor.Props());"]),
        ];

        Assert.True(Actors.IsActor(actor));
        Assert.EndsWith(violation, Assert.Single(Actors.Violations(actor, sources)), StringComparison.Ordinal);
    }

    [Fact]
    public void An_actor_of_the_usual_form_is_left_in_peace() =>
        Assert.Empty(Actors.Violations(typeof(CarefulActor), [new("CarefulActor.cs", ["Context.ActorOf(x);"])]));

    // Public, because an internal type that is not sealed does not compile here.
    public class OpenActor : ReceiveActor
    {
        public static Props Props() => Akka.Actor.Props.Create(() => new OpenActor());
    }

    internal sealed class Nameless : ReceiveActor
    {
        public static Props Props() => Akka.Actor.Props.Create(() => new Nameless());
    }

    internal sealed class ManyPropsActor : ReceiveActor
    {
        public static Props Props() => Akka.Actor.Props.Create(() => new ManyPropsActor());

        public static Props OtherProps() => Props();
    }

    internal sealed class CarelessActor : ReceiveActor
    {
        public static Props Props() => Akka.Actor.Props.Create(() => new CarelessActor());
    }

    internal sealed class HomelessActor : ReceiveActor
    {
        public static Props Props() => Akka.Actor.Props.Create(() => new HomelessActor());
    }

    internal sealed class CarefulActor : ReceiveActor
    {
        public static Props Props() => Akka.Actor.Props.Create(() => new CarefulActor());

        protected override SupervisorStrategy SupervisorStrategy() =>
            new OneForOneStrategy(1, TimeSpan.FromMinutes(1), _ => Directive.Restart);
    }
}
