using System.Globalization;
using ActorOrchestrator.Etcd.Electing;
using ActorOrchestrator.Testing.Model;
using ActorOrchestrator.Testing.Virtual;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Tests.Electing;

/// <summary>Candidates that stand, lead, resign, crash and are cut off at random, from a seed.</summary>
/// <remarks>After each step of the time the rules are checked; the first that breaks is told with the seed.</remarks>
internal sealed class ElectionSimulation
{
    private const int CandidatesAtATime = 5;

    private readonly Random _random;
    private readonly List<SimulatedCandidate> _all = [];
    private readonly RangeRequest _first = QueueRequests.First(QueueRequests.Candidates("e"));
    private readonly int _seed;
    private FencingToken? _lastToken;
    private int _made;

    public ElectionSimulation(int seed)
    {
        _seed = seed;
        _random = new Random(seed);
        Etcd = new ModelEtcd(new ModelEtcdOptions
        {
            Seed = seed,
            Latency = TimeSpan.FromMilliseconds(_random.Next(0, 60)),
            HistoryMax = 0,
        });
    }

    public ModelEtcd Etcd { get; }

    public int Tenures { get; private set; }

    private VirtualTime Time => Etcd.Time;

    /// <summary>Runs with faults, then without, and then all must be in order.</summary>
    public void Run(TimeSpan faults)
    {
        while (_all.Count < CandidatesAtATime)
        {
            OnTime(Add);
        }

        while (Time.Elapsed < faults)
        {
            Step(TimeSpan.FromMilliseconds(_random.Next(1, 1_500)));
            OnTime(Disturb);
        }

        _all.ForEach(candidate => OnTime(candidate.Quiet));

        Step(TimeSpan.FromSeconds(40));
        CheckCalm();
    }

    private void Step(TimeSpan by)
    {
        TimeSpan until = Time.Elapsed + by;
        while (Time.NextDue is { } due && due <= until)
        {
            Time.AdvanceToNext();
            Check();
        }

        Time.Advance(until - Time.Elapsed);
    }

    private void Disturb()
    {
        SimulatedCandidate[] live = [.. _all.Where(candidate => !candidate.IsCrashed)];
        SimulatedCandidate one = live[_random.Next(live.Length)];
        switch (_random.Next(8))
        {
            case 0 when one.Leads:
            case 1 when one.Leads:
                one.Resign();
                break;
            case 2:
                one.Cancel();
                break;
            case 3:
                one.Close();
                break;
            case 4:
                one.Crash();
                Add();
                break;
            case 5:
                one.Wire.Break();
                break;
            case 6:
                one.ToggleCut();
                break;
            case 7:
                one.Wire.Fault = Chance;
                break;
        }
    }

    // A stream that is mute for ever is the transport's to find out, by its pings (G11).
    private WireFault Chance(EtcdMethod method, IMessage message) => _random.Next(10) switch
    {
        _ when method.RequestStreams => WireFault.None,
        0 => WireFault.LoseRequest,
        1 => WireFault.LoseAnswer,
        _ => WireFault.None,
    };

    private void Add()
    {
        var candidate = new SimulatedCandidate(Etcd, ++_made, new Random(_random.Next()), OnWon);
        _all.Add(candidate);
        candidate.Start();
    }

    // Where what is continued stays on this thread.
    private void OnTime(Action action) => Time.Run(() =>
    {
        action();
        return Task.CompletedTask;
    });

    private void OnWon(Leadership leader)
    {
        Tenures++;

        // Q4: tokens rise from leader to leader.
        Hold(_lastToken is null || leader.Token.CreateRevision > _lastToken.CreateRevision, "a token did not rise");
        _lastToken = leader.Token;
    }

    private void Check()
    {
        Leadership? leading = null;
        foreach (SimulatedCandidate candidate in _all)
        {
            Hold(!candidate.Living.IsCompleted, $"a candidate has ended: {candidate.Living.Exception}");
            if (!candidate.Leads)
            {
                continue;
            }

            Hold(leading is null, "two lead at once by their own account");
            leading = candidate.Leader!;

            // Q3: no phantom leader: who thinks that it leads has the oldest key, also when it is cut off.
            KeyValue? first = Etcd.Kernel.Store.Range(_first).Kvs.FirstOrDefault();
            Hold(
                first?.Key == leading.Key && first.CreateRevision == leading.Token.CreateRevision,
                $"a phantom leads: {leading.Key.ToStringUtf8()}, but the first is {first}");
        }
    }

    /// <summary>Without faults: one leads, all others wait for their predecessor and watch two keys.</summary>
    private void CheckCalm()
    {
        SimulatedCandidate[] live = [.. _all.Where(candidate => !candidate.IsCrashed)];
        RangeRequest all = QueueRequests.First(QueueRequests.Candidates("e"));
        all.Limit = 0;
        KeyValue[] queue = [.. Etcd.Kernel.Store.Range(all).Kvs];
        string[] keys = [.. live.Select(candidate => candidate.Key).Order(StringComparer.Ordinal)];

        Hold(
            queue.Select(kv => kv.Key.ToStringUtf8()).Order(StringComparer.Ordinal).SequenceEqual(keys),
            $"there are the keys of {queue.Length} candidates, but {keys.Length} live");
        Hold(live.Count(candidate => candidate.Leads) == 1, "nobody leads");
        foreach (SimulatedCandidate candidate in live)
        {
            int place = Array.FindIndex(
            queue, kv => candidate.Key.Equals(kv.Key.ToStringUtf8(), StringComparison.Ordinal));
            string[] expected = candidate.Leads
                ? [candidate.Key]
                : [candidate.Key, queue[place - 1].Key.ToStringUtf8()];
            string[] watched = [.. candidate.Wire.Watched.Select(key => key.ToStringUtf8())];
            Hold(
                watched.Order(StringComparer.Ordinal).SequenceEqual(expected.Order(StringComparer.Ordinal)),
                $"candidate {place} watches {string.Join(", ", watched)} instead of {string.Join(", ", expected)}");
        }
    }

    private void Hold(bool holds, string otherwise) => Assert.True(
        holds, string.Create(CultureInfo.InvariantCulture, $"Seed {_seed} at {Time.Elapsed}: {otherwise}."));
}
