using Akka.Actor;
using Akka.Event;

namespace Akka.Local.Tests.Supervision;

/// <summary>
/// Goal: a restart storm ends in a stop that says which limit was reached.
/// Method: the event stream of a small system.
/// </summary>
public sealed class RestartLimitTests : Akka.TestKit.Xunit2.TestKit
{
    [Fact]
    public async Task The_stop_is_a_warning_with_the_limit()
    {
        Sys.EventStream.Subscribe(TestActor, typeof(Warning));
        var strategy = new OneForOneStrategy(1, TimeSpan.FromMinutes(1), _ => Directive.Restart);
        IActorRef parent = Sys.ActorOf(Props.Create(() => new OneChildActor()).WithSupervisorStrategy(strategy));

        parent.Tell("boom");
        parent.Tell("boom");

        Warning warning = await ExpectMsgAsync<Warning>();
        Assert.Contains("1 restart(s) within 60000 ms", warning.Message.ToString(), StringComparison.Ordinal);
        Assert.Contains("/child", warning.Message.ToString(), StringComparison.Ordinal);
    }

    private sealed class OneChildActor : UntypedActor
    {
        private readonly IActorRef _child = Context.ActorOf(Props.Create(() => new FailingActor()), "child");

        protected override void OnReceive(object message) => _child.Forward(message);
    }

    private sealed class FailingActor : UntypedActor
    {
        protected override void OnReceive(object message) => throw new InvalidOperationException("boom");
    }
}
