using ActorOrchestrator.Testing.Model;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Tests.Electing;

/// <summary>A process that campaigns for ever: a session, a campaign, a tenure, and again.</summary>
internal sealed class SimulatedCandidate
{
    private readonly EtcdClient _client;
    private readonly Random _random;
    private readonly Action<Leadership> _onWon;
    private EtcdSession? _session;
    private CancellationTokenSource _campaign = new();

    public SimulatedCandidate(ModelEtcd etcd, int number, Random random, Action<Leadership> onWon)
    {
        _random = random;
        _onWon = onWon;
        Wire = new BreakableWire(etcd.CreateTransport($"candidate-{number}"), etcd.Time);
        var options = new EtcdClientOptions { Time = etcd.Time, Seed = random.Next() };
        options.Endpoints.Add(etcd.Endpoints[0]);
        _client = new EtcdClient(options, Wire);
    }

    public BreakableWire Wire { get; }

    public Leadership? Leader { get; private set; }

    public bool IsCrashed { get; private set; }

    public bool Leads => Leader is { IsLeader: true };

    /// <summary>The key of its present session.</summary>
    public string Key => $"e/{_session!.LeaseId:x}";

    /// <summary>Ends only by a bug.</summary>
    public Task Living { get; private set; } = Task.CompletedTask;

    public void Start() => Living = LiveAsync();

    public void Resign() => _ = Leader!.ResignAsync();

    /// <summary>Leaves the queue, or gives the tenure up; then it stands anew.</summary>
    public void Cancel() => _campaign.Cancel();

    public void Close() => _ = _session?.CloseAsync();

    /// <summary>Nobody hears of it again; itself it does not know, as a machine that has lost its network.</summary>
    public void Crash()
    {
        IsCrashed = true;
        Wire.Cut();
    }

    public void ToggleCut()
    {
        if (Wire.IsCut)
        {
            Wire.Heal();
        }
        else
        {
            Wire.Cut();
        }
    }

    /// <summary>No more faults, but for those who have crashed.</summary>
    public void Quiet()
    {
        Wire.Fault = (_, _) => WireFault.None;
        if (Wire.IsCut && !IsCrashed)
        {
            Wire.Heal();
        }
    }

    private async Task LiveAsync()
    {
        while (true)
        {
            try
            {
                var options = new SessionOptions { Ttl = TimeSpan.FromSeconds(_random.Next(2, 8)) };
                _session = await _client.Lease.OpenSessionAsync(options);
                while (!_session.IsLost)
                {
                    await StandAsync(_session);
                }
            }
            catch (EtcdException)
            {
                // Cut off, or the session is over: the next session may fare better.
            }
        }
    }

    private async Task StandAsync(EtcdSession session)
    {
        _campaign = new CancellationTokenSource();
        try
        {
            Leader = await _client.Election.CampaignAsync("e", session, ByteString.Empty, _campaign.Token);
            _onWon(Leader);
            await Leader.Ended;
        }
        catch (OperationCanceledException)
        {
            // It stands anew, at the end of the queue.
        }
        finally
        {
            Leader = null;
        }
    }
}
