namespace Akka.Actor;

/// <summary>Turns the end of a task into a message: how an actor does I/O without waiting for it.</summary>
public static class PipeToSupport
{
    /// <summary>Tells the result, or the failure, of a task.</summary>
    /// <param name="taskToPipe">The task.</param>
    /// <param name="recipient">Who gets the message; usually Self.</param>
    /// <param name="sender">The message's sender.</param>
    /// <param name="success">From the result to the message; null tells the result itself.</param>
    /// <param name="failure">
    /// From the exception, unwrapped, to the message; null tells <see cref="Status.Failure"/>.
    /// </param>
    /// <returns>Ends when the message was told; never fails because of the task.</returns>
    public static Task PipeTo<T>(
        this Task<T> taskToPipe,
        ICanTell recipient,
        IActorRef? sender = null,
        Func<T, object>? success = null,
        Func<Exception, object>? failure = null)
    {
        ArgumentNullException.ThrowIfNull(taskToPipe);
        ArgumentNullException.ThrowIfNull(recipient);
        return Pipe(new ValueTask<T>(taskToPipe), recipient, sender, success, failure);
    }

    /// <inheritdoc cref="PipeTo{T}(Task{T}, ICanTell, IActorRef, Func{T, object}, Func{Exception, object})"/>
    public static Task PipeTo<T>(
        this ValueTask<T> taskToPipe,
        ICanTell recipient,
        IActorRef? sender = null,
        Func<T, object>? success = null,
        Func<Exception, object>? failure = null)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        return Pipe(taskToPipe, recipient, sender, success, failure);
    }

    /// <summary>Tells the end of a task without a result: nothing on success, unless a message is given.</summary>
    /// <inheritdoc cref="PipeTo{T}(Task{T}, ICanTell, IActorRef, Func{T, object}, Func{Exception, object})"/>
    public static Task PipeTo(
        this Task taskToPipe,
        ICanTell recipient,
        IActorRef? sender = null,
        Func<object>? success = null,
        Func<Exception, object>? failure = null)
    {
        ArgumentNullException.ThrowIfNull(taskToPipe);
        ArgumentNullException.ThrowIfNull(recipient);
        return Pipe(new ValueTask(taskToPipe), recipient, sender, success, failure);
    }

    /// <inheritdoc cref="PipeTo(Task, ICanTell, IActorRef, Func{object}, Func{Exception, object})"/>
    public static Task PipeTo(
        this ValueTask taskToPipe,
        ICanTell recipient,
        IActorRef? sender = null,
        Func<object>? success = null,
        Func<Exception, object>? failure = null)
    {
        ArgumentNullException.ThrowIfNull(recipient);
        return Pipe(taskToPipe, recipient, sender, success, failure);
    }

    private static async Task Pipe<T>(
        ValueTask<T> task,
        ICanTell recipient,
        IActorRef? sender,
        Func<T, object>? success,
        Func<Exception, object>? failure)
    {
        try
        {
            T result = await task.ConfigureAwait(false);
            recipient.Tell(success is null ? result! : success(result), sender);
        }
        catch (Exception cause)
        {
            recipient.Tell(failure is null ? new Status.Failure(cause) : failure(cause), sender);
        }
    }

    private static async Task Pipe(
        ValueTask task,
        ICanTell recipient,
        IActorRef? sender,
        Func<object>? success,
        Func<Exception, object>? failure)
    {
        try
        {
            await task.ConfigureAwait(false);
            if (success is not null)
            {
                recipient.Tell(success(), sender);
            }
        }
        catch (Exception cause)
        {
            recipient.Tell(failure is null ? new Status.Failure(cause) : failure(cause), sender);
        }
    }
}
