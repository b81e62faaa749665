using System.Text;
using ActorOrchestrator.Etcd.Channels.H2.Hpack;

namespace ActorOrchestrator.Etcd.Channels.H2;

/// <summary>Encodes the headers of calls (G1). What repeats costs a byte a header, and no encoding. Not thread-safe.
/// </summary>
internal sealed class RequestHeaders
{
    private readonly Dictionary<BlockKey, byte[]> _blocks = [];
    private readonly HpackEncoder _encoder = new();
    private readonly PooledBuffer _block = new();
    private readonly byte[] _authority;
    private readonly byte[] _userAgent;
    private readonly bool _tls;
    private readonly byte[] _timeoutBlock = new byte[64];
    private int _timeoutBytes;
    private TimeSpan _timeout = Timeout.InfiniteTimeSpan;
    private int _generation;

    /// <summary>Makes the encoder of one connection.</summary>
    public RequestHeaders(EtcdEndpoint endpoint, string userAgent)
    {
        _authority = Encoding.UTF8.GetBytes(endpoint.Authority);
        _userAgent = Encoding.UTF8.GetBytes(userAgent);
        _tls = endpoint.Tls;
    }

    /// <summary>Obeys the peer's SETTINGS_HEADER_TABLE_SIZE.</summary>
    public void Limit(uint peerTableBytes) => _encoder.Limit(peerTableBytes);

    /// <summary>Encodes the headers of a call. Blocks must be sent in the order in which they are made.</summary>
    /// <returns>Valid until the next call.</returns>
    public ReadOnlySpan<byte> Encode(in CallHead head)
    {
        _block.Clear();
        _encoder.Begin(_block);
        if (_generation != _encoder.Generation)
        {
            Forget();
        }

        var key = new BlockKey(head.Method, head.Token, head.RequireLeader);
        if (_blocks.TryGetValue(key, out byte[]? known))
        {
            _block.Write(known);
        }
        else
        {
            EncodeAnew(key);
        }

        if (head.Timeout != Timeout.InfiniteTimeSpan)
        {
            EncodeTimeout(head.Timeout);
        }

        return _block.Span;
    }

    /// <summary>Gives the memory back.</summary>
    public void Release() => _block.Release();

    private void EncodeAnew(in BlockKey key)
    {
        int start = _block.Length;
        _encoder.WriteRepeated(_block, ":method"u8, "POST"u8);
        _encoder.WriteRepeated(_block, ":scheme"u8, _tls ? "https"u8 : "http"u8);
        _encoder.WriteRepeated(_block, ":path"u8, Encoding.UTF8.GetBytes(key.Method.Path));
        _encoder.WriteRepeated(_block, ":authority"u8, _authority);
        _encoder.WriteRepeated(_block, "content-type"u8, "application/grpc"u8);
        _encoder.WriteRepeated(_block, "te"u8, "trailers"u8);
        _encoder.WriteRepeated(_block, "user-agent"u8, _userAgent);
        _encoder.WriteRepeated(_block, "client-api-version"u8, "3.5"u8);
        if (key.RequireLeader)
        {
            _encoder.WriteRepeated(_block, "hasleader"u8, "true"u8);
        }

        if (key.Token is not null)
        {
            byte[] token = Encoding.UTF8.GetBytes(key.Token);
            _encoder.WriteRepeated(_block, "token"u8, token);
            _encoder.WriteRepeated(_block, "authorization"u8, token);
        }

        // A block that has put headers into the table says so, and must not be said twice.
        if (_generation == _encoder.Generation && _blocks.Count < H2Limits.HeaderBlocks)
        {
            _blocks.Add(key, _block.Span[start..].ToArray());
        }
    }

    private void EncodeTimeout(TimeSpan timeout)
    {
        if (timeout == _timeout && _generation == _encoder.Generation)
        {
            _block.Write(_timeoutBlock.AsSpan(0, _timeoutBytes));
            return;
        }

        // A deadline that has just passed is the client's to notice.
        TimeSpan rest = timeout > TimeSpan.Zero ? timeout : TimeSpan.FromTicks(1);
        Span<byte> text = stackalloc byte[GrpcTimeout.MaxBytes];
        int start = _block.Length;
        _encoder.WriteChanging(_block, "grpc-timeout"u8, text[..GrpcTimeout.Format(rest, text)]);
        if (_generation == _encoder.Generation)
        {
            _timeout = timeout;
            _timeoutBytes = _block.Length - start;
            _block.Span[start..].CopyTo(_timeoutBlock);
        }
    }

    private void Forget()
    {
        _blocks.Clear();
        _timeout = Timeout.InfiniteTimeSpan;
        _generation = _encoder.Generation;
    }

    private readonly record struct BlockKey(EtcdMethod Method, string? Token, bool RequireLeader);
}
