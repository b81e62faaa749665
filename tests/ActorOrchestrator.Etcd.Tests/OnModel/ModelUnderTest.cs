using ActorOrchestrator.Etcd.Tests.Contract;
using ActorOrchestrator.Testing.Model;

namespace ActorOrchestrator.Etcd.Tests.OnModel;

/// <summary>The model as a contract sees it: each test has its own, in virtual time.</summary>
internal sealed class ModelUnderTest : EtcdUnderTest
{
    private readonly ModelEtcd _model = new(new()
    {
        MinLeaseTtl = 1,
        ElectionTimeout = TimeSpan.FromMilliseconds(500),
    });

    private int _clients;

    public override string Prefix => "/1/";

    public override Version Version => Version.Parse(_model.Options.Version);

    public override TimeProvider Time => _model.Time;

    public override long MinLeaseTtl => _model.Options.MinLeaseTtl;

    /// <summary>Runs a test; when this returns, it has ended.</summary>
    public static Task RunAsync(Func<EtcdUnderTest, Task> test)
    {
        var etcd = new ModelUnderTest();
        etcd._model.Time.Run(async () =>
        {
            await using (etcd)
            {
                await test(etcd);
            }
        });
        return Task.CompletedTask;
    }

    public override void CutConnections()
    {
        foreach (var face in _model.Kernel.Cluster.Faces.ToArray())
        {
            _model.Kernel.Cut(face);
        }
    }

    public override Task RestartAsync()
    {
        CutConnections();
        return Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        await base.DisposeAsync();
        await _model.DisposeAsync();
    }

    protected override IEtcdClient Connect(Action<EtcdClientOptions> configure) =>
        _model.CreateClient($"client-{++_clients}", configure);
}
