using ActorOrchestrator.Etcd.Channels;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Electing;

/// <summary>Elections: a queue of candidates, and those who look on.</summary>
internal sealed class ElectionClient : IEtcdElection
{
    private readonly QueueCalls _calls;
    private readonly CandidateQueue _queue;

    public ElectionClient(IEtcdCalls calls, IEtcdKv kv, IEtcdWatch watch)
    {
        _calls = new QueueCalls(calls, kv, watch);
        _queue = new CandidateQueue(_calls);
    }

    public async Task<Leadership> CampaignAsync(
        string name, EtcdSession session, ByteString value, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        ArgumentNullException.ThrowIfNull(session);
        ArgumentNullException.ThrowIfNull(value);
        QueueTurn turn = await _queue.StandAsync(name, session, value, waits: true, cancellationToken)
            .ConfigureAwait(false);
        return new Leadership(name, turn.Own!);
    }

    public ValueTask<KeyValue?> LeaderAsync(string name, CallOptions options, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return _queue.FirstAsync(name, options, cancellationToken);
    }

    public IAsyncEnumerable<LeaderState> ObserveAsync(string name, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return new LeaderObserver(_calls, QueueRequests.Candidates(name)).ObserveAsync(cancellationToken);
    }
}
