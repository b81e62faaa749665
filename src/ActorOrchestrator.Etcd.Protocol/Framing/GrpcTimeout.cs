using System.Buffers.Text;
using System.Text;

namespace ActorOrchestrator.Etcd.Protocol;

/// <summary>The value of <c>grpc-timeout</c>: one to eight digits and a unit, <c>H M S m u n</c> (G6).</summary>
/// <remarks>
/// <para>
/// A time is written in the coarsest unit that says it exactly (300 ms is <c>300m</c>, a minute is <c>1M</c>); if none
/// with eight digits does, in the finest with which it has eight digits at most, rounded up: the server never gives up
/// before the client does.
/// </para>
/// </remarks>
public static class GrpcTimeout
{
    /// <summary>No value is longer.</summary>
    public const int MaxBytes = DigitsMax + 1;

    private const int DigitsMax = 8;
    private const long ValueMax = 99_999_999;
    private const long NanosecondsPerTick = 100;

    /// <summary>The units that are at least a tick long, coarsest first.</summary>
    private static readonly ImmutableArray<long> TicksPerUnit =
    [
        TimeSpan.TicksPerHour, TimeSpan.TicksPerMinute, TimeSpan.TicksPerSecond, TimeSpan.TicksPerMillisecond,
        TimeSpan.TicksPerMicrosecond,
    ];

    private static ReadOnlySpan<byte> Units => "HMSmu"u8;

    /// <summary>Writes a time as a string.</summary>
    /// <param name="timeout">More than zero; what is longer than 99,999,999 hours is written as that.</param>
    /// <exception cref="ArgumentOutOfRangeException">It is zero or negative: such a call fails without being sent.
    /// </exception>
    public static string Format(TimeSpan timeout)
    {
        Span<byte> value = stackalloc byte[MaxBytes];
        return Encoding.ASCII.GetString(value[..Format(timeout, value)]);
    }

    /// <summary>Writes a time, without allocating.</summary>
    /// <param name="timeout">More than zero; what is longer than 99,999,999 hours is written as that.</param>
    /// <param name="destination"><see cref="MaxBytes"/> are always enough.</param>
    /// <returns>How many bytes were written.</returns>
    /// <exception cref="ArgumentOutOfRangeException">The time is zero or negative.</exception>
    /// <exception cref="ArgumentException">The destination is too short.</exception>
    public static int Format(TimeSpan timeout, Span<byte> destination)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(timeout, TimeSpan.Zero);
        (long value, byte unit) = Choose(timeout.Ticks);
        if (!Utf8Formatter.TryFormat(value, destination, out int digits) || digits >= destination.Length)
        {
            throw new ArgumentException($"A grpc-timeout needs up to {MaxBytes} bytes.", nameof(destination));
        }

        destination[digits] = unit;
        return digits + 1;
    }

    /// <summary>Reads a value.</summary>
    /// <param name="value">The header as it stood on the wire.</param>
    /// <param name="timeout">Nanoseconds are rounded up to whole ticks of 100; may be zero.</param>
    /// <returns>Whether it is one to eight digits and a unit, and nothing else.</returns>
    public static bool TryParse(ReadOnlySpan<byte> value, out TimeSpan timeout)
    {
        timeout = TimeSpan.Zero;
        if (value.Length is < 2 or > MaxBytes)
        {
            return false;
        }

        long number = 0;
        foreach (byte digit in value[..^1])
        {
            if (!char.IsAsciiDigit((char)digit))
            {
                return false;
            }

            number = (number * 10) + (digit - '0');
        }

        if (value[^1] is (byte)'n')
        {
            timeout = TimeSpan.FromTicks(DividedUp(number, NanosecondsPerTick));
            return true;
        }

        int unit = Units.IndexOf(value[^1]);
        timeout = unit < 0 ? TimeSpan.Zero : TimeSpan.FromTicks(number * TicksPerUnit[unit]);
        return unit >= 0;
    }

    /// <summary>Reads a value that has become a string.</summary>
    /// <param name="value">The header.</param>
    /// <param name="timeout">Nanoseconds are rounded up to whole ticks of 100; may be zero.</param>
    /// <returns>Whether it is one to eight digits and a unit, and nothing else.</returns>
    public static bool TryParse(ReadOnlySpan<char> value, out TimeSpan timeout)
    {
        Span<byte> bytes = stackalloc byte[MaxBytes];
        if (value.Length > MaxBytes || !Ascii.IsValid(value))
        {
            timeout = TimeSpan.Zero;
            return false;
        }

        return TryParse(bytes[..Encoding.ASCII.GetBytes(value, bytes)], out timeout);
    }

    private static (long Value, byte Unit) Choose(long ticks)
    {
        for (var unit = 0; unit < Units.Length; unit++)
        {
            (long value, long rest) = Math.DivRem(ticks, TicksPerUnit[unit]);
            if (rest == 0 && value <= ValueMax)
            {
                return (value, Units[unit]);
            }
        }

        if (ticks <= ValueMax / NanosecondsPerTick)
        {
            return (ticks * NanosecondsPerTick, (byte)'n');
        }

        for (int unit = Units.Length - 1; unit >= 0; unit--)
        {
            long value = DividedUp(ticks, TicksPerUnit[unit]);
            if (value <= ValueMax)
            {
                return (value, Units[unit]);
            }
        }

        return (ValueMax, Units[0]);
    }

    private static long DividedUp(long number, long divisor) => (number / divisor) + (number % divisor == 0 ? 0 : 1);
}
