namespace ActorOrchestrator.Etcd.Tests.Electing;

/// <summary>
/// Goal: etcd.md S15 with Q2 to Q5 and Q8: whatever happens to candidates, tokens rise, no two lead at once by their
/// own account, no phantom leads, and in the end one leads and each waiter watches two keys.
/// Method: five candidates on a model etcd in virtual time, with random crashes, cuts, lost messages, cancellations and
/// resignations, for many seeds.
/// </summary>
public sealed class ElectionSimulationTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(1_001)]
    [InlineData(2_001)]
    [InlineData(3_001)]
    public void Leaders_follow_each_other_whatever_happens(int first)
    {
        int tenures = 0;
        for (int seed = first; seed < first + 15; seed++)
        {
            var simulation = new ElectionSimulation(seed);
            simulation.Run(TimeSpan.FromSeconds(60));
            tenures += simulation.Tenures;
        }

        // It would prove nothing if nobody ever led.
        Assert.True(tenures > 90, $"There were only {tenures} tenures.");
    }

    [Fact]
    public void A_run_depends_on_nothing_but_its_seed()
    {
        (int, long, TimeSpan)[] runs = [Once(), Once()];

        Assert.Equal(runs[0], runs[1]);
        return;

        static (int, long, TimeSpan) Once()
        {
            var simulation = new ElectionSimulation(seed: 7);
            simulation.Run(TimeSpan.FromSeconds(60));
            return (simulation.Tenures, simulation.Etcd.Revision, simulation.Etcd.Time.NextDue!.Value);
        }
    }
}
