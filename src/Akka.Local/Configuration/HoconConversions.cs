using System.Globalization;
using System.Numerics;

namespace Akka.Configuration;

/// <summary>Reads a node as a .NET value. Every complaint names path, value and what was expected.</summary>
internal static class HoconConversions
{
    private const NumberStyles Real = NumberStyles.Float | NumberStyles.AllowThousands;

    /// <summary>The text of a scalar; null for objects and arrays, as in Akka.NET.</summary>
    public static string? ToText(HoconNode node) => (node as HoconNode.Text)?.Value;

    /// <summary>Only the four words that Akka.NET knows: yes and no are none of them.</summary>
    public static bool ToBoolean(HoconNode node, string path) => ToText(node) switch
    {
        "on" or "true" => true,
        "off" or "false" => false,
        _ => throw new NotSupportedException(Complaint(node, path, "on, off, true or false")),
    };

    public static T ToWhole<T>(HoconNode node, string path)
        where T : INumberBase<T> => ToNumber<T>(node, path, NumberStyles.Integer, "a whole number");

    public static T ToReal<T>(HoconNode node, string path)
        where T : INumberBase<T> => ToNumber<T>(node, path, Real, "a number");

    public static decimal ToDecimal(HoconNode node, string path) =>
        ToNumber<decimal>(node, path, NumberStyles.Number, "a number without an exponent");

    /// <summary>A duration with its unit, or a bare number of milliseconds.</summary>
    public static TimeSpan ToTimeSpan(HoconNode node, string path, bool allowInfinite)
    {
        const string Expected = "a duration such as 500ms, 5 s, 2m, 1h or 1.5 days";
        return Guarded(node, path, Expected, text =>
        {
            if (allowInfinite && text.Equals("infinite", StringComparison.OrdinalIgnoreCase))
            {
                return Timeout.InfiniteTimeSpan;
            }

            (string number, string unit) = SplitUnit(text);
            NumberStyles style = unit.Length > 0 ? NumberStyles.AllowDecimalPoint : Real;
            double value = double.Parse(number, style, CultureInfo.InvariantCulture);
            return value >= 0 ? ToTimeSpan(value, unit) : throw new FormatException("Negative.");
        });
    }

    /// <summary>Bytes; the case of a unit counts: K, k, Ki and KiB are 1,024, kB is 1,000. Null for no text.</summary>
    public static long? ToByteSize(HoconNode node, string path)
    {
        const string Expected = "a size such as 512, 10KiB, 10 kB, 4 MiB or 1g";
        return node is HoconNode.Text { Value: null or "" } ? null : Guarded(node, path, Expected, text =>
        {
            (string number, string unit) = SplitUnit(text);
            return checked(long.Parse(number, CultureInfo.InvariantCulture) * ToFactor(unit));
        });
    }

    /// <summary>The items of an array. Text and objects are none; Akka.NET would read them as an empty list.</summary>
    public static List<T> ToList<T>(HoconNode node, string path, Func<HoconNode, string, T> convert) => node switch
    {
        HoconNode.List list => [.. list.Items.Select((item, i) => convert(item, $"{path}[{i}]"))],
        HoconNode.Text { Value: null or "" } => [],
        _ => throw new FormatException(Complaint(node, path, "an array such as [a, b]")),
    };

    public static string ToItem(HoconNode node, string path) =>
        ToText(node) ?? throw new FormatException(Complaint(node, path, "text"));

    private static T ToNumber<T>(HoconNode node, string path, NumberStyles style, string expected)
        where T : INumberBase<T> => Guarded(
            node, path, $"{expected} ({typeof(T).Name})", text => T.Parse(text, style, CultureInfo.InvariantCulture));

    private static TimeSpan ToTimeSpan(double value, string unit) => unit switch
    {
        "" or "ms" or "milli" or "millis" or "millisecond" or "milliseconds" => TimeSpan.FromMilliseconds(value),
        "ns" or "nano" or "nanos" or "nanosecond" or "nanoseconds" => FromTicks(value / TimeSpan.NanosecondsPerTick),
        "us" or "micro" or "micros" or "microsecond" or "microseconds" =>
            FromTicks(value * TimeSpan.TicksPerMicrosecond),
        "s" or "second" or "seconds" => TimeSpan.FromSeconds(value),
        "m" or "minute" or "minutes" => TimeSpan.FromMinutes(value),
        "h" or "hour" or "hours" => TimeSpan.FromHours(value),
        "d" or "day" or "days" => TimeSpan.FromDays(value),
        _ => throw new FormatException("Unknown unit."),
    };

    private static TimeSpan FromTicks(double ticks) => TimeSpan.FromTicks(checked((long)Math.Round(ticks)));

    private static long ToFactor(string unit) => unit switch
    {
        "" or "b" or "B" or "byte" or "bytes" => 1,
        "kB" or "kilobyte" or "kilobytes" => 1_000,
        "MB" or "megabyte" or "megabytes" => 1_000_000,
        "GB" or "gigabyte" or "gigabytes" => 1_000_000_000,
        "TB" or "terabyte" or "terabytes" => 1_000_000_000_000,
        "PB" or "petabyte" or "petabytes" => 1_000_000_000_000_000,
        "EB" or "exabyte" or "exabytes" => 1_000_000_000_000_000_000,
        "K" or "k" or "Ki" or "KiB" or "kibibyte" or "kibibytes" => 1L << 10,
        "M" or "m" or "Mi" or "MiB" or "mebibyte" or "mebibytes" => 1L << 20,
        "G" or "g" or "Gi" or "GiB" or "gibibyte" or "gibibytes" => 1L << 30,
        "T" or "t" or "Ti" or "TiB" or "tebibyte" or "tebibytes" => 1L << 40,
        "P" or "p" or "Pi" or "PiB" or "pebibyte" or "pebibytes" => 1L << 50,
        "E" or "e" or "Ei" or "EiB" or "exbibyte" or "exbibytes" => 1L << 60,
        _ => throw new FormatException("Unknown unit."),
    };

    /// <summary>Number and unit: the unit is what follows the last digit.</summary>
    private static (string Number, string Unit) SplitUnit(string text)
    {
        int end = text.AsSpan().LastIndexOfAnyInRange('0', '9') + 1;
        return (text[..end], text[end..].Trim());
    }

    private static T Guarded<T>(HoconNode node, string path, string expected, Func<string, T> convert)
    {
        try
        {
            return convert(ToText(node) ?? throw new FormatException("No text."));
        }
        catch (FormatException e)
        {
            throw new FormatException(Complaint(node, path, expected), e);
        }
        catch (OverflowException e)
        {
            throw new OverflowException(Complaint(node, path, expected) + " It is out of range.", e);
        }
    }

    private static string Complaint(HoconNode node, string path, string expected)
    {
        string found = node switch
        {
            HoconNode.Text text => text.Value is null ? "null" : $"'{text.Value}'",
            HoconNode.List => "an array",
            _ => "an object",
        };
        return $"{path} = {found}: expected {expected}.";
    }
}
