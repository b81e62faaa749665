using System.Buffers;
using System.Threading.Channels;
using ActorOrchestrator.Etcd.Channels;

namespace ActorOrchestrator.Etcd.Tests.Channels.H2.Support;

/// <summary>Keeps what it is told, and notices when it is told what it must not be.</summary>
internal sealed class RecordingSink : ICallSink
{
    private readonly Channel<byte[]> _messages = Channel.CreateUnbounded<byte[]>();
    private readonly TaskCompletionSource<CallEnd> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _inside;

    /// <summary>Runs inside <see cref="OnMessage"/>.</summary>
    public Action<byte[]>? Receiving { get; init; }

    /// <summary>How the call ended.</summary>
    public Task<CallEnd> End => _end.Task.Within();

    /// <summary>Whether the sink was told the end.</summary>
    public bool HasEnded => _end.Task.IsCompleted;

    /// <summary>How many of the messages came in one segment.</summary>
    public int InOneSegment { get; private set; }

    /// <summary>The next message.</summary>
    public async Task<byte[]> NextAsync() => await _messages.Reader.ReadAsync().Within();

    /// <summary>All messages that came and were not taken.</summary>
    public List<byte[]> Rest()
    {
        List<byte[]> rest = [];
        while (_messages.Reader.TryRead(out byte[]? message))
        {
            rest.Add(message);
        }

        return rest;
    }

    public void OnMessage(ReadOnlySequence<byte> message)
    {
        Enter();
        byte[] copy = message.ToArray();
        InOneSegment += message.IsSingleSegment ? 1 : 0;
        try
        {
            Receiving?.Invoke(copy);
            Assert.True(_messages.Writer.TryWrite(copy));
        }
        finally
        {
            Leave();
        }
    }

    public void OnEnd(in CallEnd end)
    {
        Enter();
        if (!_end.TrySetResult(end))
        {
            Misuse("The sink was told the end twice.");
        }

        Leave();
    }

    private void Enter()
    {
        if (Interlocked.Exchange(ref _inside, 1) is not 0 || HasEnded)
        {
            Misuse("The sink was called by two threads, or after the end.");
        }
    }

    private void Leave() => Volatile.Write(ref _inside, 0);

    // The caller is the transport: an exception there ends the connection, which no test takes for a good end.
    private void Misuse(string text)
    {
        var misuse = new InvalidOperationException(text);
        _end.TrySetException(misuse);
        _messages.Writer.TryComplete(misuse);
        throw misuse;
    }
}
