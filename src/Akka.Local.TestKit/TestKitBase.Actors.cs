using System.Linq.Expressions;
using Akka.Actor;
using Akka.TestKit.Internal;

namespace Akka.TestKit;

public abstract partial class TestKitBase
{
    /// <summary>Creates an actor at the top level of the system.</summary>
    public IActorRef ActorOf(Props props) => _system.ActorOf(props);

    /// <summary>Creates an actor at the top level of the system.</summary>
    public IActorRef ActorOf(Props props, string? name) => _system.ActorOf(props, name);

    /// <inheritdoc/>
    IActorRef IActorRefFactory.ActorOf(Props props, string? name) => _system.ActorOf(props, name);

    /// <summary>Creates an actor at the top level by its parameterless constructor.</summary>
    public IActorRef ActorOf<TActor>()
        where TActor : ActorBase, new() => ActorOf(Props.Create<TActor>());

    /// <summary>Creates an actor at the top level by its parameterless constructor.</summary>
    public IActorRef ActorOf<TActor>(string? name)
        where TActor : ActorBase, new() => ActorOf(Props.Create<TActor>(), name);

    /// <summary>Creates an actor at the top level by a constructor call.</summary>
    public IActorRef ActorOf<TActor>(Expression<Func<TActor>> factory)
        where TActor : ActorBase => ActorOf(Props.Create(factory));

    /// <summary>Creates an actor at the top level by a constructor call.</summary>
    public IActorRef ActorOf<TActor>(Expression<Func<TActor>> factory, string? name)
        where TActor : ActorBase => ActorOf(Props.Create(factory), name);

    /// <summary>Creates a child of the test actor.</summary>
    public IActorRef ChildActorOf(Props props, CancellationToken cancellationToken = default) =>
        ChildActorOf(props, name: null, cancellationToken);

    /// <summary>Creates a child of the test actor.</summary>
    public IActorRef ChildActorOf(Props props, string? name, CancellationToken cancellationToken = default) =>
        new ValueTask<IActorRef>(ChildActorOfAsync(props, name, cancellationToken)).Wait();

    /// <summary>Creates a child of the test actor.</summary>
    public Task<IActorRef> ChildActorOfAsync(Props props, CancellationToken cancellationToken = default) =>
        ChildActorOfAsync(props, name: null, cancellationToken);

    /// <summary>Creates a child of the test actor.</summary>
    public Task<IActorRef> ChildActorOfAsync(
        Props props, string? name, CancellationToken cancellationToken = default) =>
        InTestActor(context => context.ActorOf(props, name), cancellationToken);

    /// <summary>Creates a probe: another test actor on the same system.</summary>
    public virtual TestProbe CreateTestProbe(string? name = null) => CreateTestProbe(_system, name);

    /// <summary>Creates a probe on a system.</summary>
    public virtual TestProbe CreateTestProbe(ActorSystem system, string? name = null) =>
        new(system, _assertions, name);

    /// <summary>Makes the test actor expect the end of an actor.</summary>
    public IActorRef Watch(IActorRef actorToWatch)
    {
        TestActor.Tell(new ProbeActor.InContext(context => context.Watch(actorToWatch)), ActorRefs.NoSender);
        return actorToWatch;
    }

    /// <summary>Makes the test actor expect the end of an actor.</summary>
    public Task<IActorRef> WatchAsync(IActorRef actorToWatch) =>
        InTestActor(context => context.Watch(actorToWatch), CancellationToken.None);

    /// <summary>Takes <see cref="Watch"/> back.</summary>
    public IActorRef Unwatch(IActorRef actorToUnwatch)
    {
        TestActor.Tell(new ProbeActor.InContext(context => context.Unwatch(actorToUnwatch)), ActorRefs.NoSender);
        return actorToUnwatch;
    }

    /// <summary>Takes <see cref="WatchAsync"/> back.</summary>
    public Task<IActorRef> UnwatchAsync(IActorRef actorToUnwatch) =>
        InTestActor(context => context.Unwatch(actorToUnwatch), CancellationToken.None);

    /// <summary>Sets who sees the test actor's messages before the test.</summary>
    public void SetAutoPilot(AutoPilot pilot)
    {
        ArgumentNullException.ThrowIfNull(pilot);
        TestActor.Tell(new ProbeActor.SetPilot(pilot), ActorRefs.NoSender);
    }

    /// <summary>Drops messages instead of keeping them for the test; what came before stays.</summary>
    public void IgnoreMessages(Func<object, bool> shouldIgnoreMessage) =>
        TestActor.Tell(new ProbeActor.SetIgnore(shouldIgnoreMessage), ActorRefs.NoSender);

    /// <summary>Drops messages of a type.</summary>
    public void IgnoreMessages<T>() => IgnoreMessages(message => message is T);

    /// <summary>Drops messages of a type.</summary>
    public void IgnoreMessages<T>(Func<T, bool> shouldIgnoreMessage)
    {
        ArgumentNullException.ThrowIfNull(shouldIgnoreMessage);
        IgnoreMessages(message => message is T typed && shouldIgnoreMessage(typed));
    }

    /// <summary>Keeps all messages again.</summary>
    public void IgnoreNoMessages() => TestActor.Tell(new ProbeActor.SetIgnore(Ignore: null), ActorRefs.NoSender);

    private Task<IActorRef> InTestActor(Func<IActorContext, IActorRef> run, CancellationToken cancellationToken)
    {
        var work = new ProbeActor.InContext(run);
        TestActor.Tell(work, ActorRefs.NoSender);
        return work.Done.WaitAsync(Dilated(TestKitSettings.DefaultTimeout), cancellationToken);
    }
}
