namespace ActorOrchestrator.Interop.Tests.Servers;

/// <summary>A server for all tests of a class.</summary>
public sealed class OneServer : IAsyncLifetime
{
    internal EtcdServer Server { get; private set; } = null!;

    public async Task InitializeAsync() => Server = await EtcdServer.StartAsync();

    public Task DisposeAsync() => Server.DisposeAsync().AsTask();
}
