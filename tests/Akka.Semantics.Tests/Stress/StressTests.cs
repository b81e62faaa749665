using Akka.Actor;
using Xunit.Abstractions;

namespace Akka.Semantics.Tests.Stress;

/// <summary>Runs alone: it takes nearly all threads of the pool away.</summary>
[CollectionDefinition(nameof(StressTests), DisableParallelization = true)]
public sealed class StressAlone;

/// <summary>
/// Goal: nothing is lost that should arrive, nothing comes twice, order is kept per pair, no actor is left, and no
/// thread waits, under crashes, restarts and stops.
/// Method: a million messages over thousands of actors, drawn from a printed seed; a ledger outside of the actors; and
/// a pool of few threads, in which turns that wait would stop everything.
/// </summary>
[Collection(nameof(StressTests))]
public sealed class StressTests(ITestOutputHelper output)
{
    private const int Senders = 20;
    private const int Receivers = 4_000;
    private const int Messages = 1_000_000;

    private static readonly TimeSpan Long = TimeSpan.FromMinutes(2);
    private static readonly Directive[] Directives = [Directive.Restart, Directive.Resume, Directive.Stop];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task A_storm_loses_nothing_repeats_nothing_and_leaves_nobody(int seed)
    {
        output.WriteLine($"seed {seed}");
        using var narrow = new NarrowPool();
        var system = ActorSystem.Create("stress", "akka.loglevel = OFF\nakka.log-dead-letters = off");
        var ledger = new Ledger(Senders, Receivers, Messages);
        await system.ActorOf(LossListenerActor.Props(ledger)).Ask<string>("ready?", Long);
        IActorRef[] shelters = [.. Directives.Select(d => system.ActorOf(ShelterActor.Props(ledger, d)))];
        IActorRef[] receivers = await Receiving(shelters);

        for (var id = 0; id < Senders; id++)
        {
            system.ActorOf(SenderActor.Props(id, receivers, ledger, Messages / Senders, (seed * Senders) + id));
        }

        await ledger.Complete.WaitAsync(Long);
        bool[] stopped = await Task.WhenAll(receivers.Select(r => r.GracefulStop(Long)));
        int[] children = await Task.WhenAll(shelters.Select(s => s.Ask<int>("children?", Long)));
        await system.Terminate().WaitAsync(Long);

        string run = $"seed {seed}: {ledger.Accounted} messages, {ledger.Incarnations} incarnations";
        output.WriteLine(run);
        Assert.True(ledger.Fault is null, $"{run}: {ledger.Fault}");
        Assert.True(ledger.IsBalanced, $"{run}: a pair has more or fewer messages than were sent.");
        Assert.True(ledger.Incarnations > Receivers, $"{run}: nothing was restarted, so nothing was tested.");
        Assert.All(stopped, Assert.True);
        Assert.All(children, left => Assert.Equal(0, left));
        Assert.True(ledger.Alive == 0, $"{run}: {ledger.Alive} incarnations without an end.");
    }

    [Fact]
    public async Task Pairs_that_never_rest_get_equal_shares_of_the_threads()
    {
        const int Pairs = 64;
        const long Enough = 3_000_000;

        // Fewer threads than pairs: otherwise each pair could have a thread of its own, and nobody would need to share.
        using var narrow = new NarrowPool();
        using var system = ActorSystem.Create("fair", "akka.loglevel = OFF\nakka.log-dead-letters = off");
        var shares = new TurnShares(Pairs, Enough);
        IActorRef[] players =
            [.. Enumerable.Range(0, Pairs * 2).Select(i => system.ActorOf(NeverIdleActor.Props(i / 2, shares)))];
        for (var i = 0; i < players.Length; i += 2)
        {
            players[i].Tell("ball", players[i + 1]);
        }

        await shares.Complete.WaitAsync(Long);

        // In turn they would get equal shares; whoever starves gets next to nothing.
        long[] handled = shares.Handled;
        Assert.True(handled.Min() > Enough / Pairs / 2, $"Shares: {string.Join(", ", handled)}.");
    }

    [Fact]
    public async Task Actors_made_and_stopped_at_once_by_many_threads_all_end()
    {
        var system = ActorSystem.Create("churn", "akka.loglevel = OFF\nakka.log-dead-letters = off");
        var ledger = new Ledger(1, 1, total: 1);

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 2_500; i++)
            {
                system.Stop(system.ActorOf(ReceiverActor.Props(ledger)));
            }
        })));
        await system.Terminate().WaitAsync(Long);

        Assert.Equal(20_000, ledger.Incarnations);
        Assert.Equal(0, ledger.Alive);
    }

    [Fact]
    public void The_first_actors_of_a_system_may_be_made_by_two_threads_at_once()
    {
        for (var round = 0; round < 300; round++)
        {
            using var system = ActorSystem.Create("first", "akka.loglevel = OFF\nakka.loggers = []");
            var props = Props.Create<SilentActor>();
            int arrived = 0, refused = 0;
            Thread[] threads = [.. Enumerable.Range(0, 2).Select(_ => new Thread(() =>
            {
                // Spinning: a barrier wakes one after the other.
                for (Interlocked.Increment(ref arrived); Volatile.Read(ref arrived) < 2;)
                {
                }

                try
                {
                    system.ActorOf(props, "same");
                }
                catch (InvalidActorNameException)
                {
                    Interlocked.Increment(ref refused);
                }
            }))];
            Array.ForEach(threads, thread => thread.Start());
            Array.ForEach(threads, thread => thread.Join());

            Assert.Equal(1, refused); // Two that both had the name would be two children in two tables.
        }
    }

    private static async Task<IActorRef[]> Receiving(IActorRef[] shelters)
    {
        IActorRef[][] groups = await Task.WhenAll(
            shelters.Select((s, i) => s.Ask<IActorRef[]>(Share(i, shelters.Length), Long)));
        return [.. groups.SelectMany(g => g)];
    }

    private static int Share(int index, int of) => (Receivers / of) + (index < Receivers % of ? 1 : 0);
}
