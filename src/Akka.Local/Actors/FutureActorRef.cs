using Akka.Dispatch.SysMsg;

namespace Akka.Actor;

/// <summary>The sender of an Ask: the first message to it completes a task, the rest are dead letters.</summary>
internal sealed class FutureActorRef<T>(ActorSystemImpl system) : InternalActorRef(system)
{
    // Asynchronously: what awaits the answer must not run inside the turn of the actor that answers.
    private readonly TaskCompletionSource<T> _answer = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private ActorPath? _path;
    private Timer? _deadline;
    private CancellationTokenRegistration _cancelled;

    public Task<T> Task => _answer.Task;

    /// <summary>Made when somebody looks at it: most asks end unseen.</summary>
    public override ActorPath Path => _path ??= System!.NextTempPath();

    public override bool IsTerminated => _answer.Task.IsCompleted;

    /// <summary>Sets the end of waiting; called before the question is sent.</summary>
    public void EndAfter(TimeSpan timeout, CancellationToken cancellation)
    {
        if (timeout != Timeout.InfiniteTimeSpan && timeout > TimeSpan.Zero)
        {
            _deadline = new Timer(
                static state => ((FutureActorRef<T>)state!).TimeOut(), this, timeout, Timeout.InfiniteTimeSpan);
            After = timeout;
        }

        if (cancellation.CanBeCanceled)
        {
            _cancelled = cancellation.UnsafeRegister(
                static (state, token) => ((FutureActorRef<T>)state!).Cancel(token), this);
        }
    }

    private TimeSpan After { get; set; }

    public override void SendSystemMessage(SystemMessage message) => AnswerForTheDead(message);

    protected override void Deliver(object message, IActorRef? sender)
    {
        bool first = message switch
        {
            T answer => _answer.TrySetResult(answer),
            Status.Failure failure => _answer.TrySetException(
                failure.Cause ?? new TaskCanceledException("The answer is a failure without a cause.")),
            _ => _answer.TrySetException(new ArgumentException(
                $"Received message of type [{message.GetType()}] - Ask expected message of type [{typeof(T)}]")),
        };

        if (first)
        {
            Release();
        }
        else if (!_answer.Task.IsCanceled)
        {
            // Who cancelled does not wait; who timed out should see in the log what came too late.
            System!.DeadLetters.Tell(new Event.DeadLetter(message, sender ?? System.DeadLetters, this), sender);
        }
    }

    private void TimeOut()
    {
        if (_answer.TrySetException(new AskTimeoutException($"Timeout after {After} seconds")))
        {
            Release();
        }
    }

    private void Cancel(CancellationToken token)
    {
        if (_answer.TrySetCanceled(token))
        {
            Release();
        }
    }

    private void Release()
    {
        _deadline?.Dispose();
        _cancelled.Unregister();
    }
}
