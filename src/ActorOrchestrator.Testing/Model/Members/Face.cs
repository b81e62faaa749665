using ActorOrchestrator.Testing.Virtual;

namespace ActorOrchestrator.Testing.Model.Members;

/// <summary>A member as its clients see it (F14): its names, whether it can be reached, and how far it has
/// come.</summary>
/// <remarks>
/// There is one store for all. A face shows it as of its own <see cref="Applied"/> revision, which moves when the
/// member is connected with the leader, and later by its lag.
/// </remarks>
internal sealed class Face(VirtualTime time, int number, ulong id)
{
    // What a member missed while it was away; one that missed more gets a snapshot, as from a real leader.
    private const int MissedMax = 100_000;

    private readonly Queue<Missed> _missed = [];
    private readonly Queue<Action> _inbound = [];
    private readonly Queue<Action> _outbound = [];
    private readonly List<AppliedWait> _waits = [];
    private ITimer? _timer;
    private bool _snapshotNeeded;

    public int Number => number;

    public ulong Id { get; set; } = id;

    public string Name { get; set; } = $"model-{number}";

    public EtcdEndpoint Endpoint { get; } = new($"model-{number}", 2379, Tls: false);

    public ImmutableArray<string> PeerUrls { get; set; } = [$"http://model-{number}:2380"];

    public bool IsLearner { get; set; }

    /// <summary>It was added and has not come up: it has no name and cannot be reached.</summary>
    public bool IsStarted { get; set; } = true;

    /// <summary>The process stands still: what reaches it waits.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>The process does not run.</summary>
    public bool IsStopped { get; set; }

    /// <summary>Its clients cannot reach it; its peers can.</summary>
    public bool IsCutOff { get; private set; }

    /// <summary>On which side of a partition of the cluster it is.</summary>
    public int Side { get; set; }

    /// <summary>Whether it believes in a leader.</summary>
    public bool KnowsLeader
    {
        get;
        set
        {
            bool lost = field && !value;
            field = value;
            if (lost)
            {
                OnLeaderLost();
            }
        }
    } = true;

    /// <summary>How much later than the leader it applies.</summary>
    public TimeSpan Lag { get; set; }

    /// <summary>The revision that it has applied.</summary>
    public long Applied { get; private set; } = 1;

    /// <summary>Whether it takes part in consensus at all.</summary>
    public bool Runs => IsStarted && !IsStopped && !IsPaused;

    /// <summary>Whether it is connected with the leader, and so follows the store.</summary>
    public bool Follows { get; private set; } = true;

    /// <summary>Told of each revision that is applied here, in order.</summary>
    public Action<long, ImmutableArray<Event>> OnApplied { get; set; } = static (_, _) => { };

    /// <summary>Told that the member has jumped over revisions, by a snapshot.</summary>
    public Action OnJumped { get; set; } = static () => { };

    /// <summary>When it lost its leader last, in ticks of the clock.</summary>
    public long LeaderLostAt { get; set; }

    /// <summary>Told that the member does not believe in a leader any more.</summary>
    public Action OnLeaderLost { get; set; } = static () => { };

    /// <summary>Does something that a message brings about, as soon as the process runs and is reached.</summary>
    public void Inbound(Action action)
    {
        if (IsPaused || IsCutOff)
        {
            _inbound.Enqueue(action);
        }
        else
        {
            action();
        }
    }

    /// <summary>Delivers something to a client, as soon as it can be reached.</summary>
    public void Outbound(Action action)
    {
        if (IsCutOff)
        {
            _outbound.Enqueue(action);
        }
        else
        {
            action();
        }
    }

    /// <param name="paused">Whether it stands still.</param>
    /// <param name="before">Done before what has waited for it reaches it.</param>
    public void Pause(bool paused, Action? before = null)
    {
        IsPaused = paused;
        before?.Invoke();
        Release();
    }

    public void CutOff(bool cut)
    {
        IsCutOff = cut;
        Release();
    }

    /// <summary>A new revision is committed.</summary>
    public void Commit(long revision, ImmutableArray<Event> events)
    {
        if (_missed.Count >= MissedMax)
        {
            _missed.Clear();
            _snapshotNeeded = true;
        }

        _missed.Enqueue(new Missed(revision, events, time.Now + Lag.Ticks));
        Drain();
    }

    public void Follow(bool follows)
    {
        Follows = follows;
        Drain();
    }

    /// <summary>The member starts again with a store at this revision.</summary>
    public void Reset(long revision)
    {
        _missed.Clear();
        _snapshotNeeded = false;
        Applied = revision;
        Release(_waits);
    }

    /// <summary>Waits until a revision is applied here.</summary>
    public Task WaitApplied(long revision, CancellationToken gone)
    {
        if (Applied >= revision)
        {
            return Task.CompletedTask;
        }

        var wait = new AppliedWait(revision);
        _waits.Add(wait);
        return wait.Until(() => _waits.Remove(wait), gone);
    }

    private void Drain()
    {
        while (Follows && _missed.TryPeek(out Missed next))
        {
            if (next.Due > time.Now)
            {
                _timer?.Dispose();
                _timer = time.After(new TimeSpan(next.Due - time.Now), Drain);
                return;
            }

            _missed.Dequeue();
            Applied = next.Revision;
            if (_snapshotNeeded)
            {
                _snapshotNeeded = false;
                OnJumped();
            }
            else
            {
                OnApplied(next.Revision, next.Events);
            }

            Release(_waits.FindAll(wait => wait.Revision <= Applied));
        }
    }

    private void Release(List<AppliedWait> waits)
    {
        foreach (AppliedWait wait in waits.ToArray())
        {
            _waits.Remove(wait);
            wait.Release();
        }
    }

    private void Release()
    {
        while (!IsCutOff && _outbound.TryDequeue(out Action? outbound))
        {
            outbound();
        }

        while (!IsPaused && !IsCutOff && _inbound.TryDequeue(out Action? inbound))
        {
            inbound();
        }
    }

    private readonly record struct Missed(long Revision, ImmutableArray<Event> Events, long Due);

    private sealed class AppliedWait(long revision) : VirtualWait
    {
        public long Revision => revision;
    }
}
