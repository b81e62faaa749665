using System.Buffers;
using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Logging;

namespace ActorOrchestrator.Etcd.Tests.Channels.H2.Support;

/// <summary>A well-behaved server that is not ours.</summary>
internal sealed class KestrelPeer : IAsyncDisposable
{
    private readonly WebApplication _app;

    private KestrelPeer(WebApplication app) => _app = app;

    /// <summary>Where it listens, by address.</summary>
    public EtcdEndpoint Endpoint
    {
        get
        {
            var url = new Uri(_app.Urls.Single());
            return new EtcdEndpoint("127.0.0.1", url.Port, url.Scheme is "https");
        }
    }

    public static async Task<KestrelPeer> StartAsync(
        RequestDelegate handler,
        Action<ListenOptions>? listen = null,
        HttpProtocols protocols = HttpProtocols.Http2,
        int streamsMax = 100)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(options =>
        {
            options.Limits.MaxRequestBodySize = null;
            options.Limits.Http2.MaxStreamsPerConnection = streamsMax;
            options.Listen(IPAddress.Loopback, 0, endpoint =>
            {
                endpoint.Protocols = protocols;
                listen?.Invoke(endpoint);
            });
        });
        WebApplication app = builder.Build();
        app.Run(handler);
        await app.StartAsync().Within();
        return new KestrelPeer(app);
    }

    /// <summary>Answers each message with the same message, and the end with OK.</summary>
    public static async Task EchoAsync(HttpContext context)
    {
        context.Response.ContentType = "application/grpc";
        var reader = new GrpcFrameReader(int.MaxValue);
        ReadResult read;
        do
        {
            read = await context.Request.BodyReader.ReadAsync(context.RequestAborted);
            ReadOnlySequence<byte> rest = read.Buffer;
            bool any = false;
            while (reader.TryRead(ref rest, out ReadOnlySequence<byte> message))
            {
                Write(context.Response.BodyWriter, message);
                any = true;
            }

            context.Request.BodyReader.AdvanceTo(rest.Start, read.Buffer.End);
            if (any)
            {
                await context.Response.BodyWriter.FlushAsync(context.RequestAborted);
            }
        }
        while (!read.IsCompleted);

        context.Response.AppendTrailer("grpc-status", "0");
    }

    /// <summary>Lets the calls in flight end, and takes no others.</summary>
    public Task StopAsync() => _app.StopAsync();

    public async ValueTask DisposeAsync()
    {
        using var now = new CancellationTokenSource();
        await now.CancelAsync();
        await _app.StopAsync(now.Token).Within();
        await _app.DisposeAsync().Within();
    }

    private static void Write(PipeWriter writer, in ReadOnlySequence<byte> message)
    {
        byte[] prefix = [0, .. PeerLink.Numbers((uint)message.Length)];
        writer.Write(prefix.AsSpan());
        foreach (ReadOnlyMemory<byte> segment in message)
        {
            writer.Write(segment.Span);
        }
    }
}
