using ActorOrchestrator.Etcd.Tests.Contract;
using ActorOrchestrator.Interop.Tests.Chaos;
using ActorOrchestrator.Interop.Tests.Servers;

namespace ActorOrchestrator.Interop.Tests.Tls;

/// <summary>
/// Goal: TLS and mutual TLS with a real server, and a clear failure where the two do not fit (issue 3, section 4;
/// etcd.md N7, K7).
/// Method: certificates of an authority that the test makes; each mismatch fails before its deadline, and nothing was
/// sent.
/// </summary>
public sealed class TlsTests(TlsServer servers) : IClassFixture<TlsServer>
{
    [Fact]
    public async Task Calls_and_watches_go_over_mutual_TLS()
    {
        await using WatchedClient client = Connect(servers.Server.Endpoint, Mutual);
        await using WatchReader reader = await WatchReader.OpenAsync(client.Client, new(KeyRange.Prefix("/tls/")));

        await client.Client.Kv.PutAsync("/tls/a", "1");

        Assert.Equal(["PUT a=1"], (await RealTime.Expect(reader.TakeAsync(1), "the event")).ToLines());
        await using EtcdSession session = await client.Client.Lease.OpenSessionAsync();
        Assert.False(session.IsLost);
    }

    [Fact]
    public async Task The_name_of_the_server_may_be_another_one_that_its_certificate_has()
    {
        await using WatchedClient client = Connect(servers.Server.Endpoint, options =>
        {
            Mutual(options);
            options.Tls.ServerName = "localhost";
        });

        await client.Client.Kv.PutAsync("/tls/b", "1");
    }

    [Fact]
    public Task A_name_that_the_certificate_does_not_have_is_refused() => RefusedAsync(
        servers.Server.Endpoint, options =>
    {
        Mutual(options);
        options.Tls.ServerName = "elsewhere";
    });

    [Fact]
    public Task An_authority_that_is_not_trusted_is_refused() => RefusedAsync(
        servers.Server.Endpoint, options =>
    {
        Mutual(options);
        options.Tls.CaFile = null;
    });

    [Fact]
    public Task A_client_without_a_certificate_is_refused() => RefusedAsync(
        servers.Server.Endpoint, options => options.Tls.CaFile = servers.Server.Tls!.CaFile);

    [Fact]
    public Task Cleartext_at_a_server_of_TLS_is_refused() => RefusedAsync(
        servers.Server.Endpoint with { Tls = false }, _ => { });

    [Fact]
    public async Task TLS_at_a_server_of_cleartext_is_refused()
    {
        await using EtcdServer plain = await EtcdServer.StartAsync();

        await RefusedAsync(plain.Endpoint with { Tls = true }, Mutual);
    }

    private static WatchedClient Connect(EtcdEndpoint endpoint, Action<EtcdClientOptions> configure) =>
        new(endpoint, configure);

    private static async Task RefusedAsync(EtcdEndpoint endpoint, Action<EtcdClientOptions> configure)
    {
        await using WatchedClient client = Connect(endpoint, configure);

        EtcdException failure = await RealTime.Expect(
            Assert.ThrowsAsync<EtcdException>(async () => await client.Client.Kv.PutAsync(
                "/tls/never", "1", options: new CallOptions { Deadline = TimeSpan.FromSeconds(2) })),
            "the refusal");

        Assert.True(
            failure is { Code: "AO-ETC-0620" or "AO-ETC-0621" or "AO-ETC-0631" }, failure.Message);
        Assert.NotEqual(SendState.Answered, failure.Sent);
    }

    private void Mutual(EtcdClientOptions options)
    {
        TlsFiles files = servers.Server.Tls!;
        (options.Tls.CaFile, options.Tls.CertificateFile, options.Tls.KeyFile) =
            (files.CaFile, files.ClientCertificate, files.ClientKey);
    }
}

/// <summary>A server that wants TLS and certificates of its clients.</summary>
public sealed class TlsServer : IAsyncLifetime
{
    internal EtcdServer Server { get; private set; } = null!;

    public async Task InitializeAsync() =>
        Server = await EtcdServer.StartAsync(new() { Tls = true, ClientCertificates = true });

    public Task DisposeAsync() => Server.DisposeAsync().AsTask();
}
