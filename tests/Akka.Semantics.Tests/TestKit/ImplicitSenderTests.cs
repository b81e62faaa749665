using Akka.Actor;

namespace Akka.Semantics.Tests.TestKit;

/// <summary>
/// Goal: what the test tells comes from the test actor, wherever an await has taken the test.
/// Method: an echo tells everything back to its sender, so only the right sender's test passes.
/// </summary>
public sealed class ImplicitSenderTests : SemanticsTest
{
    private readonly IActorRef _echo;

    public ImplicitSenderTests() => _echo = Handling((context, message) => context.Sender.Tell(message));

    [Fact]
    public void The_test_is_the_sender()
    {
        _echo.Tell("a");

        ExpectMsgFrom(_echo, "a");
    }

    [Fact]
    public async Task The_test_is_the_sender_after_an_await_that_went_to_another_thread()
    {
        var gate = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        IActorRef opener = Handling((_, _) => gate.SetResult());
        opener.Tell("open");
        await gate.Task;
        _echo.Tell("a");
        await ExpectMsgAsync("a");
        await Task.Yield();
        _echo.Tell("b");

        await ExpectMsgAsync("b");
    }

    [Fact]
    public async Task The_test_is_the_sender_after_an_await_that_an_actor_has_ended_in_its_turn()
    {
        var gate = new TaskCompletionSource();
        Handling((_, _) => gate.SetResult()).Tell("open");
        await gate.Task;

        _echo.Tell("a");

        await ExpectMsgAsync("a");
    }

    [Fact]
    public async Task The_test_is_the_sender_in_what_it_repeats_or_limits()
    {
        await AwaitAssertAsync(async () =>
        {
            await Task.Yield();
            _echo.Tell("c");
        });
        await ExpectMsgAsync("c");
        await WithinAsync(TimeSpan.FromSeconds(5), async () =>
        {
            await Task.Yield();
            _echo.Tell("d");
        });

        await ExpectMsgAsync("d");
    }

    [Fact]
    public async Task A_continuation_that_runs_inside_of_the_test_does_not_take_the_name_from_it()
    {
        var gate = new TaskCompletionSource();
        Task<Task> other;
        using (ExecutionContext.SuppressFlow())
        {
            other = Task.Run(() => Task.FromResult(gate.Task.ContinueWith(
                _ => { },
                CancellationToken.None,
                TaskContinuationOptions.ExecuteSynchronously,
                TaskScheduler.Default)));
        }

        Task continuation = await other;
        gate.SetResult();
        Assert.True(continuation.IsCompleted);
        _echo.Tell("a");

        await ExpectMsgAsync("a");
    }

    [Fact]
    public async Task Work_that_the_test_starts_speaks_for_nobody()
    {
        IActorRef senders = Handling((context, _) => TestActor.Tell(context.Sender.IsNobody()));

        await Task.Run(() => senders.Tell("a"));

        await ExpectMsgAsync(true);
    }
}
