using System.Buffers;
using System.Text;

namespace ActorOrchestrator.Etcd.Protocol;

/// <summary>The text of <c>grpc-message</c>: UTF-8, percent-encoded, since headers are ASCII (G5).</summary>
public static class GrpcMessageText
{
    private const byte FirstPlain = 0x20;
    private const byte LastPlain = 0x7E;
    private const string HexDigits = "0123456789ABCDEF";

    private static readonly SearchValues<char> Plain = SearchValues.Create(
        string.Concat(Enumerable.Range(FirstPlain, LastPlain - FirstPlain + 1).Select(c => (char)c)
            .Where(c => c is not '%')));

    /// <summary>Makes the value of the header of a text.</summary>
    /// <returns>The text itself if it needs no escapes, as all of etcd's do.</returns>
    public static string Encode(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (!text.AsSpan().ContainsAnyExcept(Plain))
        {
            return text;
        }

        byte[] bytes = Encoding.UTF8.GetBytes(text);
        var encoded = new StringBuilder(bytes.Length + 16);
        foreach (byte value in bytes)
        {
            if (value is >= FirstPlain and <= LastPlain and not (byte)'%')
            {
                _ = encoded.Append((char)value);
            }
            else
            {
                _ = encoded.Append('%').Append(HexDigits[value >> 4]).Append(HexDigits[value & 0xF]);
            }
        }

        return encoded.ToString();
    }

    /// <summary>Reads the header as it stood on the wire.</summary>
    /// <param name="header">A percent sign without two hexadecimal digits is taken as it is, and what is not UTF-8
    /// becomes U+FFFD: a text that is hard to read is better than none.</param>
    public static string Decode(ReadOnlySpan<byte> header)
    {
        if (!header.Contains((byte)'%'))
        {
            return Encoding.UTF8.GetString(header);
        }

        byte[] bytes = ArrayPool<byte>.Shared.Rent(header.Length);
        try
        {
            return Encoding.UTF8.GetString(bytes, 0, Unescape(header, bytes));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    /// <summary>Reads the header as <see cref="System.Net.Http"/> gives it: one character for each byte.</summary>
    /// <param name="header">A character above U+00FF, which no byte stands for, becomes U+FFFD.</param>
    public static string Decode(string header)
    {
        ArgumentNullException.ThrowIfNull(header);
        if (!header.AsSpan().ContainsAnyExcept(Plain))
        {
            return header;
        }

        byte[] bytes = ArrayPool<byte>.Shared.Rent(header.Length);
        try
        {
            for (var index = 0; index < header.Length; index++)
            {
                // 0xFF is in no UTF-8.
                bytes[index] = header[index] > byte.MaxValue ? byte.MaxValue : (byte)header[index];
            }

            return Decode(bytes.AsSpan(0, header.Length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    private static int Unescape(ReadOnlySpan<byte> header, Span<byte> bytes)
    {
        var written = 0;
        for (var read = 0; read < header.Length; read++)
        {
            byte value = header[read];
            if (value is (byte)'%' && read + 2 < header.Length
                && char.IsAsciiHexDigit((char)header[read + 1]) && char.IsAsciiHexDigit((char)header[read + 2]))
            {
                value = (byte)((HexValue(header[read + 1]) << 4) | HexValue(header[read + 2]));
                read += 2;
            }

            bytes[written++] = value;
        }

        return written;
    }

    private static int HexValue(byte digit) => digit <= '9' ? digit - '0' : (digit & 0xF) + 9;
}
