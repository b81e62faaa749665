using System.Security.Cryptography.X509Certificates;
using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Etcd.Channels.H2;
using ActorOrchestrator.Etcd.Tests.Channels.H2.Support;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.AspNetCore.Server.Kestrel.Https;

namespace ActorOrchestrator.Etcd.Tests.Channels.H2;

/// <summary>
/// Goal: TLS lets through whom it should, and says of the others what is wrong with them (N7).
/// Method: Kestrel with certificates of an authority made for the test.
/// </summary>
public sealed class TlsTests : IDisposable
{
    private readonly TestCertificates _certificates = new();

    public void Dispose() => _certificates.Dispose();

    [Fact]
    public async Task A_server_whose_authority_is_trusted_is_spoken_to()
    {
        using X509Certificate2 server = _certificates.Server();
        await using KestrelPeer peer = await StartAsync(server);

        EndAssert.Ok(await PutAsync(peer.Endpoint, Trusting()));
    }

    [Fact]
    public async Task A_large_message_passes_through_TLS_in_both_directions()
    {
        using X509Certificate2 server = _certificates.Server();
        await using KestrelPeer peer = await StartAsync(server);

        EndAssert.Ok(await PutAsync(peer.Endpoint, Trusting(), valueBytes: 1_000_000));
    }

    [Fact]
    public async Task A_server_of_another_authority_is_refused()
    {
        using var others = new TestCertificates();
        using X509Certificate2 server = others.Server();
        await using KestrelPeer peer = await StartAsync(server);

        AssertRefused(await PutAsync(peer.Endpoint, Trusting()), "certificate chain");
        AssertRefused(await PutAsync(peer.Endpoint, new EtcdTlsOptions()), "certificate chain");
    }

    [Fact]
    public async Task A_server_of_another_name_is_refused_unless_that_name_is_expected()
    {
        using X509Certificate2 server = _certificates.Server("etcd.example");
        await using KestrelPeer peer = await StartAsync(server);
        EtcdTlsOptions expecting = Trusting();
        expecting.ServerName = "etcd.example";

        AssertRefused(await PutAsync(peer.Endpoint, Trusting()), "RemoteCertificateNameMismatch");
        EndAssert.Ok(await PutAsync(peer.Endpoint, expecting));
    }

    [Fact]
    public async Task An_expired_certificate_is_refused()
    {
        using X509Certificate2 server = _certificates.Server(validDays: -1);
        await using KestrelPeer peer = await StartAsync(server);

        AssertRefused(await PutAsync(peer.Endpoint, Trusting()), "NotTimeValid");
    }

    [Fact]
    public async Task A_server_that_asks_for_a_certificate_gets_it()
    {
        using X509Certificate2 server = _certificates.Server();
        await using KestrelPeer peer = await StartAsync(server, ClientCertificateMode.RequireCertificate);
        EtcdTlsOptions options = Trusting();

        CallEnd without = await PutAsync(peer.Endpoint, options);
        (options.CertificateFile, options.KeyFile) = _certificates.Client();

        Assert.Equal((GrpcStatusCode.Unavailable, SendState.NotSent), (without.Status, without.Sent));
        EndAssert.Ok(await PutAsync(peer.Endpoint, options));
    }

    [Fact]
    public async Task Files_that_change_are_read_again_by_the_next_connection() // N7
    {
        using X509Certificate2 server = _certificates.Server();
        await using KestrelPeer peer = await StartAsync(server, ClientCertificateMode.RequireCertificate);
        EtcdTlsOptions options = Trusting();
        (options.CertificateFile, options.KeyFile) = _certificates.Client();
        string key = await File.ReadAllTextAsync(options.KeyFile);
        _certificates.Write("client-key.pem", "none");
        await using H2Transport transport = Transport(options);

        CallEnd broken = await PutAsync(transport, peer.Endpoint);
        _certificates.Write("client-key.pem", key);

        AssertRefused(broken, "are no certificate with its key");
        EndAssert.Ok(await PutAsync(transport, peer.Endpoint));
    }

    [Fact]
    public async Task Files_that_cannot_be_used_are_named()
    {
        using X509Certificate2 server = _certificates.Server();
        await using KestrelPeer peer = await StartAsync(server);
        (string certificate, _) = _certificates.Client("one");
        (_, string key) = _certificates.Client("two");
        string empty = _certificates.Write("empty.pem", "");

        foreach (string file in new[] { "no-such-file.pem", empty })
        {
            AssertRefused(await PutAsync(peer.Endpoint, new EtcdTlsOptions { CaFile = file }), file);
        }

        EtcdTlsOptions mixed = Trusting();
        (mixed.CertificateFile, mixed.KeyFile) = (certificate, key);
        AssertRefused(await PutAsync(peer.Endpoint, mixed), key);
    }

    [Fact]
    public async Task A_server_that_speaks_only_HTTP_1_is_refused()
    {
        using X509Certificate2 server = _certificates.Server();
        await using KestrelPeer peer = await KestrelPeer.StartAsync(
            KestrelPeer.EchoAsync, listen => listen.UseHttps(server), HttpProtocols.Http1);

        AssertRefused(await PutAsync(peer.Endpoint, Trusting()), "");
    }

    [Fact]
    public async Task TLS_on_one_side_only_is_an_error_that_says_so()
    {
        using X509Certificate2 server = _certificates.Server();
        await using KestrelPeer secure = await StartAsync(server);
        await using KestrelPeer plain = await KestrelPeer.StartAsync(KestrelPeer.EchoAsync);

        CallEnd toSecure = await PutAsync(secure.Endpoint with { Tls = false }, Trusting());
        CallEnd toPlain = await PutAsync(plain.Endpoint with { Tls = true }, Trusting());

        EndAssert.NotReached(toSecure);
        EndAssert.NotReached(toPlain);
        Assert.Contains("TLS", toPlain.Text, StringComparison.Ordinal);
    }

    private static Task<KestrelPeer> StartAsync(
        X509Certificate2 server, ClientCertificateMode mode = ClientCertificateMode.NoCertificate) =>
        KestrelPeer.StartAsync(KestrelPeer.EchoAsync, listen => listen.UseHttps(server, options =>
        {
            options.ClientCertificateMode = mode;
            options.AllowAnyClientCertificate();
        }));

    private EtcdTlsOptions Trusting() => new() { CaFile = _certificates.CaFile };

    private static H2Transport Transport(EtcdTlsOptions tls) => new(new H2TransportOptions
    {
        Time = EtcdDefaults.Clock,
        Tls = tls,
        ConnectTimeout = TimeSpan.FromSeconds(20),
    });

    private static async Task<CallEnd> PutAsync(EtcdEndpoint endpoint, EtcdTlsOptions tls, int valueBytes = 0)
    {
        await using H2Transport transport = Transport(tls);
        return await PutAsync(transport, endpoint, valueBytes);
    }

    private static async Task<CallEnd> PutAsync(H2Transport transport, EtcdEndpoint endpoint, int valueBytes = 0)
    {
        var sink = new RecordingSink();
        transport.Open(endpoint, H2World.Head(EtcdMethods.Put), sink).Send(H2World.PutOf(valueBytes), last: true);
        return await sink.End;
    }

    private static void AssertRefused(in CallEnd end, string text)
    {
        EndAssert.NotReached(end);
        Assert.Contains("TLS failed", end.Text, StringComparison.Ordinal);
        Assert.Contains(text, end.Text, StringComparison.Ordinal);
    }
}
