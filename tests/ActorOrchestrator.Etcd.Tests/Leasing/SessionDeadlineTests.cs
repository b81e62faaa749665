using ActorOrchestrator.Etcd.Tests.Electing;
using ActorOrchestrator.Testing.Model;
using FsCheck;
using FsCheck.Fluent;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Tests.Leasing;

/// <summary>
/// Goal: etcd.md S14 with L2: a session that is cut off says so at its deadline, before the server can let the lease
/// expire.
/// Method: real clients on a model etcd in virtual time, for random TTLs, latencies and instants of the cut.
/// </summary>
public sealed class SessionDeadlineTests
{
    [Fact]
    public void Lost_fires_at_the_send_time_plus_the_TTL_minus_the_margin()
    {
        // S14: the network is cut right after a keep-alive was sent, which so has no answer.
        var run = new Run(ttl: 10, latency: 1);
        run.Etcd.Time.Advance(TimeSpan.FromSeconds(20));
        TimeSpan answered = run.Asked[^1];
        run.CutAfterNextKeepAlive();

        run.Etcd.Time.RunUntil(() => run.Session.Lost.IsCancellationRequested);

        Assert.Equal(answered + TimeSpan.FromSeconds(8), run.Etcd.Time.Elapsed);
        Assert.True(run.HasLease);
        Assert.Equal(SessionEnd.DeadlinePassed, Stand.Now(run.Session.Ended));
    }

    [Fact]
    public void A_session_is_always_lost_before_the_server_lets_its_lease_expire()
    {
        Gen<(int Ttl, int Latency, int Cut, bool Arrives)> runs =
            from ttl in Gen.Choose(2, 20)
            from latency in Gen.Choose(0, 150)
            from cut in Gen.Choose(0, 40_000)
            from arrives in Gen.Elements(true, false)
            select (ttl, latency, cut, arrives);
        Prop.ForAll(runs.ToArbitrary(), IsLostInTime).QuickCheckThrowOnFailure();
    }

    [Fact]
    public void A_session_lives_on_as_long_as_the_network_does()
    {
        var run = new Run(ttl: 2, latency: 100);

        run.Etcd.Time.Advance(TimeSpan.FromHours(1));

        Assert.False(run.Session.IsLost);
        Assert.True(run.HasLease);
        Assert.Equal(5_400, run.Asked.Count, tolerance: 10);
    }

    private static bool IsLostInTime((int Ttl, int Latency, int Cut, bool Arrives) plan)
    {
        var run = new Run(plan.Ttl, plan.Latency);
        run.Etcd.Time.Advance(TimeSpan.FromMilliseconds(plan.Cut));
        if (plan.Arrives)
        {
            run.CutAfterNextKeepAlive();
        }
        else
        {
            run.Wire.Cut();
        }

        TimeSpan margin = run.Session.Margin;
        run.Etcd.Time.RunUntil(() => run.Session.IsLost);
        TimeSpan lost = run.Etcd.Time.Elapsed;
        bool told = run.Session.Lost.IsCancellationRequested && run.HasLease;
        run.Etcd.Time.RunUntil(() => !run.HasLease);
        return told && run.Etcd.Time.Elapsed - lost >= margin;
    }

    /// <summary>One session, and when its keep-alives were sent.</summary>
    private sealed class Run
    {
        private bool _cuts;

        public Run(int ttl, int latency)
        {
            Etcd = new ModelEtcd(new ModelEtcdOptions { Latency = TimeSpan.FromMilliseconds(latency) });
            Wire = new BreakableWire(Etcd.CreateTransport("node"), Etcd.Time) { AfterSend = OnSent };
            var options = new EtcdClientOptions { Time = Etcd.Time, Seed = 1 };
            options.Endpoints.Add(Etcd.Endpoints[0]);
            var client = new EtcdClient(options, Wire);
            Session = Etcd.Time.Run(
                () => client.Lease.OpenSessionAsync(new SessionOptions { Ttl = TimeSpan.FromSeconds(ttl) }));
        }

        public ModelEtcd Etcd { get; }

        public BreakableWire Wire { get; }

        public EtcdSession Session { get; }

        /// <summary>When keep-alives were sent before the cut.</summary>
        public List<TimeSpan> Asked { get; } = [];

        public bool HasLease => Etcd.Kernel.Store.HasLease(Session.LeaseId);

        public void CutAfterNextKeepAlive() => _cuts = true;

        private void OnSent(IMessage message)
        {
            if (message is not LeaseKeepAliveRequest || Wire.IsCut)
            {
                return;
            }

            if (_cuts)
            {
                Wire.Cut();
            }
            else
            {
                Asked.Add(Etcd.Time.Elapsed);
            }
        }
    }
}
