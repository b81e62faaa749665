using Akka.Actor;
using Xunit.Sdk;

namespace Akka.Semantics.Tests.TestKit;

/// <summary>
/// Goal: expectations of several messages, of none, and of one among many.
/// Method: the test tells its own test actor, so what is in the queue is known before it is expected.
/// </summary>
public sealed class ReceiveTests : SemanticsTest
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(50);

    [Fact]
    public async Task No_message_passes_and_one_fails_with_its_text()
    {
        await ExpectNoMsgAsync(Soon);
        ExpectNoMsg(20);

        TestActor.Tell("surprise");
        XunitException failure = await Assert.ThrowsAnyAsync<XunitException>(async () => await ExpectNoMsgAsync(Soon));
        Assert.Contains("surprise", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Receive_one_returns_null_when_nothing_came()
    {
        Assert.Null(await ReceiveOneAsync(Soon));
        TestActor.Tell(1);
        Assert.Equal(1, ReceiveOne());
    }

    [Fact]
    public async Task Receive_so_many_returns_them_in_order_and_fails_when_one_is_missing()
    {
        Tell(1, 2, 3);

        Assert.Equal([1, 2], ReceiveN(2));
        await Assert.ThrowsAnyAsync<XunitException>(async () => await ReceiveNAsync(2, Soon).ToListAsync());
    }

    [Fact]
    public async Task All_of_are_expected_in_any_order()
    {
        Tell(1, 2, 3, 4);

        Assert.Equal([1, 2], ExpectMsgAllOf(2, 1).Order());
        Assert.Equal([3, 4], (await ExpectMsgAllOfAsync<int>([4, 3]).ToListAsync()).Order());
    }

    [Fact]
    public void All_of_fails_when_another_one_comes()
    {
        Tell(1, 5);

        Assert.ThrowsAny<XunitException>(() => ExpectMsgAllOf(1, 2));
    }

    [Fact]
    public void All_of_counts_equal_messages()
    {
        Tell(1, 2);

        Assert.ThrowsAny<XunitException>(() => ExpectMsgAllOf(1, 1));
    }

    [Fact]
    public async Task Any_of_takes_one()
    {
        Tell(1, 5);

        Assert.Equal(1, await ExpectMsgAnyOfAsync([1, 2]));
        Assert.ThrowsAny<XunitException>(() => ExpectMsgAnyOf([1, 2]));
    }

    [Fact]
    public async Task Fishing_skips_what_does_not_match_and_leaves_the_rest()
    {
        Tell("a", 1, 2, 3);

        Assert.Equal(2, await FishForMessageAsync<int>(number => number == 2));
        Assert.Equal(3, FishForMessage(message => message is 3));
    }

    [Fact]
    public async Task Fishing_in_vain_fails()
    {
        Tell(1, 2);

        await Assert.ThrowsAnyAsync<XunitException>(
            async () => await FishForMessageAsync<int>(number => number == 3, Soon));
    }

    [Fact]
    public async Task Receive_while_leaves_the_message_that_ends_it()
    {
        Tell("a", "b", 1);

        IReadOnlyList<string> texts = ReceiveWhile(message => message as string);

        Assert.Equal(["a", "b"], texts);
        await ExpectMsgAsync(1);
    }

    [Fact]
    public async Task Receive_while_ends_when_nothing_comes_and_after_so_many()
    {
        Tell("a", "b", "c");

        List<string> two = await ReceiveWhileAsync(message => message as string, msgs: 2).ToListAsync();
        List<string> rest = await ReceiveWhileAsync(message => message as string, idle: Soon).ToListAsync();

        Assert.Equal(["a", "b"], two);
        Assert.Equal(["c"], rest);
    }

    [Fact]
    public async Task Ignored_messages_are_dropped_until_no_more_are_ignored()
    {
        IgnoreMessages<int>();
        Tell(1, "a");
        IgnoreMessages(message => message is "b");
        Tell("b", 2);
        IgnoreNoMessages();
        Tell("b");

        await ExpectInOrder("a", 2, "b");
    }

    private void Tell(params object[] messages)
    {
        foreach (object message in messages)
        {
            TestActor.Tell(message);
        }
    }
}
