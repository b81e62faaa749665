using System.Numerics;
using System.Security.Cryptography;
using ActorOrchestrator.Testing.Model.Store;
using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Services;

/// <summary>What a snapshot carries: all pairs, filled up to whole pages, in blobs, and their digest at the
/// end.</summary>
internal static class SnapshotImage
{
    private const int BlobBytes = 32 * 1024;
    private const int PageBytes = 512;

    public static IEnumerable<SnapshotResponse> Of(ModelStore store)
    {
        byte[] image = Image(store);
        for (int start = 0; start < image.Length; start += BlobBytes)
        {
            int length = Math.Min(BlobBytes, image.Length - start);
            yield return new SnapshotResponse
            {
                RemainingBytes = (ulong)(image.Length - start - length),
                Blob = ByteString.CopyFrom(image, start, length),
            };
        }

        yield return new SnapshotResponse { Blob = ByteString.CopyFrom(SHA256.HashData(image)) };
    }

    /// <summary>CRC-32C of it.</summary>
    public static uint Hash(ModelStore store)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in Image(store))
        {
            crc = BitOperations.Crc32C(crc, value);
        }

        return ~crc;
    }

    private static byte[] Image(ModelStore store)
    {
        var zero = ByteString.CopyFrom(0);
        RangeResponse all = store.Range(new RangeRequest { Key = zero, RangeEnd = zero });
        all.Header = new ResponseHeader { Revision = store.Revision };
        int pages = (all.CalculateSize() + PageBytes - 1) / PageBytes;
        var image = new byte[Math.Max(1, pages) * PageBytes];
        all.ToByteArray().CopyTo(image, 0);
        return image;
    }
}
