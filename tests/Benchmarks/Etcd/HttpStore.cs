using System.Buffers;
using System.Net;
using System.Net.Http.Headers;
using ActorOrchestrator.Etcd;
using ActorOrchestrator.Etcd.Protocol;
using Google.Protobuf;

namespace Benchmarks.Etcd;

/// <summary>The peer: the leanest calls over .NET's own HTTP/2, which is what a stub of Grpc.Net stands on.</summary>
/// <remarks>It has no deadline, no retry, no endpoints, no token and no metrics; ours has, in what is
/// measured.</remarks>
internal sealed class HttpStore(EtcdEndpoint endpoint) : IStore
{
    private static readonly MediaTypeHeaderValue Grpc = new("application/grpc");

    private readonly HttpClient _http = new(new SocketsHttpHandler { EnableMultipleHttp2Connections = false })
    {
        BaseAddress = new Uri(endpoint.ToString()),
    };

    public ValueTask<PutResponse> PutAsync(PutRequest request) => CallAsync(EtcdMethods.Put, request);

    public ValueTask<RangeResponse> RangeAsync(RangeRequest request) => CallAsync(EtcdMethods.Range, request);

    public ValueTask<TxnResponse> TxnAsync(TxnRequest request) => CallAsync(EtcdMethods.Txn, request);

    public async Task WatchAsync(KeyRange range, long from, int events)
    {
        var create = new WatchRequest
        {
            CreateRequest = new WatchCreateRequest { Key = range.Key, RangeEnd = range.End, StartRevision = from },
        };
        using HttpRequestMessage message = Message(EtcdMethods.Watch, create);
        using HttpResponseMessage response = await _http
            .SendAsync(message, HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
        await using Stream body = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        var pipe = System.IO.Pipelines.PipeReader.Create(body);
        var frames = new GrpcFrameReader(int.MaxValue);
        while (events > 0)
        {
            System.IO.Pipelines.ReadResult read = await pipe.ReadAsync().ConfigureAwait(false);
            ReadOnlySequence<byte> buffer = read.Buffer;
            while (frames.TryRead(ref buffer, out ReadOnlySequence<byte> frame))
            {
                events -= WatchResponse.Parser.ParseFrom(frame).Events.Count;
            }

            pipe.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    public ValueTask DisposeAsync()
    {
        _http.Dispose();
        return ValueTask.CompletedTask;
    }

    private async ValueTask<TResponse> CallAsync<TRequest, TResponse>(
        EtcdMethod<TRequest, TResponse> method, TRequest request)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>
    {
        using HttpRequestMessage message = Message(method, request);
        using HttpResponseMessage response = await _http
            .SendAsync(message, HttpCompletionOption.ResponseHeadersRead).ConfigureAwait(false);
        using Stream body = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        byte[] buffer = ArrayPool<byte>.Shared.Rent(64 * 1024);
        try
        {
            int length = 0;
            while (await body.ReadAsync(buffer.AsMemory(length)).ConfigureAwait(false) is > 0 and var read)
            {
                length += read;
                if (length == buffer.Length)
                {
                    byte[] larger = ArrayPool<byte>.Shared.Rent(length * 2);
                    buffer.AsSpan(0, length).CopyTo(larger);
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = larger;
                }
            }

            return response.TrailingHeaders.GetValues("grpc-status").First() is "0"
                ? method.Responses.ParseFrom(buffer, GrpcFrameWriter.PrefixBytes, length - GrpcFrameWriter.PrefixBytes)
                : throw new InvalidOperationException($"{method} failed.");
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static HttpRequestMessage Message(EtcdMethod method, IMessage request)
    {
        var frame = new ArrayBufferWriter<byte>(GrpcFrameWriter.SizeOf(request));
        GrpcFrameWriter.Write(frame, request);
        var message = new HttpRequestMessage(HttpMethod.Post, method.Path)
        {
            Version = HttpVersion.Version20,
            VersionPolicy = HttpVersionPolicy.RequestVersionExact,
            Content = new ReadOnlyMemoryContent(frame.WrittenMemory),
        };
        message.Content.Headers.ContentType = Grpc;
        message.Headers.TE.ParseAdd("trailers");
        return message;
    }
}
