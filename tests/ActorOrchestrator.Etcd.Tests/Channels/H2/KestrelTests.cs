using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Etcd.Channels.H2;
using ActorOrchestrator.Etcd.Tests.Channels.H2.Support;
using Google.Protobuf;
using Microsoft.AspNetCore.Http;

namespace ActorOrchestrator.Etcd.Tests.Channels.H2;

/// <summary>
/// Goal: the connection gets on with a server that was not made for it, under load, in all sizes, and leaves nothing.
/// Method: Kestrel, which echoes messages or waits; the counts of the transport.
/// </summary>
public sealed class KestrelTests : IAsyncLifetime
{
    private readonly H2Transport _transport = new(new H2TransportOptions { Time = EtcdDefaults.Clock });

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _transport.DisposeAsync().Within();

    [Fact]
    public async Task Many_more_calls_than_the_server_takes_at_once_all_succeed()
    {
        await using KestrelPeer peer = await KestrelPeer.StartAsync(KestrelPeer.EchoAsync);

        RecordingSink[] sinks = [.. Enumerable.Range(0, 2_000).Select(i => Put(peer, i))];

        Assert.All(await Task.WhenAll(sinks.Select(sink => sink.End)), EndAssert.Ok);
        for (int i = 0; i < sinks.Length; i++)
        {
            AssertSame(Request(i), sinks[i]);
        }

        Assert.Equal(new H2Counts(1, 0, 0, 0), _transport.Counts);
    }

    [Fact]
    public async Task Messages_of_many_sizes_pass_at_once_in_both_directions()
    {
        await using KestrelPeer peer = await KestrelPeer.StartAsync(KestrelPeer.EchoAsync);
        var random = new Random(7);
        int[] sizes =
        [
            0, 1, 16_373, 16_374, 16_375, 65_535, 3_000_000,
            .. Enumerable.Range(0, 300).Select(_ => random.Next(80_000)),
        ];

        await Parallel.ForEachAsync(sizes, async (size, _) =>
        {
            var sink = new RecordingSink();
            PutRequest request = H2World.PutOf(size);
            _transport.Open(peer.Endpoint, H2World.Head(EtcdMethods.Put), sink).Send(request, last: true);
            EndAssert.Ok(await sink.End);
            AssertSame(request, sink);
        });

        Assert.Equal(new H2Counts(1, 0, 0, 0), _transport.Counts);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_bidirectional_stream_carries_many_messages_and_half_closes(bool readsSlowly) // G13
    {
        await using KestrelPeer peer = await KestrelPeer.StartAsync(KestrelPeer.EchoAsync);
        IEtcdCall? call = null;
        var sink = new RecordingSink { Receiving = message => call!.Consumed(message.Length) };
        CallHead head = H2World.Head(EtcdMethods.Watch) with { Lane = CallLane.Streams, ReadsSlowly = readsSlowly };
        call = _transport.Open(peer.Endpoint, head, sink);

        for (int i = 0; i < 500; i++)
        {
            var request = new WatchRequest { CreateRequest = new WatchCreateRequest { Key = Request(i * 20).Value } };
            call.Send(request, last: false);
            Assert.Equal(request.ToByteArray(), await sink.NextAsync());
        }

        call.CompleteSending();
        EndAssert.Ok(await sink.End);
    }

    [Fact]
    public async Task Of_a_thousand_calls_every_second_is_cancelled_and_nothing_is_left() // S5
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var arrived = new CountdownEvent(1_000);
        using var cancelled = new CountdownEvent(500);
        await using KestrelPeer peer = await KestrelPeer.StartAsync(
            async context =>
            {
                context.RequestAborted.Register(() => cancelled.Signal());
                arrived.Signal();
                await open.Task.WaitAsync(context.RequestAborted);
                await KestrelPeer.EchoAsync(context);
            },
            streamsMax: 1_000);
        var calls = new (RecordingSink Sink, IEtcdCall Call)[1_000];
        for (int i = 0; i < calls.Length; i++)
        {
            calls[i].Sink = Put(peer, i, out calls[i].Call);
        }

        await Task.Run(arrived.Wait).Within();
        Assert.Equal(new H2Counts(1, 1_000, 0, 0), _transport.Counts);
        Parallel.For(0, 500, i => calls[i * 2].Call.Abort());
        await Task.Run(cancelled.Wait).Within();
        open.SetResult();

        CallEnd[] ends = await Task.WhenAll(calls.Where((_, i) => i % 2 is 1).Select(call => call.Sink.End));
        Assert.All(ends, EndAssert.Ok);
        Assert.All(calls.Where((_, i) => i % 2 is 0), call => Assert.False(call.Sink.HasEnded));
        Assert.Equal(new H2Counts(1, 0, 0, 0), _transport.Counts);
    }

    [Fact]
    public async Task A_server_that_stops_lets_calls_end_and_takes_no_others() // G10
    {
        var open = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var arrived = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using KestrelPeer peer = await KestrelPeer.StartAsync(async context =>
        {
            arrived.SetResult();
            await open.Task;
            await KestrelPeer.EchoAsync(context);
        });
        EtcdEndpoint endpoint = peer.Endpoint;
        RecordingSink sink = Put(peer, 1);
        await arrived.Task.Within();

        Task stopping = peer.StopAsync();
        open.SetResult();
        EndAssert.Ok(await sink.End);
        await stopping.Within();

        var late = new RecordingSink();
        _transport.Open(endpoint, H2World.Head(EtcdMethods.Put), late).Send(Request(2), last: true);
        EndAssert.NotReached(await late.End);
    }

    [Fact]
    public async Task An_answer_of_HTTP_is_not_taken_for_gRPC() // G8, G12
    {
        await using KestrelPeer peer = await KestrelPeer.StartAsync(context =>
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return context.Response.WriteAsync("say application/grpc");
        });

        CallEnd end = await Put(peer, 1).End;

        Assert.Equal((GrpcStatusCode.Unknown, CallFailure.NotGrpc), (end.Status, end.Failure));
        Assert.Contains("HTTP 415 without content-type: say application/grpc", end.Text, StringComparison.Ordinal);
    }

    // Not by Assert.Equal, which takes a second for a million bytes.
    private static void AssertSame(PutRequest request, RecordingSink sink) =>
        Assert.True(Assert.Single(sink.Rest()).AsSpan().SequenceEqual(request.ToByteArray()));

    private static PutRequest Request(int number) => new()
    {
        Key = ByteString.CopyFromUtf8($"k{number}"),
        Value = ByteString.CopyFrom(new byte[number % 5_000]),
    };

    private RecordingSink Put(KestrelPeer peer, int number) => Put(peer, number, out _);

    private RecordingSink Put(KestrelPeer peer, int number, out IEtcdCall call)
    {
        var sink = new RecordingSink();
        call = _transport.Open(peer.Endpoint, H2World.Head(EtcdMethods.Put), sink);
        call.Send(Request(number), last: true);
        return sink;
    }
}
