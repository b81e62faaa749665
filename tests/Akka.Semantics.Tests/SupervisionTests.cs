using Akka.Actor;

namespace Akka.Semantics.Tests;

/// <summary>
/// Goal: each directive and each limit.
/// Method: a parent with a given strategy, whose children tell of their hooks.
/// </summary>
public sealed class SupervisionTests : SemanticsTest
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    private static readonly object[] Restarted =
        ["PreRestart boom", "PostStop", "constructor", "PostRestart", "PreStart"];

    [Fact]
    public async Task Resume_keeps_the_instance()
    {
        IActorRef parent = await ParentWith(new OneForOneStrategy(_ => Directive.Resume));

        parent.Tell("boom");
        parent.Tell("next");

        await ExpectMsgAsync("next");
    }

    [Fact]
    public async Task A_failure_after_as_many_restarts_as_allowed_stops_the_child()
    {
        IActorRef parent = await ParentWith(new OneForOneStrategy(2, Minute, _ => Directive.Restart));
        for (var i = 0; i < 2; i++)
        {
            parent.Tell("boom");
            await ExpectInOrder(Restarted);
        }

        parent.Tell("boom");

        await ExpectMsgAsync("PostStop");
    }

    [Fact]
    public async Task No_restart_is_allowed_when_the_limit_is_zero()
    {
        IActorRef parent = await ParentWith(new OneForOneStrategy(0, Minute, _ => Directive.Restart));

        parent.Tell("boom");

        await ExpectMsgAsync("PostStop");
    }

    [Fact]
    public async Task A_window_without_a_limit_allows_one_restart()
    {
        IActorRef parent = await ParentWith(new OneForOneStrategy(null, Minute, _ => Directive.Restart));
        parent.Tell("boom");
        await ExpectInOrder(Restarted);

        parent.Tell("boom");

        await ExpectMsgAsync("PostStop");
    }

    [Fact]
    public async Task The_stopping_strategy_stops_at_the_first_failure()
    {
        IActorRef parent = await ParentWith(SupervisorStrategy.StoppingStrategy);

        parent.Tell("boom");

        await ExpectMsgAsync("PostStop");
    }

    [Fact]
    public async Task Escalate_makes_the_parent_fail_which_restarts_the_child_with_it()
    {
        IActorRef parent = await ParentWith(new OneForOneStrategy(_ => Directive.Escalate));

        parent.Tell("boom");

        await ExpectInOrder("PostStop", "constructor", "PreStart");
    }

    [Fact]
    public async Task The_decider_sees_the_exception_and_props_may_bring_the_strategy()
    {
        IActorRef probe = TestActor;
        var strategy = new OneForOneStrategy(cause =>
        {
            probe.Tell(cause.GetType().Name);
            return Directive.Resume;
        });
        Props child = LifeActor.Props(probe);
        IActorRef parent = Sys.ActorOf(
            Props.Create(() => new PlainParentActor(child)).WithSupervisorStrategy(strategy));
        await ExpectInOrder("constructor", "PreStart");

        parent.Tell("boom");

        await ExpectMsgAsync("InvalidOperationException");
    }

    [Fact]
    public async Task All_for_one_restarts_the_siblings_too()
    {
        IActorRef probe = TestActor;
        IActorRef parent = Sys.ActorOf(Props.Create(() => new PairActor(probe)));
        await ExpectBoth();

        parent.Tell("boom");

        await ExpectBoth();
        parent.Tell("again");
        await ExpectMsgAsync("a started"); // It handles messages again.
    }

    [Fact]
    public async Task A_restart_storm_ends_in_a_stop_and_says_so()
    {
        IActorRef parent = await ParentWith(new OneForOneStrategy(1, Minute, _ => Directive.Restart));

        await EventFilter.Exception<InvalidOperationException>("boom").ExpectAsync(2, () =>
        {
            parent.Tell("boom");
            parent.Tell("boom");
            return Task.CompletedTask;
        });

        await ExpectInOrder([.. Restarted, "PostStop"]);
    }

    /// <summary>Two siblings have no order between them.</summary>
    private async Task ExpectBoth()
    {
        string[] seen = [await ExpectMsgAsync<string>(), await ExpectMsgAsync<string>()];
        Assert.Equal(["a started", "b started"], seen.Order(StringComparer.Ordinal));
    }

    private async Task<IActorRef> ParentWith(SupervisorStrategy strategy)
    {
        IActorRef parent = Sys.ActorOf(ParentActor.Props(LifeActor.Props(TestActor), strategy));
        await ExpectInOrder("constructor", "PreStart");
        return parent;
    }

    private sealed class PlainParentActor(Props child) : UntypedActor
    {
        private IActorRef _child = ActorRefs.Nobody;

        protected override void PreStart() => _child = Context.ActorOf(child, "c");

        protected override void OnReceive(object message) => _child.Forward(message);
    }

    private sealed class PairActor(IActorRef probe) : UntypedActor
    {
        private IActorRef _first = ActorRefs.Nobody;

        protected override SupervisorStrategy SupervisorStrategy() =>
            new AllForOneStrategy(3, Minute, _ => Directive.Restart);

        protected override void PreStart()
        {
            _first = Context.ActorOf(Props.Create(() => new MemberActor("a", probe)), "a");
            _first.Tell("report");
            Context.ActorOf(Props.Create(() => new MemberActor("b", probe)), "b").Tell("report");
        }

        protected override void OnReceive(object message) => _first.Forward(message);
    }

    private sealed class MemberActor(string name, IActorRef probe) : UntypedActor
    {
        protected override void PostRestart(Exception reason) => probe.Tell($"{name} started");

        protected override void OnReceive(object message)
        {
            if (message is "boom")
            {
                throw new InvalidOperationException("boom");
            }

            probe.Tell($"{name} started");
        }
    }
}
