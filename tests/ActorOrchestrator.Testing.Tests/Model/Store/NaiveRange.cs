using Google.Protobuf;
using static ActorOrchestrator.Etcd.Protocol.RangeRequest.Types;

namespace ActorOrchestrator.Testing.Tests.Model.Store;

/// <summary>Section 16's table of range options once more, option by option over a finished list.</summary>
internal static class NaiveRange
{
    public static RangeResponse Answer(IReadOnlyList<KeyValue> inKeyOrder, RangeRequest request)
    {
        var answer = new RangeResponse { Count = inKeyOrder.Count };
        if (request.CountOnly)
        {
            return answer;
        }

        List<KeyValue> pairs = [.. inKeyOrder.Select(pair => pair.Clone())];
        bool isOrdered = request.SortOrder is not SortOrder.None;
        bool isFiltered = HasFilter(request);

        // "Order NONE with a target other than KEY: sorted ascending after the limit was applied to key order."
        if (!isOrdered && !isFiltered && request.Limit > 0)
        {
            pairs = [.. pairs.Where((_, index) => index <= request.Limit)];
        }

        pairs.RemoveAll(pair => IsOutside(pair.ModRevision, request.MinModRevision, request.MaxModRevision)
            || IsOutside(pair.CreateRevision, request.MinCreateRevision, request.MaxCreateRevision));
        InsertionSort(pairs, request);
        if (request.Limit > 0 && pairs.Count > request.Limit)
        {
            answer.More = true;
            pairs.RemoveRange((int)request.Limit, pairs.Count - (int)request.Limit);
        }

        foreach (KeyValue pair in pairs)
        {
            pair.Value = request.KeysOnly ? ByteString.Empty : pair.Value;
        }

        answer.Kvs.AddRange(pairs);
        return answer;
    }

    private static bool HasFilter(RangeRequest request) => request.MinModRevision != 0 || request.MaxModRevision != 0
        || request.MinCreateRevision != 0 || request.MaxCreateRevision != 0;

    private static bool IsOutside(long value, long min, long max) =>
        (min != 0 && value < min) || (max != 0 && value > max);

    private static void InsertionSort(List<KeyValue> pairs, RangeRequest request)
    {
        int sign = request.SortOrder is SortOrder.Descend ? -1 : 1;
        for (int i = 1; i < pairs.Count; i++)
        {
            for (int j = i; j > 0 && sign * Compare(pairs[j - 1], pairs[j], request.SortTarget) > 0; j--)
            {
                (pairs[j - 1], pairs[j]) = (pairs[j], pairs[j - 1]);
            }
        }
    }

    private static int Compare(KeyValue left, KeyValue right, SortTarget target) => target switch
    {
        SortTarget.Key => string.CompareOrdinal(Make.Text(left.Key), Make.Text(right.Key)),
        SortTarget.Value => string.CompareOrdinal(Make.Text(left.Value), Make.Text(right.Value)),
        SortTarget.Version => left.Version.CompareTo(right.Version),
        SortTarget.Create => left.CreateRevision.CompareTo(right.CreateRevision),
        _ => left.ModRevision.CompareTo(right.ModRevision),
    };
}
