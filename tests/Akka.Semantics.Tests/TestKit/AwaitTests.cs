using Akka.Actor;
using Xunit.Sdk;

namespace Akka.Semantics.Tests.TestKit;

/// <summary>
/// Goal: repeated assertions and conditions, and blocks with a limit.
/// Method: what is repeated counts its calls; limits are so long or so short that only one outcome is possible.
/// </summary>
public sealed class AwaitTests : SemanticsTest
{
    private static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(60);
    private static readonly TimeSpan Tick = TimeSpan.FromMilliseconds(10);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(20);

    private int _calls;

    [Fact]
    public async Task An_assertion_is_repeated_until_it_holds()
    {
        await AwaitAssertAsync(() => Assert.Equal(3, ++_calls), Long, Tick);
        AwaitAssert(() => Assert.Equal(5, ++_calls), Long, Tick);
        await AwaitAssertAsync(
            async () =>
            {
                await Task.Yield();
                Assert.Equal(7, ++_calls);
            },
            Long,
            Tick);

        Assert.Equal(7, _calls);
    }

    [Fact]
    public async Task An_assertion_that_never_holds_fails_with_its_own_exception()
    {
        await Assert.ThrowsAsync<FormatException>(
            () => AwaitAssertAsync(() => throw new FormatException(), Soon, Tick));
        Assert.Throws<FormatException>(() => AwaitAssert(() => throw new FormatException(), Soon, Tick));
    }

    [Fact]
    public async Task A_condition_is_repeated_until_it_holds()
    {
        await AwaitConditionAsync(() => ++_calls == 3, Long, Tick);
        AwaitCondition(() => ++_calls == 5, Long, Tick);
        await AwaitConditionAsync(() => Task.FromResult(++_calls == 7), Long, Tick);

        Assert.Equal(7, _calls);
    }

    [Fact]
    public async Task A_condition_that_never_holds_fails_with_the_message()
    {
        XunitException failure = await Assert.ThrowsAnyAsync<XunitException>(
            () => AwaitConditionAsync(() => false, Soon, Tick, "the message"));

        Assert.Contains("the message", failure.Message, StringComparison.Ordinal);
        Assert.ThrowsAny<XunitException>(() => AwaitCondition(() => false, Soon, Tick));
    }

    [Fact]
    public async Task A_block_within_its_limit_returns_its_result()
    {
        Assert.Equal(1, Within(Long, () => 1));
        Assert.Equal(2, await WithinAsync(Long, () => Task.FromResult(2)));
    }

    [Fact]
    public void Expectations_in_a_block_have_only_what_is_left_of_it() => Within(Soon, () =>
    {
        Assert.InRange(RemainingOrDefault, TimeSpan.Zero, Soon);
        XunitException failure = Assert.ThrowsAny<XunitException>(() => ExpectMsg<string>());
        Assert.DoesNotContain("00:00:03", failure.Message, StringComparison.Ordinal);
        ExpectNoMsg();
    });

    [Fact]
    public void Outside_of_blocks_the_setting_goes()
    {
        Assert.Equal(TestKitSettings.SingleExpectDefault, RemainingOrDefault);
        Assert.Throws<InvalidOperationException>(() => Remaining);
    }

    [Fact]
    public void A_block_that_is_too_fast_fails() =>
        Assert.ThrowsAny<XunitException>(() => Within(Long, 2 * Long, () => TestActor.Tell("a")));

    [Fact]
    public async Task A_block_that_is_too_slow_fails()
    {
        Assert.ThrowsAny<XunitException>(() => Within(Tick, () => Waste(Soon)));
        await Assert.ThrowsAnyAsync<XunitException>(() => WithinAsync(Tick, () => Task.Run(() => Waste(Soon))));
    }

    private void Waste(TimeSpan time) =>
        Assert.Throws<FormatException>(() => AwaitAssert(() => throw new FormatException(), time, Tick));
}
