using System.Buffers;
using System.Runtime.CompilerServices;
using ActorOrchestrator.Etcd.Channels;
using Google.Protobuf;

namespace ActorOrchestrator.Etcd.Maintaining;

/// <summary>Reads a snapshot at the pace of its reader: what was not read yet holds the server back.</summary>
internal sealed class SnapshotReader : IStreamSink
{
    private readonly Lock _gate = new();
    private readonly TaskCreationOptions _continuations;
    private readonly Queue<(SnapshotResponse Blob, int Bytes)> _blobs = new();
    private TaskCompletionSource? _signal;
    private EtcdException? _failure;
    private bool _ended;

    private SnapshotReader(TaskCreationOptions continuations) => _continuations = continuations;

    public static async IAsyncEnumerable<SnapshotResponse> ReadAsync(
        IEtcdCalls calls, CallOptions options, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var reader = new SnapshotReader(calls.Continuations);
        OpenStream stream = await calls.OpenStreamAsync(
            EtcdMethods.Snapshot, options, CallLane.Calls, readsSlowly: true, reader, cancellationToken)
            .ConfigureAwait(false);
        try
        {
            stream.Call.Send(new SnapshotRequest(), last: true);
            while (await reader.NextAsync(cancellationToken).ConfigureAwait(false) is var (blob, bytes))
            {
                stream.Call.Consumed(bytes);
                yield return blob;
            }
        }
        finally
        {
            stream.Call.Abort();
        }
    }

    /// <inheritdoc/>
    public void OnMessage(ReadOnlySequence<byte> message)
    {
        try
        {
            var blob = SnapshotResponse.Parser.ParseFrom(message);
            Wake(() => _blobs.Enqueue((blob, (int)message.Length)));
        }
        catch (InvalidProtocolBufferException e)
        {
            OnEnd(new EtcdException(
                EtcdErrorTexts.AnswerLost.Code, GrpcStatusCode.Internal, e.Message, ErrorClass.Transient,
                SendState.Answered,
                $"{EtcdErrorTexts.AnswerLost.Code}  Snapshot sent what cannot be read: {e.Message}",
                e));
        }
    }

    /// <inheritdoc/>
    public void OnEnd(EtcdException? failure) => Wake(() =>
    {
        _failure ??= failure;
        _ended = true;
    });

    private void Wake(Action change)
    {
        TaskCompletionSource? signal;
        lock (_gate)
        {
            change();
            signal = _signal;
            _signal = null;
        }

        signal?.TrySetResult();
    }

    private async ValueTask<(SnapshotResponse Blob, int Bytes)?> NextAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            TaskCompletionSource wait;
            lock (_gate)
            {
                if (_blobs.TryDequeue(out (SnapshotResponse Blob, int Bytes) next))
                {
                    return next;
                }

                if (_ended)
                {
                    return _failure is null ? null : throw _failure;
                }

                wait = _signal = new TaskCompletionSource(_continuations);
            }

            await Pause.UntilAsync(wait, cancellationToken).ConfigureAwait(false);
        }
    }
}
