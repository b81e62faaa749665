using System.Text;

namespace ActorOrchestrator.Etcd.Channels.H2;

/// <summary>What a peer says first must be the SETTINGS of HTTP/2 (RFC 9113, section 3.4). What else is it?</summary>
internal static class PeerGreeting
{
    private const byte TlsAlert = 21;
    private const byte TlsHandshake = 22;
    private const byte TlsMajorVersion = 3;

    private static ReadOnlySpan<byte> Http1 => "HTTP/"u8;

    /// <summary>Judges the first bytes.</summary>
    /// <returns>True if HTTP/2 begins; false if there are too few bytes to say.</returns>
    /// <exception cref="H2Exception">The peer speaks something else; the text says what.</exception>
    public static bool Check(ReadOnlySpan<byte> first)
    {
        int common = Math.Min(first.Length, Http1.Length);
        if (common > 0 && first[..common].SequenceEqual(Http1[..common]))
        {
            // The whole line is quoted if it is there already; it is not waited for.
            return common == Http1.Length ? throw SpeaksHttp1(first) : false;
        }

        if (first.Length >= 2 && first[0] is TlsAlert or TlsHandshake && first[1] is TlsMajorVersion)
        {
            throw new H2Exception(H2ErrorCode.ProtocolError, "the peer speaks TLS: use https");
        }

        if (first.Length < FrameHeader.Bytes)
        {
            return false;
        }

        var header = FrameHeader.Read(first);
        bool isSettings = header is { Type: FrameType.Settings, StreamId: 0, Length: <= H2Limits.FrameBytes }
            && !header.Has(FrameHeader.Ack);
        return isSettings || header is { Type: FrameType.GoAway, StreamId: 0, Length: <= H2Limits.FrameBytes }
            ? true
            : throw new H2Exception(H2ErrorCode.ProtocolError, "the peer does not speak HTTP/2");
    }

    private static H2Exception SpeaksHttp1(ReadOnlySpan<byte> first)
    {
        int end = first.IndexOfAny((byte)'\r', (byte)'\n');
        ReadOnlySpan<byte> line = end < 0 ? first : first[..end];
        line = line[..Math.Min(line.Length, Limits.QuotedBytes)];
        return new H2Exception(
            H2ErrorCode.Http11Required,
            $"the peer speaks HTTP/1.1, not HTTP/2; it answered '{Encoding.ASCII.GetString(line)}'");
    }
}
