using Akka.Actor;
using Akka.TestKit;

namespace Akka.Semantics.Tests.TestKit;

/// <summary>
/// Goal: a probe is an actor to others and a test kit to the test, with a queue and a name of its own.
/// Method: probes talk to the test actor and to each other; each step is expected before the next.
/// </summary>
public sealed class TestProbeTests : SemanticsTest
{
    [Fact]
    public async Task A_probe_has_a_queue_of_its_own()
    {
        TestProbe probe = CreateTestProbe();
        probe.Tell("to probe");
        TestActor.Tell("to test");

        await probe.ExpectMsgAsync("to probe");
        await ExpectMsgAsync("to test");
    }

    [Fact]
    public async Task A_probe_and_its_reference_are_the_same_actor()
    {
        TestProbe probe = CreateTestProbe();
        await WatchAsync(probe);

        Assert.True(probe.Equals(probe.Ref));
        Assert.True(probe.Ref.Equals(probe));
        Assert.Equal(probe.Ref.Path, ((IActorRef)probe).Path);
        Sys.Stop(probe);
        await ExpectTerminatedAsync(probe);
    }

    [Fact]
    public async Task A_probe_replies_and_sends_in_its_own_name()
    {
        TestProbe probe = CreateTestProbe();
        probe.Tell("question");
        await probe.ExpectMsgAsync("question");
        Assert.Equal(TestActor, probe.Sender);

        probe.Reply("answer");
        await ExpectMsgFromAsync(probe.Ref, "answer");
        probe.Send(TestActor, "more");
        await ExpectMsgFromAsync(probe.Ref, "more");
    }

    [Fact]
    public async Task A_probe_forwards_in_the_name_of_the_sender()
    {
        TestProbe probe = CreateTestProbe();
        TestProbe target = CreateTestProbe();
        probe.Tell("message");
        await probe.ExpectMsgAsync("message");

        probe.Forward(target);
        probe.Forward(target, "other");

        await target.ExpectMsgFromAsync(TestActor, "message");
        await target.ExpectMsgFromAsync(TestActor, "other");
    }

    [Fact]
    public async Task A_probe_watches_for_itself()
    {
        TestProbe probe = CreateTestProbe();
        IActorRef actor = Silent();
        await probe.WatchAsync(actor);

        Sys.Stop(actor);

        await probe.ExpectTerminatedAsync(actor);
        Assert.False(HasMessages);
    }

    [Fact]
    public async Task A_probe_without_a_message_has_nobody_to_reply_to()
    {
        TestProbe probe = CreateTestProbe();
        Assert.Null(await probe.ReceiveOneAsync(TimeSpan.Zero));

        Assert.Throws<IllegalActorStateException>(() => probe.Reply("answer"));
    }

    [Fact]
    public async Task A_pilot_answers_before_the_test_sees_the_message()
    {
        TestProbe probe = CreateTestProbe();
        probe.SetAutoPilot(new DelegateAutoPilot((sender, message) =>
        {
            sender.Tell($"pilot {message}", ActorRefs.NoSender);
            return AutoPilot.KeepRunning;
        }));

        probe.Tell(1);
        probe.Tell(2);

        await ExpectInOrder("pilot 1", "pilot 2");
        await probe.ExpectMsgAsync(1);
        await probe.ExpectMsgAsync(2);
    }

    [Fact]
    public async Task A_pilot_names_its_successor()
    {
        TestProbe probe = CreateTestProbe();
        probe.SetAutoPilot(new DelegateAutoPilot((sender, message) =>
        {
            sender.Tell($"pilot {message}", ActorRefs.NoSender);
            return AutoPilot.NoAutoPilot;
        }));

        probe.Tell(1);
        probe.Tell(2);
        probe.Send(TestActor, "end");

        await ExpectInOrder("pilot 1", "end");
    }

    [Fact]
    public async Task A_child_of_a_probe_has_the_probe_as_parent()
    {
        TestProbe probe = CreateTestProbe();

        IActorRef child = await probe.ChildActorOfAsync(Props.Create(() => new ParentTellingActor()), "child");

        Assert.Equal("child", child.Path.Name);
        await probe.ExpectMsgFromAsync(child, "from child");
    }

    [Fact]
    public void Probes_have_different_names_or_the_given_one()
    {
        Assert.NotEqual(CreateTestProbe().Ref.Path.Name, CreateTestProbe().Ref.Path.Name);
        Assert.Throws<InvalidActorNameException>(() => new[] { CreateTestProbe("same"), CreateTestProbe("same") });
    }

    private sealed class ParentTellingActor : UntypedActor
    {
        protected override void PreStart() => Context.Parent.Tell("from child");

        protected override void OnReceive(object message) => Unhandled(message);
    }
}
