using ActorOrchestrator.Etcd.Channels;

namespace ActorOrchestrator.Etcd.Leasing;

/// <summary>Leases: the calls, and the sessions that are kept alive on one stream.</summary>
internal sealed class LeaseClient(IEtcdCalls calls) : IEtcdLease, IAsyncDisposable
{
    private static readonly TimeSpan LongestTtl = TimeSpan.FromDays(1);

    private readonly KeepAliveStream _stream = new(calls);

    public async ValueTask<LeaseGrantResponse> GrantAsync(
        LeaseGrantRequest request, CallOptions options, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        bool chosen = request.ID == 0;
        LeaseGrantRequest grant = chosen ? new() { TTL = request.TTL, ID = calls.NextId() } : request;
        var repeats = new LeaseRepeats(calls, options);
        while (true)
        {
            try
            {
                return await calls.UnaryAsync(EtcdMethods.LeaseGrant, grant, repeats.Options, cancellationToken)
                    .ConfigureAwait(false);
            }
            catch (EtcdException failure) when (failure.Code is "AO-ETC-0531" && repeats.MayBeApplied)
            {
                // X2: it is the lease of a try whose answer was lost.
                return await GrantedAsync(grant.ID, repeats.Options, cancellationToken).ConfigureAwait(false);
            }
            catch (EtcdException failure) when (failure.Code is "AO-ETC-0531" && chosen)
            {
                // Another client has chosen the same number: one in 2^63, or the same seed.
                grant = new() { TTL = request.TTL, ID = calls.NextId() };
            }
            catch (EtcdException failure)
            {
                if (!await repeats.AgainAsync(failure, cancellationToken).ConfigureAwait(false))
                {
                    throw;
                }
            }
        }
    }

    public async ValueTask<LeaseRevokeResponse> RevokeAsync(
        long leaseId, CallOptions options, CancellationToken cancellationToken)
    {
        var request = new LeaseRevokeRequest { ID = leaseId };
        var repeats = new LeaseRepeats(calls, options);
        while (true)
        {
            try
            {
                LeaseRevokeResponse revoked = await calls
                    .UnaryAsync(EtcdMethods.LeaseRevoke, request, repeats.Options, cancellationToken)
                    .ConfigureAwait(false);
                Gone(leaseId);
                return revoked;
            }
            catch (EtcdException failure) when (failure.IsLeaseGone())
            {
                Gone(leaseId);
                if (!repeats.MayBeApplied)
                {
                    throw;
                }

                // X2: a try whose answer was lost has revoked it. Its header is lost, too.
                return new LeaseRevokeResponse();
            }
            catch (EtcdException failure)
            {
                if (!await repeats.AgainAsync(failure, cancellationToken).ConfigureAwait(false))
                {
                    throw;
                }
            }
        }
    }

    public async ValueTask<LeaseTimeToLiveResponse> TimeToLiveAsync(
        long leaseId, bool keys, CallOptions options, CancellationToken cancellationToken)
    {
        var request = new LeaseTimeToLiveRequest { ID = leaseId, Keys = keys };
        LeaseTimeToLiveResponse answer = await calls
            .UnaryAsync(EtcdMethods.LeaseTimeToLive, request, options, cancellationToken).ConfigureAwait(false);
        GoneIf(answer.TTL <= 0, leaseId);
        return answer;
    }

    public ValueTask<LeaseLeasesResponse> LeasesAsync(CallOptions options, CancellationToken cancellationToken) =>
        calls.UnaryAsync(EtcdMethods.LeaseLeases, new LeaseLeasesRequest(), options, cancellationToken);

    public async ValueTask<LeaseKeepAliveResponse> KeepAliveOnceAsync(
        long leaseId, CallOptions options, CancellationToken cancellationToken)
    {
        // Renewing twice is as good as renewing once.
        options = options with
        {
            RequireLeader = options.RequireLeader ?? true,
            Repeat = options.Repeat is RepeatRule.WhenSafe ? RepeatRule.Idempotent : options.Repeat,
        };

        LeaseKeepAliveResponse answer = await calls.UnaryAsync(
            EtcdMethods.LeaseKeepAlive, new LeaseKeepAliveRequest { ID = leaseId }, options, cancellationToken)
            .ConfigureAwait(false);
        GoneIf(answer.TTL <= 0, leaseId);
        return answer;
    }

    public async Task<EtcdSession> OpenSessionAsync(SessionOptions? options, CancellationToken cancellationToken)
    {
        options ??= new SessionOptions();
        Check(options);

        // L2: the instant before the first try is the safe one, whichever try was answered.
        TimeSpan sentAt = calls.Time.Instant();
        (long id, long ttl) = await LeaseAsync(options, cancellationToken).ConfigureAwait(false);
        var clock = LeaseClock.Of(sentAt, ttl, options.Margin);
        if (clock.Margin >= clock.Ttl)
        {
            throw new ArgumentException(
                $"The margin of {clock.Margin} is not below the lease's TTL of {clock.Ttl}.", nameof(options));
        }

        var session = new EtcdSession(calls, this, id, clock);
        _stream.Add(session, clock, options.Margin);
        return session;
    }

    /// <summary>L3: any answer that says so is the loss of the lease.</summary>
    public void Gone(long leaseId)
    {
        if (_stream.Find(leaseId) is { } session)
        {
            _stream.Remove(session);
            session.End(SessionEnd.LeaseGone);
        }
    }

    /// <summary>Sends no more keep-alives for a session.</summary>
    public void Release(EtcdSession session) => _stream.Remove(session);

    /// <summary>Ends the sessions that were not closed; the server lets their leases expire.</summary>
    public ValueTask DisposeAsync()
    {
        _stream.Dispose();
        return ValueTask.CompletedTask;
    }

    private static void Check(SessionOptions options)
    {
        if (options.Ttl < TimeSpan.FromSeconds(1) || options.Ttl > LongestTtl
            || options.Ttl.Ticks % TimeSpan.TicksPerSecond != 0)
        {
            throw new ArgumentException(
                $"Ttl is {options.Ttl}. Allowed: 1 second to 1 day, in whole seconds; 10 seconds is the default.",
                nameof(options));
        }

        if (options.Margin is { } margin
            && (margin <= TimeSpan.Zero || (options.LeaseId == 0 && margin >= options.Ttl)))
        {
            throw new ArgumentException(
                $"Margin is {margin}. Allowed: above zero and below the TTL; null takes a fifth of the TTL.",
                nameof(options));
        }
    }

    private void GoneIf(bool gone, long leaseId)
    {
        if (gone)
        {
            Gone(leaseId);
        }
    }

    private async ValueTask<(long Id, long Ttl)> LeaseAsync(SessionOptions options, CancellationToken cancellationToken)
    {
        if (options.LeaseId == 0)
        {
            var request = new LeaseGrantRequest { TTL = options.Ttl.Ticks / TimeSpan.TicksPerSecond };
            LeaseGrantResponse granted = await GrantAsync(request, options.Call, cancellationToken)
                .ConfigureAwait(false);
            return (granted.ID, granted.TTL);
        }

        LeaseKeepAliveResponse kept = await KeepAliveOnceAsync(options.LeaseId, options.Call, cancellationToken)
            .ConfigureAwait(false);
        return kept.TTL > 0
            ? (options.LeaseId, kept.TTL)
            : throw LeaseErrors.Gone(options.LeaseId, EtcdMethods.LeaseKeepAlive.Name);
    }

    private async ValueTask<LeaseGrantResponse> GrantedAsync(
        long leaseId, CallOptions options, CancellationToken cancellationToken)
    {
        LeaseTimeToLiveResponse lease = await TimeToLiveAsync(leaseId, keys: false, options, cancellationToken)
            .ConfigureAwait(false);
        return lease.TTL > 0
            ? new() { Header = lease.Header, ID = leaseId, TTL = lease.GrantedTTL }
            : throw LeaseErrors.Gone(leaseId, EtcdMethods.LeaseGrant.Name);
    }
}
