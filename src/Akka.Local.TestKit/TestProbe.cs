using Akka.Actor;
using Akka.Dispatch.SysMsg;

namespace Akka.TestKit;

/// <summary>A test actor that can be given away as an actor, and speaks for itself.</summary>
public class TestProbe : TestKitBase, INoImplicitSender, IInternalActorRef
{
    private readonly IInternalActorRef _ref;

    /// <summary>Makes a probe; tests call <see cref="TestKitBase.CreateTestProbe(string)"/>.</summary>
    public TestProbe(ActorSystem system, ITestKitAssertions assertions, string? testProbeName = null)
        : base(assertions, system, testProbeName) => _ref = (IInternalActorRef)TestActor;

    /// <summary>The reference of the test actor.</summary>
    public IActorRef Ref => _ref;

    /// <summary>Who sent the message that was expected last.</summary>
    public IActorRef Sender => LastSender;

    /// <inheritdoc/>
    ActorPath IActorRef.Path => _ref.Path;

    /// <inheritdoc/>
    ActorSystemImpl? IInternalActorRef.System => _ref.System;

    /// <inheritdoc/>
    IActorRef IInternalActorRef.Identity => _ref;

    /// <inheritdoc/>
    bool IInternalActorRef.IsTerminated => _ref.IsTerminated;

    /// <summary>Tells with the probe as sender.</summary>
    public void Send(IActorRef actor, object message)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Tell(message, TestActor);
    }

    /// <summary>Answers the message that was expected last.</summary>
    public void Reply(object message) => Sender.Tell(message, TestActor);

    /// <summary>Passes the message that was expected last on, with its sender.</summary>
    public void Forward(IActorRef actor) => Forward(actor, LastMessage);

    /// <summary>Tells in the name of who sent the message that was expected last.</summary>
    public void Forward(IActorRef actor, object message)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Tell(message, Sender);
    }

    /// <inheritdoc/>
    void ICanTell.Tell(object message, IActorRef? sender) => _ref.Tell(message, sender);

    /// <inheritdoc/>
    void IInternalActorRef.SendSystemMessage(SystemMessage message) => _ref.SendSystemMessage(message);

    /// <inheritdoc/>
    bool IEquatable<IActorRef>.Equals(IActorRef? other) => _ref.Equals(other);

    /// <inheritdoc/>
    int IComparable<IActorRef>.CompareTo(IActorRef? other) => _ref.CompareTo(other);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => _ref.Equals(obj);

    /// <inheritdoc/>
    public override int GetHashCode() => _ref.GetHashCode();

    /// <inheritdoc/>
    public override string ToString() => _ref.ToString()!;
}
