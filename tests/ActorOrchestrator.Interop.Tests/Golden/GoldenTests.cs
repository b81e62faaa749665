using ActorOrchestrator.Interop.Tests.Servers;
using ActorOrchestrator.Testing.Model;

namespace ActorOrchestrator.Interop.Tests.Golden;

/// <summary>
/// Goal: the model answers what etcd answers, line by line, hashes and events included (etcd.md S17, S22, S23, S24).
/// Method: steps are made up on the model and taken again on a real etcd that is as new as the model. The seed is in
/// the name of a failing case; the message has the step at which the transcripts part.
/// </summary>
public sealed class GoldenTests
{
    private const int Steps = 400;

    public static TheoryData<int> Seeds => [1, 2, 3, 4, 5, 6, 119];

    private static GoldenVersion Newest => new(new Version(3, 6));

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task The_same_steps_get_the_same_answers(int seed)
    {
        foreach (EtcdBinary binary in EtcdBinary.All)
        {
            await using EtcdServer server = await EtcdServer.StartAsync(new() { Binary = binary });
            var options = new EtcdClientOptions();
            options.Endpoints.Add(server.Endpoint);
            await using var client = new EtcdClient(options);
            string version = (await client.Maintenance.StatusAsync()).Version;

            (List<GoldenStep> steps, List<string> expected) = OnModel(seed, new GoldenVersion(Version.Parse(version)));
            await using var run = new GoldenRun(client);
            foreach (GoldenStep step in steps)
            {
                await RealTime.Expect(run.TakeAsync(step), $"the answer to {step}");
            }

            Same(expected, run.Lines, $"seed {seed}, etcd {version}");
        }
    }

    [Fact]
    public void The_same_seed_makes_up_the_same_steps_and_another_one_others()
    {
        List<string> first = OnModel(1, Newest).Lines;

        Assert.Equal(first, OnModel(1, Newest).Lines);
        Assert.NotEqual(first, OnModel(2, Newest).Lines);
        Assert.Contains(first, line => line.StartsWith("event ", StringComparison.Ordinal));
        Assert.Contains(first, line => line.StartsWith("TxnRequest", StringComparison.Ordinal));
    }

    private static (List<GoldenStep> Steps, List<string> Lines) OnModel(int seed, GoldenVersion version)
    {
        var steps = new List<GoldenStep>();
        var model = new ModelEtcd();
        var script = new GoldenScript(seed, version);
        return model.Time.Run(async () =>
        {
            await using IEtcdClient client = model.CreateClient("golden");
            await using var run = new GoldenRun(client);
            while (steps.Count < Steps)
            {
                GoldenStep step = script.Next();
                await TakeAsync(step);
            }

            await TakeAsync(new GoldenStep.Sync());
            return (steps, run.Lines);

            async Task TakeAsync(GoldenStep step)
            {
                steps.Add(step);
                script.Learn(await run.TakeAsync(step));
            }
        });
    }

    private static void Same(List<string> expected, List<string> actual, string where)
    {
        int length = Math.Min(expected.Count, actual.Count);
        int first = Enumerable.Range(0, length).FirstOrDefault(
            i => !string.Equals(expected[i], actual[i], StringComparison.Ordinal), length);
        Assert.True(
            first == length && expected.Count == actual.Count,
            $"{where}, line {first}\nmodel\n{expected.ElementAtOrDefault(first)}\n"
                + $"etcd\n{actual.ElementAtOrDefault(first)}");
    }
}
