using ActorOrchestrator.Testing.Model.Members;
using ActorOrchestrator.Testing.Model.Serving;

namespace ActorOrchestrator.Testing.Model.Watching;

/// <summary>The watches at one member (section 17): those that keep up, and passes for those that do not.</summary>
internal sealed class WatchHub(ModelKernel kernel, Face face)
{
    // F8
    private const int WatchersPerPass = 512;
    private const int RevisionsPerResponse = 1000;

    private static readonly TimeSpan PassInterval = TimeSpan.FromMilliseconds(100);

    private readonly List<WatchStream> _streams = [];
    private readonly LinkedList<ModelWatcher> _unsynced = [];
    private bool _scheduled;

    public WatchStream Open(ModelCall call)
    {
        var stream = new WatchStream(kernel, this, call);
        _streams.Add(stream);
        return stream;
    }

    public void Close(WatchStream stream) => _streams.Remove(stream);

    /// <summary>H4: a revision was applied here.</summary>
    public void Notify(long revision, ImmutableArray<Event> events)
    {
        foreach (WatchStream stream in _streams.ToArray())
        {
            stream.Notify(revision, events);
        }
    }

    /// <summary>The member has jumped: its watches have to look up what it has not seen.</summary>
    public void Resync()
    {
        foreach (ModelWatcher watcher in _streams.SelectMany(stream => stream.Watchers))
        {
            if (watcher.IsSynced && watcher.Next <= face.Applied)
            {
                FallBehind(watcher);
            }
        }
    }

    /// <summary>A watch has to catch up.</summary>
    public void FallBehind(ModelWatcher watcher)
    {
        watcher.IsSynced = false;
        _unsynced.AddLast(watcher);
        Schedule(soon: false);
    }

    // The passes of a member lie on a grid, as those of a loop that sleeps between them.
    private void Schedule(bool soon)
    {
        if (_scheduled)
        {
            return;
        }

        _scheduled = true;
        long interval = PassInterval.Ticks;
        long wait = soon ? 0 : interval - (kernel.Time.Now % interval);
        kernel.Time.After(new TimeSpan(wait), () => face.Inbound(Pass));
    }

    // H6
    private void Pass()
    {
        _scheduled = false;
        int before = _unsynced.Count;
        foreach (ModelWatcher watcher in _unsynced.Take(WatchersPerPass).ToArray())
        {
            _unsynced.Remove(watcher);
            if (!watcher.IsCanceled && !watcher.Stream.IsOver)
            {
                CatchUp(watcher);
            }
        }

        foreach (WatchStream stream in _streams.ToArray())
        {
            stream.AnswerProgress();
        }

        if (_unsynced.Count > 0)
        {
            Schedule(soon: _unsynced.Count < before);
        }
    }

    private void CatchUp(ModelWatcher watcher)
    {
        if (watcher.Next < kernel.Store.CompactRevision)
        {
            watcher.Stream.CancelCompacted(watcher);
            return;
        }

        if (watcher.Stream.IsBlocked)
        {
            _unsynced.AddLast(watcher);
            return;
        }

        var events = new List<Event>();
        int revisions = 0;
        long next = face.Applied + 1;
        foreach (ImmutableArray<Event> change in kernel.Store.EventsFrom(watcher.Next, watcher.Keys))
        {
            long revision = change[0].Kv.ModRevision;
            if (revision > face.Applied)
            {
                break;
            }

            if (++revisions > RevisionsPerResponse)
            {
                next = revision;
                break;
            }

            events.AddRange(change);
        }

        watcher.Next = next;
        watcher.IsSynced = next > face.Applied;
        watcher.Stream.SendEvents(watcher, events);
        if (!watcher.IsSynced)
        {
            _unsynced.AddLast(watcher);
        }
    }
}
