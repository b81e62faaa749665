using Google.Protobuf;

namespace ActorOrchestrator.Testing.Model.Store;

/// <summary>F3: the bytes of a proposal, in which a request goes through the log of etcd.</summary>
internal static class ProposalSize
{
    // Tag and length of the header, and in it the tag of the id and the id.
    private const int Envelope = 2 + 1 + 1 + IdBytes;

    // etcd's ids begin with 16 bits of the member's, so they take nine bytes, or ten if the first of those is set.
    private const int IdBytes = 9;

    /// <summary>The size of a request that is proposed.</summary>
    public static long Of(IMessage request, AuthCaller caller)
    {
        int size = request.CalculateSize();
        return Envelope + SizeOf(caller) + 1 + CodedOutputStream.ComputeLengthSize(size) + size;
    }

    // A header shows who asks, and since when (A5).
    private static int SizeOf(AuthCaller caller) => caller.User.Length == 0
        ? 0
        : 1 + CodedOutputStream.ComputeStringSize(caller.User)
            + 1 + CodedOutputStream.ComputeUInt64Size(caller.Revision);
}
