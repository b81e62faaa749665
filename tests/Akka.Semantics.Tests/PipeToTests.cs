using Akka.Actor;

namespace Akka.Semantics.Tests;

/// <summary>
/// Goal: which message a task becomes.
/// Method: tasks that have ended; the piping itself is awaited, so nothing else needs to be.
/// </summary>
public sealed class PipeToTests : SemanticsTest
{
    [Fact]
    public async Task A_result_is_told_in_the_name_of_the_sender()
    {
        IActorRef sender = Silent();

        await Task.FromResult("value").PipeTo(TestActor, sender);

        await ExpectMsgAsync("value");
        Assert.Equal(sender, LastSender);
    }

    [Fact]
    public async Task A_failure_becomes_Status_Failure_with_the_exception_itself()
    {
        var thrown = new FormatException("x");

        await Task.FromException<string>(thrown).PipeTo(TestActor);

        Assert.Same(thrown, (await ExpectMsgAsync<Status.Failure>()).Cause);
    }

    [Fact]
    public async Task A_cancellation_is_a_failure()
    {
        await Task.FromCanceled<string>(new CancellationToken(canceled: true)).PipeTo(TestActor);

        Assert.IsAssignableFrom<OperationCanceledException>((await ExpectMsgAsync<Status.Failure>()).Cause);
    }

    [Fact]
    public async Task Both_ends_can_be_mapped_to_messages()
    {
        await Task.FromResult(2).PipeTo(TestActor, success: n => n * 2, failure: _ => -1);
        await Task.FromException<int>(new FormatException()).PipeTo(TestActor, success: n => n, failure: _ => -1);

        await ExpectInOrder(4, -1);
    }

    [Fact]
    public async Task A_mapping_that_throws_is_a_failure_too()
    {
        await Task.FromResult(2).PipeTo(TestActor, success: _ => throw new FormatException());

        Assert.IsType<FormatException>((await ExpectMsgAsync<Status.Failure>()).Cause);
    }

    [Fact]
    public async Task A_task_without_a_result_tells_nothing_unless_it_is_mapped()
    {
        await Task.CompletedTask.PipeTo(TestActor);
        await Task.CompletedTask.PipeTo(TestActor, success: () => "done");

        await ExpectMsgAsync("done"); // Anything else would have come first.
    }

    [Fact]
    public async Task Value_tasks_are_piped_alike()
    {
        await new ValueTask<int>(3).PipeTo(TestActor);
        await ValueTask.CompletedTask.PipeTo(TestActor, success: () => "done");
        await ValueTask.FromException(new FormatException()).PipeTo(TestActor);

        await ExpectInOrder(3, "done");
        Assert.IsType<FormatException>((await ExpectMsgAsync<Status.Failure>()).Cause);
    }
}
