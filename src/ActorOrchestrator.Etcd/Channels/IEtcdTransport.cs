using System.Buffers;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Channels;

/// <summary>Carries calls to etcd: over HTTP/2, in the process, or in virtual time.</summary>
/// <remarks>
/// <para>
/// Implementations are thread-safe. They know nothing of deadlines beyond telling them to the server, nothing of
/// retries and nothing of the choice of endpoints: all that is the client's.
/// </para>
/// </remarks>
public interface IEtcdTransport : IAsyncDisposable
{
    /// <summary>Whether everything runs on one thread, in virtual time.</summary>
    /// <remarks>The client then runs continuations where they become ready instead of on the thread pool, so that a
    /// run depends on nothing but its seed.</remarks>
    bool SingleThreaded { get; }

    /// <summary>Starts a call. Never blocks and never throws for a failure of the network.</summary>
    /// <param name="endpoint">Where to.</param>
    /// <param name="head">What is said before the first message.</param>
    /// <param name="sink">Is told messages and the end. It is never called before this method has returned.</param>
    /// <returns>The sending side of the call.</returns>
    IEtcdCall Open(EtcdEndpoint endpoint, in CallHead head, ICallSink sink);
}

/// <summary>The sending side of a call. Thread-safe, except that sends do not overlap.</summary>
public interface IEtcdCall
{
    /// <summary>Sends a message. What is sent after the end is dropped without a word.</summary>
    /// <param name="message">Written before the method returns; the caller may change it afterwards.</param>
    /// <param name="last">Whether this side is finished with it: END_STREAM goes with the message.</param>
    void Send(IMessage message, bool last);

    /// <summary>Half-closes: nothing more will be sent. Allowed once; not after a last message.</summary>
    void CompleteSending();

    /// <summary>Whether a byte of the request may have left this machine. False is a proof that it did not.</summary>
    bool MayHaveLeft { get; }

    /// <summary>Aborts the call (RST_STREAM with CANCEL). The sink is not called any more, but for a call to it that
    /// is running on another thread. Repeating it does nothing.</summary>
    void Abort();

    /// <summary>For a call with <see cref="CallHead.ReadsSlowly"/>: so many bytes of messages were used up.</summary>
    void Consumed(int bytes);
}

/// <summary>The receiving side of a call. Its methods never overlap, must not block and must not throw.</summary>
public interface ICallSink
{
    /// <summary>A whole message came.</summary>
    /// <param name="message">The payload without its prefix. The memory is the transport's again on return.</param>
    void OnMessage(ReadOnlySequence<byte> message);

    /// <summary>The call is over. Called at most once, and nothing is called after it.</summary>
    void OnEnd(in CallEnd end);
}

/// <summary>What is said before the first message.</summary>
/// <param name="Method">Which method.</param>
/// <param name="Token">Sent as <c>token</c> and <c>authorization</c>; null sends neither.</param>
/// <param name="RequireLeader">Sends <c>hasleader: true</c>.</param>
/// <param name="Timeout">Sent as <c>grpc-timeout</c>; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> sends
/// none. The transport does not watch over it.</param>
/// <param name="Lane">Which connection of the endpoint.</param>
/// <param name="ReadsSlowly">Whether the window of the stream opens again only by
/// <see cref="IEtcdCall.Consumed"/>.</param>
/// <param name="MaxReceiveBytes">A larger message ends the call with ResourceExhausted.</param>
public readonly record struct CallHead(
    EtcdMethod Method,
    string? Token,
    bool RequireLeader,
    TimeSpan Timeout,
    CallLane Lane,
    bool ReadsSlowly,
    int MaxReceiveBytes);

/// <summary>Watches have a connection of their own: a stream that is not read must not hold back the others.</summary>
public enum CallLane
{
    /// <summary>Unary calls and short streams.</summary>
    Calls,

    /// <summary>Watches and keep-alives.</summary>
    Streams,
}

/// <summary>How a call ended.</summary>
/// <param name="Status">The server's status, or the one that the failure stands for.</param>
/// <param name="Text">The server's text, decoded, or what happened; empty for OK.</param>
/// <param name="Sent">What is known about the request.</param>
/// <param name="Failure">Which of the failures that have no answer this is.</param>
/// <param name="Cause">The exception behind a failure of the network, if there was one.</param>
public readonly record struct CallEnd(
    GrpcStatusCode Status,
    string Text,
    SendState Sent,
    CallFailure Failure = CallFailure.None,
    Exception? Cause = null);

/// <summary>The failures of which the transport, not the server, tells.</summary>
public enum CallFailure
{
    /// <summary>None: the status is the server's.</summary>
    None,

    /// <summary>Connect, DNS or TLS failed, or the peer refused the stream: AO-ETC-0620.</summary>
    NotReached,

    /// <summary>The connection or stream was lost, reset, or ended without a status: AO-ETC-0621.</summary>
    Lost,

    /// <summary>The answer is not gRPC: AO-ETC-0631.</summary>
    NotGrpc,

    /// <summary>A message is larger than <see cref="CallHead.MaxReceiveBytes"/>: AO-ETC-0632.</summary>
    TooLarge,
}
