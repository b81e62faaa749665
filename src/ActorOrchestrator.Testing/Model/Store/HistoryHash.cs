using System.Buffers.Binary;
using System.Numerics;
using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Store;

/// <summary>M9: etcd's HashKV, a CRC-32C over the history up to a revision.</summary>
internal static class HistoryHash
{
    /// <summary>The hash of what counts up to a revision.</summary>
    public static uint Of(History history, long revision)
    {
        HashSet<StoredVersion> kept = [.. Kept(history, revision)];
        IEnumerable<StoredVersion> counted = history.Versions
            .Where(version => version.Main <= revision && Counts(history, kept, version))
            .OrderBy(version => version.Main).ThenBy(version => version.Sub);

        uint crc = Update(uint.MaxValue, "key"u8);
        foreach (StoredVersion version in counted)
        {
            crc = Update(Update(crc, RevisionOf(version)), version.ToStored().ToByteArray());
        }

        return ~crc;
    }

    private static IEnumerable<StoredVersion> Kept(History history, long revision) => history.Versions
        .Where(version => version.Main <= revision)
        .GroupBy(version => version.Key)
        .Select(versions => versions.MaxBy(version => (version.Main, version.Sub))!)
        .Where(version => !version.IsTombstone);

    private static bool Counts(History history, HashSet<StoredVersion> kept, StoredVersion version) =>
        (version.Main > history.CompactRevision || kept.Count == 0 || kept.Contains(version))
        && !(version.Main == history.CompactRevision && version.IsTombstone);

    private static byte[] RevisionOf(StoredVersion version)
    {
        byte[] bytes = new byte[version.IsTombstone ? 18 : 17];
        BinaryPrimitives.WriteInt64BigEndian(bytes, version.Main);
        bytes[8] = (byte)'_';
        BinaryPrimitives.WriteInt64BigEndian(bytes.AsSpan(9), version.Sub);
        if (version.IsTombstone)
        {
            bytes[17] = (byte)'t';
        }

        return bytes;
    }

    private static uint Update(uint crc, ReadOnlySpan<byte> bytes)
    {
        foreach (byte value in bytes)
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return crc;
    }
}
