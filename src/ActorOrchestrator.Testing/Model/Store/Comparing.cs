using Google.Protobuf;
using static ActorOrchestrator.Etcd.Protocol.Compare.Types;

namespace ActorOrchestrator.Testing.Model.Store;

/// <summary>T1 and F4: whether a compare holds.</summary>
internal static class Comparing
{
    /// <summary>Every key of the range has to hold; a range without keys is compared once, as an absent key.</summary>
    public static bool Holds(History history, Compare compare)
    {
        var range = new KeyInterval(compare.Key, compare.RangeEnd);
        StoredVersion[] found = [.. history.Find(range, history.Latest)];
        if (found.Length > 0)
        {
            return found.All(version => Holds(compare, Order(compare, version)));
        }

        // An absent key has no value, not even the empty one; everything else of it is 0.
        var absent = new StoredVersion(compare.Key, Main: 0, Sub: 0);
        return compare.Target is not CompareTarget.Value && Holds(compare, Order(compare, absent));
    }

    // A union that does not fit the target answers with the zero value of it.
    private static int Order(Compare compare, StoredVersion version) => compare.Target switch
    {
        CompareTarget.Version => version.Version.CompareTo(compare.Version),
        CompareTarget.Create => version.Create.CompareTo(compare.CreateRevision),
        CompareTarget.Mod => version.Main.CompareTo(compare.ModRevision),
        CompareTarget.Value => Bytes.Compare(version.Value, compare.Value ?? ByteString.Empty),
        CompareTarget.Lease => version.Lease.CompareTo(compare.Lease),
        _ => 0,
    };

    private static bool Holds(Compare compare, int order) => compare.Result switch
    {
        CompareResult.Equal => order == 0,
        CompareResult.NotEqual => order != 0,
        CompareResult.Greater => order > 0,
        CompareResult.Less => order < 0,
        _ => true,
    };
}
