using ActorOrchestrator.Etcd.Channels;

namespace ActorOrchestrator.Etcd.Tests.Channels.H2.Support;

/// <summary>The ends that most tests expect.</summary>
internal static class EndAssert
{
    public static void Ok(CallEnd end) => Assert.Equal(new CallEnd(GrpcStatusCode.OK, "", SendState.Answered), end);

    /// <summary>AO-ETC-0620, with proof.</summary>
    public static void NotReached(CallEnd end) => Assert.Equal(
        (GrpcStatusCode.Unavailable, SendState.NotSent, CallFailure.NotReached), (end.Status, end.Sent, end.Failure));

    /// <summary>AO-ETC-0621: who knows.</summary>
    public static void Lost(CallEnd end) => Assert.Equal(
        (GrpcStatusCode.Unavailable, SendState.MaybeSent, CallFailure.Lost), (end.Status, end.Sent, end.Failure));
}
