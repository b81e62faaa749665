using ActorOrchestrator.Etcd.Channels;

namespace ActorOrchestrator.Etcd.Watching;

/// <summary>The watches of a client, on as few streams as possible.</summary>
internal sealed class WatchClient(Calls calls) : IEtcdWatch
{
    private readonly Lock _gate = new();
    private readonly List<(CallOptions Options, WatchStream Stream)> _streams = [];
    private bool _disposed;

    /// <inheritdoc/>
    public IEtcdWatcher Open(WatchSpec spec)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (spec.Range.Key.IsEmpty)
        {
            throw new ArgumentException(
                "A watch needs keys: say KeyRange.Single, Prefix or EntireStore.", nameof(spec));
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(spec.MaxBufferedEvents, 1, nameof(spec));
        ArgumentOutOfRangeException.ThrowIfLessThan(spec.MaxBufferedBytes, 1, nameof(spec));

        // A stream has one token and one endpoint; what else differs between calls is not used by watches.
        CallOptions options = spec.Call with { Deadline = null, Repeat = default };
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_disposed, typeof(EtcdClient));
            if (_streams.Sum(s => s.Stream.Count) >= Limits.Watches)
            {
                throw CallFailures.Local(
                    EtcdMethods.Watch, EtcdErrorTexts.TooManyCalls, $"{Limits.Watches} watches are open already");
            }

            foreach ((CallOptions of, WatchStream stream) in _streams)
            {
                if (of == options && stream.TryAdd(spec) is { } watcher)
                {
                    return watcher;
                }
            }

            var fresh = new WatchStream(calls, options, Forget);
            _streams.Add((options, fresh));
            return fresh.TryAdd(spec)!;
        }
    }

    /// <inheritdoc/>
    public void RequestProgress()
    {
        foreach (WatchStream stream in Streams())
        {
            stream.RequestProgress();
        }
    }

    /// <summary>Ends all watches; their readers end without an exception.</summary>
    public void Dispose()
    {
        lock (_gate)
        {
            _disposed = true;
        }

        foreach (WatchStream stream in Streams())
        {
            stream.Dispose();
        }
    }

    private WatchStream[] Streams()
    {
        lock (_gate)
        {
            return [.. _streams.Select(s => s.Stream)];
        }
    }

    private void Forget(WatchStream stream)
    {
        lock (_gate)
        {
            _streams.RemoveAll(s => ReferenceEquals(s.Stream, stream));
        }
    }
}
