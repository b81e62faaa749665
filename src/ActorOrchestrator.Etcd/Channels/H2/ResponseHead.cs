using System.Buffers.Text;
using System.Text;
using ActorOrchestrator.Etcd.Channels.H2.Hpack;

namespace ActorOrchestrator.Etcd.Channels.H2;

/// <summary>What the headers or trailers of an answer say that matters. One per connection.</summary>
internal sealed class ResponseHead : IHeaderSink
{
    private const int TextMax = 8 * 1024;

    private readonly byte[] _text = new byte[TextMax];
    private int _textLength;
    private int _listBytes;
    private bool _regularSeen;
    private bool _statusSeen;

    /// <summary><c>:status</c>; 0 if there was none.</summary>
    public int HttpStatus { get; private set; }

    /// <summary><c>grpc-status</c>; null if there was none.</summary>
    public GrpcStatusCode? GrpcStatus { get; private set; }

    /// <summary>Whether <c>content-type</c> is that of gRPC.</summary>
    public bool IsGrpc { get; private set; }

    /// <summary><c>content-type</c> if it is not that of gRPC; null if there was none.</summary>
    public string? OtherContentType { get; private set; }

    /// <summary><c>grpc-encoding</c> if it is not <c>identity</c>.</summary>
    public string? Encoding { get; private set; }

    /// <summary>Why the block is not a proper one (RFC 9113, section 8.1.1); null if it is.</summary>
    public string? Malformed { get; private set; }

    /// <summary>Whether the headers were more than <see cref="H2Limits.HeaderListBytes"/>.</summary>
    public bool IsTooLarge => _listBytes > H2Limits.HeaderListBytes;

    /// <summary><c>grpc-message</c>, decoded.</summary>
    public string Text => _textLength is 0 ? "" : GrpcMessageText.Decode(_text.AsSpan(0, _textLength));

    /// <summary>Forgets the block before.</summary>
    public void Reset()
    {
        _textLength = _listBytes = HttpStatus = 0;
        _regularSeen = _statusSeen = IsGrpc = false;
        GrpcStatus = null;
        OtherContentType = Encoding = Malformed = null;
    }

    /// <inheritdoc/>
    public void OnHeader(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        // What is too large is decoded to its end, for the table, but no longer looked at.
        _listBytes = (int)Math.Min(_listBytes + (long)name.Length + value.Length + HeaderField.Overhead, int.MaxValue);
        if (IsTooLarge)
        {
            return;
        }

        if (name.Length > 0 && name[0] is (byte)':')
        {
            OnPseudoHeader(name, value);
            return;
        }

        _regularSeen = true;
        if (name.IsEmpty || name.ContainsAnyInRange((byte)'A', (byte)'Z'))
        {
            Malformed ??= $"the header '{Quote(name)}' is not in lower case";
        }

        OnRegularHeader(name, value);
    }

    private void OnPseudoHeader(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (!name.SequenceEqual(":status"u8) || _statusSeen || _regularSeen)
        {
            Malformed ??= $"the header '{Quote(name)}' is not allowed here";
            return;
        }

        _statusSeen = true;
        bool isNumber = Utf8Parser.TryParse(value, out int status, out int used) && used == value.Length;
        HttpStatus = isNumber && status is >= 100 and <= 999 ? status : 0;
        Malformed ??= HttpStatus is 0 ? $"the HTTP status '{Quote(value)}' is none" : null;
    }

    private void OnRegularHeader(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        if (name.SequenceEqual("content-type"u8))
        {
            IsGrpc = GrpcHeaders.IsGrpc(value);
            OtherContentType = IsGrpc ? null : Quote(value);
        }
        else if (name.SequenceEqual("grpc-status"u8))
        {
            GrpcStatus = Protocol.GrpcStatus.Parse(value);
        }
        else if (name.SequenceEqual("grpc-message"u8))
        {
            _textLength = Math.Min(value.Length, TextMax);
            value[.._textLength].CopyTo(_text);
        }
        else if (name.SequenceEqual("grpc-encoding"u8) && !value.SequenceEqual("identity"u8))
        {
            Encoding = Quote(value);
        }
        else if (name.SequenceEqual("connection"u8) || name.SequenceEqual("transfer-encoding"u8))
        {
            Malformed ??= $"the header '{Quote(name)}' belongs to HTTP/1.1";
        }
    }

    private static string Quote(ReadOnlySpan<byte> bytes) =>
        System.Text.Encoding.ASCII.GetString(bytes[..Math.Min(bytes.Length, Limits.QuotedBytes)]);
}
