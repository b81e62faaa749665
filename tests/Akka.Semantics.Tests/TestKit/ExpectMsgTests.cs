using Akka.Actor;
using Xunit.Sdk;

namespace Akka.Semantics.Tests.TestKit;

/// <summary>
/// Goal: what passes an expectation of one message, and that everything else fails the test with a text that helps.
/// Method: the test tells its own test actor, so what is in the queue is known before it is expected.
/// </summary>
public sealed class ExpectMsgTests : SemanticsTest
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task A_message_of_the_type_is_returned()
    {
        TestActor.Tell("a");
        TestActor.Tell(1);

        Assert.Equal("a", await ExpectMsgAsync<string>());
        Assert.Equal(1, ExpectMsg<int>());
    }

    [Fact]
    public void A_subtype_is_of_the_type()
    {
        TestActor.Tell(new OperationCanceledException("x"));

        Assert.Equal("x", ExpectMsg<SystemException>().Message);
    }

    [Fact]
    public void A_message_of_another_type_fails_with_both_types()
    {
        TestActor.Tell(1);

        XunitException failure = Assert.ThrowsAny<XunitException>(() => ExpectMsg<string>());

        Assert.Contains("System.String", failure.Message, StringComparison.Ordinal);
        Assert.Contains("System.Int32", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Silence_fails_with_the_time_and_the_type()
    {
        XunitException failure = await Assert.ThrowsAnyAsync<XunitException>(
            async () => await ExpectMsgAsync<string>(Soon, "the hint"));

        Assert.Contains("Timeout 00:00:00.05", failure.Message, StringComparison.Ordinal);
        Assert.Contains("System.String", failure.Message, StringComparison.Ordinal);
        Assert.Contains("the hint", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_equal_message_passes_and_another_one_fails()
    {
        TestActor.Tell(new Point(1, 2));
        TestActor.Tell(new Point(1, 3));

        await ExpectMsgAsync(new Point(1, 2));
        await Assert.ThrowsAnyAsync<XunitException>(async () => await ExpectMsgAsync(new Point(1, 2)));
    }

    [Fact]
    public async Task What_fails_an_expectation_is_taken_all_the_same()
    {
        TestActor.Tell("a");
        TestActor.Tell("b");

        await Assert.ThrowsAnyAsync<XunitException>(async () => await ExpectMsgAsync("b"));
        await ExpectMsgAsync("b");
    }

    [Fact]
    public async Task A_predicate_decides()
    {
        TestActor.Tell("ab");
        TestActor.Tell("ab");

        Assert.Equal("ab", await ExpectMsgAsync<string>(text => text.Length == 2));
        await Assert.ThrowsAnyAsync<XunitException>(async () => await ExpectMsgAsync<string>(text => text.Length == 3));
    }

    [Fact]
    public void An_assertion_on_message_and_sender_fails_with_its_own_exception()
    {
        TestActor.Tell("a", ActorRefs.NoSender);
        TestActor.Tell("a", TestActor);

        ExpectMsg<string>((text, sender) =>
        {
            Assert.Equal("a", text);
            Assert.Equal(Sys.DeadLetters, sender);
        });
        Assert.Throws<FormatException>(() => ExpectMsg<string>(_ => throw new FormatException()));
    }

    [Fact]
    public async Task A_sender_can_be_expected()
    {
        TestActor.Tell("a", TestActor);
        TestActor.Tell("b", TestActor);
        TestActor.Tell("c", Sys.DeadLetters);

        await ExpectMsgFromAsync<string>(TestActor);
        ExpectMsgFrom(TestActor, "b");
        await Assert.ThrowsAnyAsync<XunitException>(async () => await ExpectMsgFromAsync(TestActor, "c"));
    }

    [Fact]
    public async Task Last_message_and_last_sender_are_those_of_the_last_expectation()
    {
        TestActor.Tell("a", TestActor);
        await ExpectMsgAsync<string>();

        Assert.Equal("a", LastMessage);
        Assert.Equal(TestActor, LastSender);
        Assert.False(HasMessages);
    }

    [Fact]
    public async Task A_message_in_the_queue_is_seen_before_it_is_expected()
    {
        TestActor.Tell("a", ActorRefs.NoSender);

        Assert.True(HasMessages);
        await ExpectMsgAsync("a");
    }

    [Fact]
    public async Task A_cancelled_wait_throws_and_takes_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await ExpectMsgAsync<string>(cancellationToken: cancelled.Token));

        TestActor.Tell("a");
        await ExpectMsgAsync("a");
    }

    [Fact]
    public async Task The_end_of_a_watched_actor_is_expected_by_its_reference()
    {
        IActorRef first = Silent();
        IActorRef second = Silent();
        await WatchAsync(first);
        Watch(second);

        Sys.Stop(first);
        Assert.Equal(first, (await ExpectTerminatedAsync(first)).ActorRef);
        Sys.Stop(second);
        await Assert.ThrowsAnyAsync<XunitException>(async () => await ExpectTerminatedAsync(first));
    }

    [Fact]
    public async Task The_end_of_an_actor_that_is_not_watched_any_more_is_not_told()
    {
        IActorRef actor = Silent();
        await WatchAsync(actor);
        await UnwatchAsync(actor);

        await End(actor);
        TestActor.Tell("next");

        await ExpectMsgAsync("next");
    }

    private sealed record Point(int X, int Y);
}
