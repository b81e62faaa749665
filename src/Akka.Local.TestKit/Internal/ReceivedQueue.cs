using System.Diagnostics.CodeAnalysis;
using System.Threading.Channels;
using Akka.Actor;

namespace Akka.TestKit.Internal;

/// <summary>A message that the test has not looked at yet.</summary>
internal sealed record Received(object Message, IActorRef Sender)
{
    public override string ToString() => $"{{{Message}}} (type {Message.GetType()}) from {Sender}";
}

/// <summary>What a test actor has received: written by its turns, read by the test.</summary>
internal sealed class ReceivedQueue
{
    private readonly Channel<Received> _channel = Channel.CreateUnbounded<Received>();

    public void Add(Received received) => _channel.Writer.TryWrite(received);

    public bool TryPeek([MaybeNullWhen(false)] out Received received) => _channel.Reader.TryPeek(out received);

    public bool TryTake([MaybeNullWhen(false)] out Received received) => _channel.Reader.TryRead(out received);

    /// <summary>Waits until there is a message; false after the time is over.</summary>
    public async ValueTask<bool> WaitAsync(TimeSpan max, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (TryPeek(out _) || (max <= TimeSpan.Zero && max != Timeout.InfiniteTimeSpan))
        {
            return TryPeek(out _);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(max);
        try
        {
            return await _channel.Reader.WaitToReadAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // It may have come together with the end of the time.
            return TryPeek(out _);
        }
    }
}
