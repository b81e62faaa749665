using Google.Protobuf;
using static ActorOrchestrator.Etcd.Protocol.RangeRequest.Types;

namespace ActorOrchestrator.Testing.Model.Store;

/// <summary>Section 16: what a range answers.</summary>
internal static class RangeReading
{
    /// <summary>Reads from a history.</summary>
    /// <exception cref="ModelException">The revision is compacted, or in the future.</exception>
    public static RangeResponse Read(History history, RangeRequest request)
    {
        long revision = history.Readable(request.Revision);
        List<StoredVersion> inRange = [.. history.Find(new KeyInterval(request.Key, request.RangeEnd), revision)];
        var response = new RangeResponse { Count = inRange.Count };
        if (request.CountOnly)
        {
            return response;
        }

        List<StoredVersion> sorted = [.. Sort(Fetch(inRange, request), request)];
        int limit = request.Limit > 0 && request.Limit < sorted.Count ? (int)request.Limit : sorted.Count;
        response.More = sorted.Count > limit;
        response.Kvs.AddRange(sorted.Take(limit).Select(version => ToAnswer(version, request)));
        return response;
    }

    // Only a read without order and filters is cut before it is sorted: one more than the limit, to know of more.
    private static IEnumerable<StoredVersion> Fetch(List<StoredVersion> inRange, RangeRequest request)
    {
        bool cutsFirst = request is
        {
            SortOrder: SortOrder.None,
            MinModRevision: 0,
            MaxModRevision: 0,
            MinCreateRevision: 0,
            MaxCreateRevision: 0,
        };
        return cutsFirst && request.Limit > 0 && request.Limit < inRange.Count
            ? inRange.Take((int)request.Limit + 1)
            : inRange.Where(version => Passes(version, request));
    }

    private static bool Passes(StoredVersion version, RangeRequest request) =>
        (request.MaxModRevision == 0 || version.Main <= request.MaxModRevision)
        && (request.MinModRevision == 0 || version.Main >= request.MinModRevision)
        && (request.MaxCreateRevision == 0 || version.Create <= request.MaxCreateRevision)
        && (request.MinCreateRevision == 0 || version.Create >= request.MinCreateRevision);

    // Ties keep the order of keys, in which the versions come.
    private static IEnumerable<StoredVersion> Sort(IEnumerable<StoredVersion> fetched, RangeRequest request) =>
        request.SortTarget switch
        {
            SortTarget.Version => Sort(fetched, request.SortOrder, version => version.Version, comparer: null),
            SortTarget.Create => Sort(fetched, request.SortOrder, version => version.Create, comparer: null),
            SortTarget.Mod => Sort(fetched, request.SortOrder, version => version.Main, comparer: null),
            SortTarget.Value => Sort(fetched, request.SortOrder, version => version.Value, Bytes.Order),
            _ => Sort(fetched, request.SortOrder, version => version.Key, Bytes.Order),
        };

    // NONE with a target sorts ascending, for compatibility.
    private static IOrderedEnumerable<StoredVersion> Sort<T>(
        IEnumerable<StoredVersion> fetched, SortOrder order, Func<StoredVersion, T> by, IComparer<T>? comparer) =>
        order is SortOrder.Descend ? fetched.OrderByDescending(by, comparer) : fetched.OrderBy(by, comparer);

    private static KeyValue ToAnswer(StoredVersion version, RangeRequest request)
    {
        KeyValue answer = version.ToStored();
        if (request.KeysOnly)
        {
            answer.Value = ByteString.Empty;
        }

        return answer;
    }
}
