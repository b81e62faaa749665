using System.Text;
using Google.Protobuf;
using static ActorOrchestrator.Etcd.Protocol.Compare.Types;
using static ActorOrchestrator.Etcd.Protocol.RangeRequest.Types;

namespace ActorOrchestrator.Interop.Tests.Golden;

/// <summary>Makes up steps: few keys and few leases, so that everything meets everything.</summary>
/// <param name="seed">The same seed gives the same steps, if the answers are the same.</param>
/// <param name="version">Of the etcd; what it does otherwise than the model's version is left out.</param>
internal sealed class GoldenScript(int seed, GoldenVersion version)
{
    private const int Leases = 4;

    private static readonly ImmutableArray<ByteString> Keys =
    [
        ByteString.CopyFrom(0), .. Texts("a", "a/1", "a/2", "ab", "b", "c"), ByteString.CopyFrom(0xFF, 0xFF),
    ];

    private readonly Random _random = new(seed);
    private readonly HashSet<long> _deletes = [];
    private long _compacted;
    private long _asked;
    private bool _compactsNext;

    /// <summary>The store's revision.</summary>
    public long Revision { get; private set; } = 1;

    /// <summary>Learns from an answer, since steps name revisions.</summary>
    public void Learn(IMessage? response)
    {
        _compacted = response is CompactionResponse ? _asked : _compacted;
        long revision = (response as IEtcdResponse)?.Header?.Revision ?? 0;
        if (revision > Revision)
        {
            Revision = revision;
            if (response is DeleteRangeResponse or LeaseRevokeResponse or TxnResponse)
            {
                _deletes.Add(revision);
            }
        }
    }

    public GoldenStep Next()
    {
        if (_compactsNext)
        {
            _compactsNext = false;
            return new GoldenStep.Call(Compaction());
        }

        GoldenStep step = Choose();

        // Whether a watch has read its history before it is gone must not depend on timing.
        _compactsNext = step is GoldenStep.Call { Request: CompactionRequest };
        return _compactsNext ? new GoldenStep.Sync() : step;
    }

    private GoldenStep Choose() => _random.Next(100) switch
    {
        < 30 => new GoldenStep.Call(Put()),
        < 40 => new GoldenStep.Call(Delete()),
        < 62 => new GoldenStep.Call(Range()),
        < 80 => new GoldenStep.Call(Transaction()),
        < 83 => new GoldenStep.Call(Compaction()),
        < 87 => new GoldenStep.Call(new LeaseGrantRequest { ID = Lease(), TTL = 600 }),
        < 89 => new GoldenStep.Call(new LeaseRevokeRequest { ID = Lease() }),
        < 92 => new GoldenStep.Call(new LeaseTimeToLiveRequest { ID = Lease(), Keys = true }),
        < 93 => new GoldenStep.Call(new LeaseLeasesRequest()),
        < 95 => new GoldenStep.Call(Hash()),
        < 98 => new GoldenStep.Watch(Watch()),
        _ => new GoldenStep.Sync(),
    };

    private static ByteString[] Texts(params string[] keys) => [.. keys.Select(ByteString.CopyFromUtf8)];

    private bool Chance(int percent) => _random.Next(100) < percent;

    private ByteString Key() => Keys[_random.Next(Keys.Length)];

    private long Lease() => 1 + _random.Next(Leases);

    private ByteString Value() =>
        ByteString.CopyFrom(new string((char)('p' + _random.Next(3)), _random.Next(3)), Encoding.UTF8);

    private ByteString End(ByteString key) => _random.Next(5) switch
    {
        0 or 1 => ByteString.Empty,
        2 => ByteString.CopyFrom(0),
        3 => key.Length == 0 ? key : KeyRange.Prefix(key).End,
        _ => Key(),
    };

    private long SomeRevision() => Chance(60) ? 0 : Math.Max(0, Revision + _random.Next(-12, 3));

    private PutRequest Put() => new()
    {
        Key = Chance(3) ? ByteString.Empty : Key(),
        Value = Value(),
        Lease = Chance(25) ? Lease() : 0,
        PrevKv = Chance(30),
        IgnoreValue = Chance(8),
        IgnoreLease = Chance(8),
    };

    private DeleteRangeRequest Delete()
    {
        ByteString key = Chance(3) ? ByteString.Empty : Key();
        return new DeleteRangeRequest { Key = key, RangeEnd = End(key), PrevKv = Chance(50) };
    }

    private RangeRequest Range()
    {
        ByteString key = Chance(3) ? ByteString.Empty : Key();
        return new RangeRequest
        {
            Key = key,
            RangeEnd = End(key),
            Revision = SomeRevision(),
            Limit = Chance(40) ? _random.Next(-1, 5) : 0,
            SortOrder = (SortOrder)_random.Next(3),
            SortTarget = Chance(50) ? SortTarget.Key : (SortTarget)_random.Next(5),
            Serializable = Chance(30),
            KeysOnly = Chance(15),
            CountOnly = Chance(15),
            MinModRevision = Filter(),
            MaxModRevision = Filter(),
            MinCreateRevision = Filter(),
            MaxCreateRevision = Filter(),
        };
    }

    private long Filter() => Chance(90) ? 0 : SomeRevision();

    private CompactionRequest Compaction()
    {
        long revision = SomeRevision();
        while (!version.KeepsTombstones && _deletes.Contains(revision))
        {
            revision--;
        }

        _asked = revision;
        return new CompactionRequest { Revision = revision, Physical = true };
    }

    private HashKVRequest Hash()
    {
        long revision = SomeRevision();
        return new HashKVRequest { Revision = revision == _compacted && !version.HashesTheCompacted ? 0 : revision };
    }

    private TxnRequest Transaction()
    {
        TxnRequest request = Transaction(depth: 0);
        RequestOp[] operations = [.. Operations(request)];
        if (operations.Any(operation => operation.RequestDeleteRange is { RangeEnd: [0] }))
        {
            // etcd does not check these for keys that are to be kept, and stops at them with a panic (T4).
            foreach (PutRequest put in operations.Select(operation => operation.RequestPut).OfType<PutRequest>())
            {
                (put.IgnoreValue, put.IgnoreLease) = (false, false);
            }
        }

        return request;
    }

    private static IEnumerable<RequestOp> Operations(TxnRequest request) =>
        request.Success.Concat(request.Failure).SelectMany(
            operation => operation.RequestTxn is { } inner ? Operations(inner) : [operation]);

    private TxnRequest Transaction(int depth)
    {
        var request = new TxnRequest();
        request.Compare.AddRange(Enumerable.Range(0, _random.Next(3)).Select(_ => Condition()));
        request.Success.AddRange(Enumerable.Range(0, _random.Next(4)).Select(_ => Operation(depth)));
        request.Failure.AddRange(Enumerable.Range(0, _random.Next(3)).Select(_ => Operation(depth)));
        return request;
    }

    private RequestOp Operation(int depth) => _random.Next(20) switch
    {
        < 8 => new RequestOp { RequestPut = Put() },
        < 13 => new RequestOp { RequestRange = Range() },
        < 16 => new RequestOp { RequestDeleteRange = Delete() },
        16 when Chance(20) => new RequestOp(),
        _ when depth < 2 => new RequestOp { RequestTxn = Transaction(depth + 1) },
        _ => new RequestOp { RequestRange = Range() },
    };

    private Compare Condition()
    {
        ByteString key = Key();
        var compare = new Compare
        {
            Key = key,
            RangeEnd = Chance(30) ? End(key) : ByteString.Empty,
            Result = (CompareResult)_random.Next(4),
            Target = (CompareTarget)_random.Next(5),
        };
        switch (compare.Target)
        {
            case CompareTarget.Version:
                compare.Version = _random.Next(3);
                break;
            case CompareTarget.Create:
                compare.CreateRevision = SomeRevision();
                break;
            case CompareTarget.Mod:
                compare.ModRevision = SomeRevision();
                break;
            case CompareTarget.Value:
                compare.Value = Value();
                break;
            case CompareTarget.Lease:
                compare.Lease = Chance(50) ? 0 : Lease();
                break;
            default:
                throw new InvalidOperationException($"Unknown target {compare.Target}.");
        }

        return compare;
    }

    private WatchSpec Watch()
    {
        KeyRange range = Chance(50) ? KeyRange.EntireStore : KeyRange.From(Key());
        int filter = _random.Next(4);
        return new WatchSpec(range)
        {
            // Not from now on: whether a write is before or after the begin must not depend on timing.
            StartRevision = Math.Max(1, Revision + _random.Next(-15, 2)),
            PrevKv = Chance(50),
            NoPut = filter == 0,
            NoDelete = filter == 1,
        };
    }
}
