using Akka.Actor;
using Akka.TestKit;

namespace Akka.Semantics.Tests;

/// <summary>
/// Goal: what resets the receive time-out, and when it ends.
/// Method: virtual time; the actor answers each message, so the test knows that the time-out was reset.
/// </summary>
public sealed class ReceiveTimeoutTests()
    : SemanticsTest($"akka.scheduler.implementation = \"{typeof(TestScheduler).AssemblyQualifiedName}\"")
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private TestScheduler Clock => (TestScheduler)Sys.Scheduler;

    [Fact]
    public async Task It_comes_again_and_again_while_nothing_else_does()
    {
        IActorRef actor = await Waiting();

        Clock.Advance(10 * Second);
        await ExpectMsgAsync("time-out");
        await Handled(actor, new Quiet());
        Clock.Advance(10 * Second);
        await ExpectMsgAsync("time-out");
    }

    [Fact]
    public async Task A_message_resets_it_and_a_quiet_one_does_not()
    {
        IActorRef actor = await Waiting();
        Clock.Advance(6 * Second);
        await Handled(actor, new Quiet());
        Clock.Advance(3 * Second);
        await Handled(actor, "loud");
        await Handled(actor, new Quiet());

        Clock.Advance(9 * Second);
        await Handled(actor, new Quiet());
        Clock.Advance(Second);

        await ExpectMsgAsync("time-out");
    }

    [Fact]
    public async Task It_can_be_ended()
    {
        IActorRef actor = await Waiting();
        await Handled(actor, "end");
        await Handled(actor, new Quiet());

        Clock.Advance(60 * Second);

        await Handled(actor, new Quiet());
    }

    private async Task<IActorRef> Waiting()
    {
        IActorRef probe = TestActor;
        IActorRef actor = Sys.ActorOf(Props.Create(() => new WaitingActor(probe)));
        await Handled(actor, "loud");
        await Handled(actor, new Quiet());
        return actor;
    }

    /// <summary>The answer comes from within the turn; a quiet message after it shows that the turn is over.</summary>
    private async Task Handled(IActorRef actor, object message)
    {
        actor.Tell(message);
        await ExpectMsgAsync($"got {message.GetType().Name}");
    }

    private sealed class Quiet : INotInfluenceReceiveTimeout;

    private sealed class WaitingActor : ReceiveActor
    {
        public WaitingActor(IActorRef probe)
        {
            SetReceiveTimeout(10 * Second);
            Receive<ReceiveTimeout>(_ => probe.Tell("time-out"));
            ReceiveAny(message =>
            {
                if (message is "end")
                {
                    SetReceiveTimeout(null);
                }

                probe.Tell($"got {message.GetType().Name}");
            });
        }
    }
}
