using System.Text;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Tests.Contract;

/// <summary>Messages with few words.</summary>
internal static class Wire
{
    public static ByteString ToBytes(this string text) => ByteString.CopyFromUtf8(text);

    public static string ToText(this ByteString bytes) => bytes.ToString(Encoding.UTF8);

    /// <summary>Values as texts, in their order.</summary>
    public static string[] Values(this RangeResponse response) => [.. response.Kvs.Select(kv => kv.Value.ToText())];

    /// <summary>What is left of each key behind the last slash, in their order.</summary>
    public static string[] Names(this IEnumerable<KeyValue> kvs) =>
        [.. kvs.Select(kv => kv.Key.ToText().Split('/')[^1])];

    public static string[] Names(this RangeResponse response) => response.Kvs.Names();

    public static RangeRequest ToRequest(this KeyRange range) => new() { Key = range.Key, RangeEnd = range.End };

    public static DeleteRangeRequest ToDelete(this KeyRange range) => new() { Key = range.Key, RangeEnd = range.End };

    public static Compare Create(ByteString key, Compare.Types.CompareResult result, long revision) => new()
    {
        Key = key,
        Target = Compare.Types.CompareTarget.Create,
        Result = result,
        CreateRevision = revision,
    };

    public static Compare Mod(ByteString key, Compare.Types.CompareResult result, long revision) => new()
    {
        Key = key,
        Target = Compare.Types.CompareTarget.Mod,
        Result = result,
        ModRevision = revision,
    };

    public static Compare VersionOf(ByteString key, Compare.Types.CompareResult result, long version) => new()
    {
        Key = key,
        Target = Compare.Types.CompareTarget.Version,
        Result = result,
        Version = version,
    };

    public static Compare Lease(ByteString key, Compare.Types.CompareResult result, long lease) => new()
    {
        Key = key,
        Target = Compare.Types.CompareTarget.Lease,
        Result = result,
        Lease = lease,
    };

    public static Compare Value(ByteString key, Compare.Types.CompareResult result, string value) => new()
    {
        Key = key,
        Target = Compare.Types.CompareTarget.Value,
        Result = result,
        Value = value.ToBytes(),
    };

    /// <summary>The same compare for every key of a range.</summary>
    public static Compare Over(this Compare compare, KeyRange range)
    {
        compare.Key = range.Key;
        compare.RangeEnd = range.End;
        return compare;
    }

    /// <summary>An event as <c>PUT name=value</c> or <c>DELETE name</c>.</summary>
    public static string ToLine(this Event change) => change.Type is Event.Types.EventType.Put
        ? $"PUT {change.Kv.Key.ToText().Split('/')[^1]}={change.Kv.Value.ToText()}"
        : $"DELETE {change.Kv.Key.ToText().Split('/')[^1]}";

    public static string[] ToLines(this IEnumerable<Event> events) => [.. events.Select(ToLine)];
}
