using System.Globalization;
using System.Text;
using ActorOrchestrator.Testing.Model.Histories;
using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model;

/// <content>What became of a key.</content>
public sealed partial class ModelEtcd
{
    /// <summary>The story of a key for the reader of a failed test: who wrote it, when, and what it is now.</summary>
    /// <param name="key">As UTF-8.</param>
    /// <returns>A line a write, oldest first, as far as <see cref="History"/> reaches, then the present
    /// state.</returns>
    public string Explain(string key)
    {
        var name = ByteString.CopyFromUtf8(key);
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"{MessageText.Of(name)}\n");
        foreach (History.Write write in History.WritesOf(name))
        {
            foreach (Event change in write.Events.Where(change => change.Kv.Key.Equals(name)))
            {
                text.Append(CultureInfo.InvariantCulture, $"{write.Time:c} revision {write.Revision}: ")
                    .Append(CultureInfo.InvariantCulture, $"{What(change)}, by {write.Who}\n");
            }
        }

        KeyValue? now = Kernel.Store.Range(new RangeRequest { Key = name }).Kvs.FirstOrDefault();
        return text.Append("now: ").Append(now is null ? "absent" : $"{What(now)}{LeaseOf(now)}").ToString();
    }

    private static string What(Event change) =>
        change.Type is Event.Types.EventType.Delete ? "deleted" : $"put {What(change.Kv)}";

    private static string What(KeyValue pair) => string.Create(
        CultureInfo.InvariantCulture,
        $"{MessageText.Of(pair.Value)}, version {pair.Version}, created at {pair.CreateRevision}")
        + (pair.Lease == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $", lease {pair.Lease:x}"));

    private string LeaseOf(KeyValue pair) => pair.Lease == 0
        ? ""
        : string.Create(
            CultureInfo.InvariantCulture,
            $" with {Kernel.Leases.RemainingSeconds(pair.Lease)} s left of {Kernel.Store.GrantedTtl(pair.Lease)} s");
}
