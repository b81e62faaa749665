using ActorOrchestrator.Etcd.Channels;

namespace ActorOrchestrator.Etcd.Leasing;

/// <summary>Asks again for what was lost, within the deadline of the call (X2).</summary>
/// <remarks>
/// The calls repeat what was surely not applied. A grant with an id and a revoke may also be sent again when they may
/// have been applied, because the second answer tells: the id is taken, or the lease is gone.
/// </remarks>
internal sealed class LeaseRepeats
{
    private readonly IEtcdCalls _calls;
    private readonly CallOptions _options;
    private readonly TimeSpan _until;
    private int _tries;

    public LeaseRepeats(IEtcdCalls calls, CallOptions options)
    {
        TimeSpan deadline = options.Deadline ?? calls.CallDeadline;
        _calls = calls;
        _options = options;
        _until = deadline == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : calls.Time.Instant() + deadline;
    }

    // A timer may wake a little late; a deadline of nothing would be no deadline at all.
    private static TimeSpan Least => TimeSpan.FromMilliseconds(1);

    /// <summary>Whether a try before may have been applied.</summary>
    public bool MayBeApplied { get; private set; }

    /// <summary>The options of the next try: what is left of the deadline.</summary>
    public CallOptions Options => _tries == 0 || _until == TimeSpan.MaxValue
        ? _options
        : _options with { Deadline = Left > Least ? Left : Least };

    private TimeSpan Left =>
        _until == TimeSpan.MaxValue ? Timeout.InfiniteTimeSpan : _until - _calls.Time.Instant();

    /// <summary>Waits until it is time to try again.</summary>
    /// <returns>False if it is not to be tried again.</returns>
    public async ValueTask<bool> AgainAsync(EtcdException failure, CancellationToken cancellationToken)
    {
        if (failure.Class is not ErrorClass.Ambiguous)
        {
            return false;
        }

        MayBeApplied = true;
        if (RetryPlan.Next(failure.Class, _options.Repeat, true, ++_tries, Left, _calls.NextRandom()) is not { } wait)
        {
            return false;
        }

        await _calls.PauseAsync(wait, cancellationToken).ConfigureAwait(false);
        return true;
    }
}
