using System.Text;
using ActorOrchestrator.Etcd.Channels.H2.Hpack;

namespace ActorOrchestrator.Etcd.Tests.Channels.H2.Support;

/// <summary>Gathers the headers of a block.</summary>
internal sealed class HeaderList : IHeaderSink
{
    /// <summary>As <c>name: value</c>, in order.</summary>
    public List<string> Lines { get; } = [];

    /// <summary>By name.</summary>
    public Dictionary<string, string> ByName { get; } = new(StringComparer.Ordinal);

    public void OnHeader(ReadOnlySpan<byte> name, ReadOnlySpan<byte> value)
    {
        Lines.Add($"{Encoding.Latin1.GetString(name)}: {Encoding.Latin1.GetString(value)}");
        ByName[Encoding.Latin1.GetString(name)] = Encoding.Latin1.GetString(value);
    }
}
