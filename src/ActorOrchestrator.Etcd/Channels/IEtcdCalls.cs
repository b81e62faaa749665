using Google.Protobuf;
using Microsoft.Extensions.Logging;

namespace ActorOrchestrator.Etcd.Channels;

/// <summary>What the parts of the client call etcd by: endpoints, tokens, deadlines and repeats are settled
/// here.</summary>
internal interface IEtcdCalls
{
    /// <summary>The clock and the timers.</summary>
    TimeProvider Time { get; }

    /// <summary>Where warnings go.</summary>
    ILogger Log { get; }

    /// <summary>Whether continuations run where they become ready, in virtual time.</summary>
    bool SingleThreaded { get; }

    /// <summary>How a <see cref="TaskCompletionSource"/> that the client completes is made.</summary>
    TaskCreationOptions Continuations =>
        SingleThreaded ? TaskCreationOptions.None : TaskCreationOptions.RunContinuationsAsynchronously;

    /// <summary>How long a call may take that does not say so itself, all tries together.</summary>
    TimeSpan CallDeadline => TimeSpan.FromSeconds(5);

    /// <summary>Tells that an endpoint does not answer on a stream that is open there: the next goes
    /// elsewhere.</summary>
    /// <remarks>Only what the calls cannot see themselves is told, such as a keep-alive without an answer.</remarks>
    void Suspect(EtcdEndpoint endpoint, string why)
    {
    }

    /// <summary>A keep-alive was answered: how long that took, and how much of the lease was left before.</summary>
    void KeptAlive(TimeSpan duration, TimeSpan remaining)
    {
    }

    /// <summary>A random number of the client's seeded source, from 0 up to 1. Thread-safe.</summary>
    double NextRandom();

    /// <summary>A random positive 63-bit id of the client's seeded source.</summary>
    long NextId();

    /// <summary>Calls a method with one request and one response.</summary>
    /// <exception cref="EtcdException">The call failed.</exception>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    ValueTask<TResponse> UnaryAsync<TRequest, TResponse>(
        EtcdMethod<TRequest, TResponse> method,
        TRequest request,
        CallOptions options,
        CancellationToken cancellationToken)
        where TRequest : class, IMessage<TRequest>
        where TResponse : class, IMessage<TResponse>;

    /// <summary>Opens a stream at the current endpoint, after a token was fetched if one is needed.</summary>
    /// <remarks>The sink may be called before the task is complete.</remarks>
    /// <exception cref="EtcdException">No token, no endpoint, or the client is closed.</exception>
    ValueTask<OpenStream> OpenStreamAsync(
        EtcdMethod method,
        CallOptions options,
        CallLane lane,
        bool readsSlowly,
        IStreamSink sink,
        CancellationToken cancellationToken);

    /// <summary>The server refused the token of a stream in one of its messages: the next one gets another.</summary>
    void TokenRefused(in OpenStream stream);
}

/// <summary>A stream that was opened.</summary>
/// <param name="Call">Its sending side.</param>
/// <param name="Endpoint">Where it was opened.</param>
/// <param name="Token">The auth token that it was opened with.</param>
internal readonly record struct OpenStream(IEtcdCall Call, EtcdEndpoint Endpoint, string? Token = null);

/// <summary>The receiving side of a stream. Its methods never overlap, must not block and must not throw.</summary>
internal interface IStreamSink
{
    /// <summary>A message came; the memory is not the sink's after the return.</summary>
    void OnMessage(System.Buffers.ReadOnlySequence<byte> message);

    /// <summary>The stream is over.</summary>
    /// <param name="failure">Why; null if the server ended it with OK.</param>
    void OnEnd(EtcdException? failure);
}
