using ActorOrchestrator.Etcd.Channels;
using ActorOrchestrator.Etcd.Channels.H2;
using ActorOrchestrator.Etcd.Channels.H2.Hpack;
using ActorOrchestrator.Etcd.Tests.Channels.H2.Support;
using FsCheck;
using FsCheck.Fluent;

namespace ActorOrchestrator.Etcd.Tests.Channels.H2;

/// <summary>
/// Goal: the headers of a call are those of G1, in every state of the table, and cost next to nothing the next time.
/// Method: blocks are read back by a decoder that has seen all blocks before.
/// </summary>
public sealed class RequestHeadersTests
{
    private readonly RequestHeaders _headers = new(new EtcdEndpoint("::1", 2379, Tls: true), "agent");
    private readonly HpackDecoder _decoder = new(4096);

    [Fact]
    public void All_headers_of_G1_are_there_and_pseudo_headers_come_first()
    {
        CallHead head = H2World.Head(EtcdMethods.Watch) with
        {
            Token = "secret.1",
            RequireLeader = true,
            Timeout = TimeSpan.FromMilliseconds(300),
        };

        Assert.Equal(
            [
                ":method: POST",
                ":scheme: https",
                ":path: /etcdserverpb.Watch/Watch",
                ":authority: [::1]:2379",
                "content-type: application/grpc",
                "te: trailers",
                "user-agent: agent",
                "client-api-version: 3.5",
                "hasleader: true",
                "token: secret.1",
                "authorization: secret.1",
                "grpc-timeout: 300m",
            ],
            Read(head, out _));
    }

    [Fact]
    public void Nothing_is_said_that_was_not_asked_for()
    {
        List<string> lines = Read(H2World.Head(EtcdMethods.Put), out _);

        Assert.DoesNotContain(lines, line => line.StartsWith("grpc-timeout", StringComparison.Ordinal)
            || line.StartsWith("token", StringComparison.Ordinal)
            || line.StartsWith("authorization", StringComparison.Ordinal)
            || line.StartsWith("hasleader", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1, 12)] // the same deadline again
    [InlineData(2, 22)] // another one: nine characters
    public void A_repeated_call_has_a_block_of_a_few_bytes(int microseconds, int bytesMax)
    {
        CallHead head = H2World.Head(EtcdMethods.Put) with
        {
            Token = new string('t', 200),
            Timeout = TimeSpan.FromSeconds(10) + TimeSpan.FromMicroseconds(1),
        };
        Read(head, out _);
        Read(head, out _);

        head = head with { Timeout = TimeSpan.FromSeconds(10) + TimeSpan.FromMicroseconds(microseconds) };
        List<string> lines = Read(head, out int bytes);

        Assert.InRange(bytes, 1, bytesMax);
        Assert.Contains($"grpc-timeout: {10_000_000 + microseconds}u", lines);
    }

    [Fact]
    public void A_deadline_that_has_just_passed_is_sent_as_the_shortest() =>
        Assert.Contains("grpc-timeout: 100n", Read(
            H2World.Head(EtcdMethods.Put) with { Timeout = TimeSpan.FromSeconds(-1) }, out _));

    [Fact]
    public void Any_calls_in_any_order_with_any_size_of_the_table_are_read_back() =>
        Prop.ForAll(Steps().ToArbitrary(), steps =>
        {
            var headers = new RequestHeaders(new EtcdEndpoint("host", 1, Tls: false), "agent");
            var decoder = new HpackDecoder(4096);
            foreach (Step step in steps)
            {
                if (step.TableBytes is { } bytes)
                {
                    headers.Limit(bytes);
                }

                var list = new HeaderList();
                decoder.Decode(headers.Encode(step.Head), list);
                bool right = Is(list, ":path", step.Head.Method.Path)
                    && Is(list, "token", step.Head.Token)
                    && Is(list, "hasleader", step.Head.RequireLeader ? "true" : null)
                    && Is(list, "grpc-timeout", TextOf(step.Head.Timeout));
                if (!right)
                {
                    return false;
                }
            }

            return true;
        }).QuickCheckThrowOnFailure();

    private static bool Is(HeaderList list, string name, string? value) =>
        string.Equals(list.ByName.GetValueOrDefault(name), value, StringComparison.Ordinal);

    private static string? TextOf(TimeSpan timeout) =>
        timeout == Timeout.InfiniteTimeSpan ? null : GrpcTimeout.Format(timeout);

    private static Gen<List<Step>> Steps()
    {
        Gen<EtcdMethod> method = Gen.Elements<EtcdMethod>(
            EtcdMethods.Put, EtcdMethods.Range, EtcdMethods.Txn, EtcdMethods.Watch, EtcdMethods.LeaseKeepAlive);
        Gen<string?> token = Gen.Elements<string?>(null, "a", new string('b', 500), new string('c', 3000));
        Gen<TimeSpan> timeout = Gen.Elements(
            Timeout.InfiniteTimeSpan, TimeSpan.FromSeconds(5), TimeSpan.FromMilliseconds(4999));
        Gen<uint?> size = Gen.Frequency(
            (5, Gen.Constant<uint?>(null)), (1, Gen.Choose(0, 6000).Select(bytes => (uint?)bytes)));
        return Gen.Zip(Gen.Zip(method, token), Gen.Zip(timeout, size)).Select(step => new Step(
            H2World.Head(step.Item1.Item1) with
            {
                Token = step.Item1.Item2,
                Timeout = step.Item2.Item1,
                RequireLeader = step.Item1.Item2 is "a",
            },
            step.Item2.Item2)).ListOf();
    }

    private List<string> Read(in CallHead head, out int bytes)
    {
        var list = new HeaderList();
        ReadOnlySpan<byte> block = _headers.Encode(head);
        bytes = block.Length;
        _decoder.Decode(block, list);
        return list.Lines;
    }

    private sealed record Step(CallHead Head, uint? TableBytes);
}
