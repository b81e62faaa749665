using Akka.Actor;
using Akka.Pattern;

namespace Akka.Semantics.Tests;

/// <summary>
/// Goal: when a child of a backoff supervisor is started again, and what happens to messages meanwhile.
/// Method: waits of a few milliseconds, and no assertion on how long they took.
/// </summary>
public sealed class BackoffTests : SemanticsTest
{
    private static readonly TimeSpan Short = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Long = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_child_that_stopped_is_started_again_and_counted()
    {
        IActorRef supervisor = await Supervisor(OnStop(Short));
        supervisor.Tell("hi");
        await ExpectMsgAsync("hi");

        Sys.Stop(await Child(supervisor));

        await ExpectInOrder("PostStop", "constructor", "PreStart");
        supervisor.Tell(BackoffSupervisor.GetRestartCount.Instance);
        Assert.Equal(1, (await ExpectMsgAsync<BackoffSupervisor.RestartCount>()).Count);
    }

    [Fact]
    public async Task A_child_that_failed_is_stopped_and_started_again_after_the_wait()
    {
        IActorRef supervisor = await Supervisor(
            Backoff.OnFailure(LifeActor.Props(TestActor), "child", Short, Short, 0).WithManualReset());

        supervisor.Tell("boom");

        await ExpectInOrder("PostStop", "constructor", "PreStart");
        supervisor.Tell(BackoffSupervisor.Reset.Instance);
        supervisor.Tell(BackoffSupervisor.GetRestartCount.Instance);
        Assert.Equal(0, (await ExpectMsgAsync<BackoffSupervisor.RestartCount>()).Count);
    }

    [Fact]
    public async Task While_the_child_is_down_a_reply_can_be_given()
    {
        IActorRef supervisor = await Supervisor(OnStop(Long).WithReplyWhileStopped("down"));
        Sys.Stop(await Child(supervisor));
        await ExpectMsgAsync("PostStop");
        await UntilChildIsDown(supervisor);

        supervisor.Tell("hi");

        await ExpectMsgAsync("down");
    }

    [Fact]
    public async Task The_supervisor_stops_when_the_child_was_started_again_often_enough()
    {
        IActorRef supervisor = await Supervisor(OnStop(Short).WithMaxNrOfRetries(1).WithManualReset());
        Watch(supervisor);
        Sys.Stop(await Child(supervisor));
        await ExpectInOrder("PostStop", "constructor", "PreStart");

        Sys.Stop(await Child(supervisor));

        await ExpectMsgAsync("PostStop");
        await ExpectTerminatedAsync(supervisor);
    }

    [Fact]
    public async Task A_final_stop_message_ends_the_supervisor_with_the_child()
    {
        IActorRef supervisor = await Supervisor(OnStop(Long).WithFinalStopMessage(m => m is "last"));
        Watch(supervisor);
        supervisor.Tell("last");
        await ExpectMsgAsync("last");

        Sys.Stop(await Child(supervisor));

        await ExpectMsgAsync("PostStop");
        await ExpectTerminatedAsync(supervisor);
    }

    [Fact]
    public void A_longest_wait_below_the_first_one_is_refused() => Assert.ThrowsAny<ArgumentException>(
        () => BackoffSupervisor.Props(OnStop(Long, Short)));

    private async Task<IActorRef> Supervisor(BackoffOptions options)
    {
        IActorRef supervisor = Sys.ActorOf(BackoffSupervisor.Props(options));
        await ExpectInOrder("constructor", "PreStart");
        return supervisor;
    }

    private async Task<IActorRef> Child(IActorRef supervisor)
    {
        supervisor.Tell(BackoffSupervisor.GetCurrentChild.Instance);
        return (await ExpectMsgAsync<BackoffSupervisor.CurrentChild>()).Ref;
    }

    private async Task UntilChildIsDown(IActorRef supervisor)
    {
        while (!(await Child(supervisor)).IsNobody())
        {
            // The supervisor learns of the end by a message of its own.
        }
    }

    private BackoffOptions OnStop(TimeSpan min, TimeSpan? max = null) =>
        Backoff.OnStop(LifeActor.Props(TestActor), "child", min, max ?? min, 0);
}
