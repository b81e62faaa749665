using System.Text;
using FsCheck;
using FsCheck.Fluent;

namespace ActorOrchestrator.Etcd.Protocol.Tests.Framing;

/// <summary>
/// Goal: a deadline is told exactly where eight digits allow it, never too short, and nothing else is taken for one
/// (etcd.md G6, S4).
/// Method: pairs of time and value; a round trip over random times; values that are none.
/// </summary>
public sealed class GrpcTimeoutTests
{
    [Theory]
    [InlineData(1, "100n")] // One tick is 100 ns.
    [InlineData(9, "900n")]
    [InlineData(10, "1u")]
    [InlineData(11, "1100n")]
    [InlineData(999_999, "99999900n")]
    [InlineData(1_000_001, "100001u")] // 100,000,100 ns have nine digits.
    [InlineData(3_000_000, "300m")]
    [InlineData(10_000_000, "1S")]
    [InlineData(50_000_000, "5S")]
    [InlineData(600_000_000, "1M")]
    [InlineData(910_000_000, "91S")]
    [InlineData(36_000_000_000, "1H")]
    [InlineData(36_600_000_000, "61M")]
    [InlineData(999_999_990, "99999999u")]
    [InlineData(999_999_991, "100000m")] // 100,000,000 us have nine digits.
    [InlineData(12_345_678_901, "1234568m")]
    [InlineData(3_599_999_999_640_000_000, "99999999H")]
    [InlineData(long.MaxValue, "99999999H")]
    public void S4_a_time_is_said_exactly_in_the_coarsest_unit_or_rounded_up_in_the_finest(long ticks, string value)
    {
        var timeout = TimeSpan.FromTicks(ticks);
        Span<byte> bytes = stackalloc byte[GrpcTimeout.MaxBytes];

        int written = GrpcTimeout.Format(timeout, bytes);

        Assert.Equal(value, GrpcTimeout.Format(timeout));
        Assert.Equal(value, Encoding.ASCII.GetString(bytes[..written]));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(-10_000)] // Timeout.InfiniteTimeSpan: no header at all is the caller's to decide.
    [InlineData(long.MinValue)]
    public void A_time_that_is_over_is_not_sent(long ticks)
    {
        var timeout = TimeSpan.FromTicks(ticks);

        Assert.Throws<ArgumentOutOfRangeException>(() => GrpcTimeout.Format(timeout));
        Assert.Throws<ArgumentOutOfRangeException>(
            () => GrpcTimeout.Format(timeout, new byte[GrpcTimeout.MaxBytes]));
    }

    [Theory]
    [InlineData(3_000_000, 4)]
    [InlineData(999_999, 9)]
    public void A_destination_that_is_too_short_is_refused(long ticks, int needed)
    {
        var timeout = TimeSpan.FromTicks(ticks);

        Assert.Equal(needed, GrpcTimeout.Format(timeout, new byte[needed]));
        for (var length = 0; length < needed; length++)
        {
            var destination = new byte[length];
            Assert.Throws<ArgumentException>("destination", () => GrpcTimeout.Format(timeout, destination));
        }
    }

    [Theory]
    [InlineData("1n", 1)] // Rounded up to a tick.
    [InlineData("100n", 1)]
    [InlineData("101n", 2)]
    [InlineData("99999999n", 1_000_000)]
    [InlineData("1u", 10)]
    [InlineData("300m", 3_000_000)]
    [InlineData("00000005S", 50_000_000)]
    [InlineData("0S", 0)]
    [InlineData("0n", 0)]
    [InlineData("1M", 600_000_000)]
    [InlineData("99999999H", 3_599_999_964_000_000_000)]
    public void A_value_is_read(string value, long ticks)
    {
        Assert.True(GrpcTimeout.TryParse(value, out TimeSpan ofText));
        Assert.True(GrpcTimeout.TryParse(Encoding.ASCII.GetBytes(value), out TimeSpan ofBytes));
        Assert.Equal(ticks, ofText.Ticks);
        Assert.Equal(ticks, ofBytes.Ticks);
    }

    [Theory]
    [InlineData("")]
    [InlineData("S")]
    [InlineData("5")]
    [InlineData("5s")]
    [InlineData("5h")]
    [InlineData("5N")]
    [InlineData("5U")]
    [InlineData("5ms")]
    [InlineData("-5S")]
    [InlineData("+5S")]
    [InlineData(" 5S")]
    [InlineData("5 S")]
    [InlineData("5S ")]
    [InlineData("5.0S")]
    [InlineData("5,0S")]
    [InlineData("0x5S")]
    [InlineData("5SS")]
    [InlineData("5\0")]
    [InlineData("\0S")]
    [InlineData("123456789S")]
    [InlineData("99999999999999999999S")]
    [InlineData("５S")]
    [InlineData("5Ｓ")]
    [InlineData("1٣S")]
    public void A_malformed_value_is_refused(string value)
    {
        Assert.False(GrpcTimeout.TryParse(value, out TimeSpan ofText));
        Assert.False(GrpcTimeout.TryParse(Encoding.UTF8.GetBytes(value), out TimeSpan ofBytes));
        Assert.Equal(TimeSpan.Zero, ofText);
        Assert.Equal(TimeSpan.Zero, ofBytes);
    }

    [Fact]
    public void What_is_read_back_is_never_shorter_and_hardly_longer() => Prop.ForAll(
        (from high in Gen.Choose(0, 800_000_000)
         from low in Gen.Choose(0, int.MaxValue)
         from bits in Gen.Choose(0, 61)
         select TimeSpan.FromTicks(((((long)high << 32) | (uint)low) >> bits) + 1)).ToArbitrary(),
        timeout =>
        {
            string value = GrpcTimeout.Format(timeout);
            // At worst a thousandth of a unit more than 99,999 thousandths of which there are.
            return value.Length is >= 2 and <= GrpcTimeout.MaxBytes
                && GrpcTimeout.TryParse(value, out TimeSpan read)
                && read >= timeout && (read - timeout).Ticks <= timeout.Ticks / 90_000;
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_bytes_are_read_or_refused_alike_as_text() => Prop.ForAll(
        Gen.OneOf(Gen.Choose(0, 127).Select(c => (char)c), Gen.Elements("0123456789HMSmun".ToCharArray()))
            .ArrayOf().ToArbitrary(),
        value =>
        {
            bool text = GrpcTimeout.TryParse(value, out TimeSpan ofText);
            bool bytes = GrpcTimeout.TryParse(Encoding.ASCII.GetBytes(value), out TimeSpan ofBytes);
            return text == bytes && ofText == ofBytes && ofText >= TimeSpan.Zero;
        }).QuickCheckThrowOnFailure();

    [Theory]
    [InlineData(49_990_000)]
    [InlineData(999_999)]
    [InlineData(12_345_678_901)]
    public void Writing_and_reading_allocates_nothing(long ticks)
    {
        _ = AllocatedByRoundTrip(TimeSpan.FromTicks(ticks));

        Assert.Equal(0, AllocatedByRoundTrip(TimeSpan.FromTicks(ticks)));
    }

    private static long AllocatedByRoundTrip(TimeSpan timeout)
    {
        Span<byte> bytes = stackalloc byte[GrpcTimeout.MaxBytes];
        long before = GC.GetAllocatedBytesForCurrentThread();
        _ = GrpcTimeout.TryParse(bytes[..GrpcTimeout.Format(timeout, bytes)], out _);
        return GC.GetAllocatedBytesForCurrentThread() - before;
    }
}
