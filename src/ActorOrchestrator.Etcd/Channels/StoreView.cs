using Microsoft.Extensions.Logging;

namespace ActorOrchestrator.Etcd.Channels;

/// <summary>What the answers say of the store behind the endpoints (N6).</summary>
/// <remarks>Thread-safe.</remarks>
internal sealed partial class StoreView(ILogger log)
{
    private readonly Lock _gate = new();
    private ulong _clusterId;
    private ulong _memberId;
    private long _revision;
    private string? _changed;

    /// <summary>The highest revision of an answer.</summary>
    public long Revision => Volatile.Read(ref _revision);

    public (ulong ClusterId, ulong MemberId, long Revision, string? Changed) Picture()
    {
        lock (_gate)
        {
            return (_clusterId, _memberId, _revision, _changed);
        }
    }

    /// <summary>Takes an answer in.</summary>
    /// <param name="header">Its header. A revision of 0 says nothing: cluster and lease answers have it.</param>
    /// <param name="atLeast">For a linearizable call, the highest revision that had been seen when it began: an answer
    /// below it comes from a store that went back. Else 0. Answers of calls that ran side by side may come in any
    /// order.</param>
    public void Observe(ResponseHeader header, long atLeast)
    {
        string? changed = null;
        lock (_gate)
        {
            if (_clusterId != 0 && header.ClusterId != 0 && header.ClusterId != _clusterId)
            {
                changed = $"the cluster id was {_clusterId:x} and is {header.ClusterId:x}";
                _revision = header.Revision;
            }
            else if (header.Revision != 0 && header.Revision < atLeast && header.Revision < _revision)
            {
                changed = $"the revision was {_revision} and is {header.Revision}";
                _revision = header.Revision;
            }

            _clusterId = header.ClusterId != 0 ? header.ClusterId : _clusterId;
            _memberId = header.MemberId != 0 ? header.MemberId : _memberId;
            _changed = changed ?? _changed;
            Volatile.Write(ref _revision, Math.Max(_revision, header.Revision));
        }

        if (changed is not null)
        {
            StoreChanged(log, "AO-ETC-0543", changed);
        }
    }

    [LoggerMessage(543, LogLevel.Warning, "{Code} This is not the store that answered before: {Change}.")]
    private static partial void StoreChanged(ILogger log, string code, string change);
}
