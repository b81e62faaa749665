using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Testing.Model.Faults;
using ActorOrchestrator.Testing.Model.Histories;
using ActorOrchestrator.Testing.Model.Leasing;
using ActorOrchestrator.Testing.Model.Members;
using ActorOrchestrator.Testing.Model.Store;
using ActorOrchestrator.Testing.Model.Watching;
using ActorOrchestrator.Testing.Virtual;
using History = ActorOrchestrator.Testing.Model.Histories.History;

namespace ActorOrchestrator.Testing.Model.Serving;

/// <summary>The parts of a model etcd, put together: one store, its members, their watches, leases and calls.</summary>
internal sealed partial class ModelKernel
{
    private readonly Random _random;
    private readonly Dictionary<Face, WatchHub> _hubs = [];
    private readonly Dictionary<Face, ChangeWaits> _changes = [];
    private long _callsMade;

    public ModelKernel(ModelEtcdOptions options, VirtualTime time)
    {
        Options = options;
        Time = time;
        _random = new Random(options.Seed);
        Limits = new ModelLimits
        {
            MaxTxnOps = options.MaxTxnOps,
            MaxRequestBytes = options.MaxRequestBytes,
            QuotaBytes = options.QuotaBytes,
            MinLeaseTtl = options.MinLeaseTtl,
        };
        Store = new ModelStore(Limits);
        Tokens = new TokenClock(time, () => Auth);
        History = new History(time, options.HistoryMax);
        Cluster = new ModelCluster(time, options.ElectionTimeout, options.Members, NextMemberId)
        {
            OnLeader = OnLeader,
        };
        Leases = new LeaseClock(time, () => Cluster.HasLeader, ExpireLease);
        Dispatcher = new Dispatcher(this);
        Overtakes = new Overtakes(time);
        World = new World(this);
        foreach (Face face in Cluster.Faces)
        {
            Prepare(face);
        }

        Faults = new FaultEngine(this, options.Faults);
    }

    public ModelEtcdOptions Options { get; }

    public VirtualTime Time { get; }

    public ModelLimits Limits { get; }

    public ModelStore Store { get; private set; }

    public ModelAuth Auth { get; private set; } = new();

    public TokenClock Tokens { get; }

    public ModelCluster Cluster { get; }

    public LeaseClock Leases { get; }

    public Alarms Alarms { get; } = new();

    public History History { get; }

    public Dispatcher Dispatcher { get; }

    public World World { get; }

    public FaultEngine Faults { get; }

    public Overtakes Overtakes { get; }

    /// <summary>The calls that are open, in the order of opening.</summary>
    public SortedSet<ModelCall> Calls { get; } =
        new(Comparer<ModelCall>.Create(static (left, right) => left.Number.CompareTo(right.Number)));

    public WatchHub HubOf(Face face) => _hubs[face];

    public ChangeWaits ChangesOf(Face face) => _changes[face];

    public long NextCallNumber() => ++_callsMade;

    public long NextLeaseId() => _random.NextInt64(1, long.MaxValue);

    /// <summary>A5: letters, and the index at which it was issued.</summary>
    public string NextToken()
    {
        const string Letters = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";
        return $"{_random.GetString(Letters, 16)}.{Cluster.RaftIndex}";
    }

    /// <summary>Gets a member ready to be asked.</summary>
    public void Prepare(Face face)
    {
        var hub = new WatchHub(this, face);
        var changes = new ChangeWaits();
        _hubs[face] = hub;
        _changes[face] = changes;
        face.Reset(Store.Revision);
        face.OnApplied = (revision, events) =>
        {
            hub.Notify(revision, events);
            changes.Notify(events);
        };
        face.OnJumped = hub.Resync;
        face.OnLeaderLost = () => WatchLeader(face);
    }

    /// <summary>A call was opened. Nobody answers at a member that is cut off, until it is healed or given
    /// up.</summary>
    public void Connect(ModelCall call)
    {
        Calls.Add(call);
        if (call.Face.IsCutOff)
        {
            GiveUp(call, Options.ConnectTimeout, CallFailure.NotReached, "the connection attempt timed out");
        }
        else if (call.Face.IsPaused)
        {
            GiveUp(call, Options.DeadConnectionAfter, CallFailure.Lost, "the connection is dead");
        }
    }

    /// <summary>The open connections of a member count as dead if it does not come back soon.</summary>
    public void Silence(Face face)
    {
        foreach (ModelCall call in CallsAt(face))
        {
            GiveUp(call, Options.DeadConnectionAfter, CallFailure.Lost, "the connection is dead");
        }
    }

    public ModelCall[] CallsAt(Face face) => [.. Calls.Where(call => call.Face == face)];

    private void GiveUp(ModelCall call, TimeSpan after, CallFailure failure, string text) => Time.After(after, () =>
    {
        if (call.Face.IsCutOff || call.Face.IsPaused)
        {
            call.Break(failure, text);
        }
    });

    // H10: a stream that requires a leader outlives three election time-outs without one.
    private void WatchLeader(Face face)
    {
        long lostAt = Time.Now;
        TimeSpan patience = 3 * Options.ElectionTimeout;
        face.LeaderLostAt = lostAt;
        Time.After(patience, () =>
        {
            if (!face.KnowsLeader && face.LeaderLostAt == lostAt)
            {
                foreach (ModelCall call in CallsAt(face)
                    .Where(call => call is { IsStream: true, RequiresLeader: true }))
                {
                    call.End(EtcdErrorTexts.NoLeader.Status, EtcdErrorTexts.NoLeader.Text);
                }
            }
        });
    }

    private void OnLeader(bool elected)
    {
        if (elected)
        {
            Leases.ExtendAll();
        }
        else
        {
            Leases.Resume();
        }
    }

    private ulong NextMemberId() => (ulong)_random.NextInt64(1L << 56, long.MaxValue);
}
