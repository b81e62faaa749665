using System.Text;

namespace ActorOrchestrator.Etcd.Channels.H2;

/// <summary>The beginning of an answer that is not gRPC, to be quoted (G8).</summary>
internal sealed class ForeignBody(int httpStatus, string? contentType)
{
    private readonly byte[] _bytes = new byte[Limits.QuotedBytes];
    private int _length;

    /// <summary>Whether more would not be quoted.</summary>
    public bool IsFull => _length == _bytes.Length;

    /// <summary>How the call ends.</summary>
    public CallEnd End => CallEnds.Foreign(httpStatus, contentType, Encoding.UTF8.GetString(_bytes, 0, _length));

    /// <summary>Keeps as much as is quoted.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        int part = Math.Min(bytes.Length, _bytes.Length - _length);
        bytes[..part].CopyTo(_bytes.AsSpan(_length));
        _length += part;
    }
}
