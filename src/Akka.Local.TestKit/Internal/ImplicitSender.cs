using Akka.Actor;

namespace Akka.TestKit.Internal;

/// <summary>Makes the test actor the sender of what the test tells, also behind awaits, and nowhere else.</summary>
/// <remarks>
/// A thread remembers the cell, a synchronization context brings it to the threads that go on with the test. When
/// the test leaves a thread at an await, nobody calls back: the flow of the execution context tells, so that the
/// next test on that thread does not speak in the name of this one.
/// </remarks>
internal sealed class ImplicitSender : SynchronizationContext
{
    private static readonly AsyncLocal<ImplicitSender?> Flow = new(OnFlow);

    private readonly ActorCell _cell;
    private readonly SynchronizationContext? _outer = Current;

    /// <summary>Where the flow left last: it may come back within the same call.</summary>
    private Place _left;

    private ImplicitSender(ActorCell cell) => _cell = cell;

    public static ImplicitSender Use(ActorCell cell)
    {
        var sender = new ImplicitSender(cell);
        CurrentCell.Value = cell;
        SetSynchronizationContext(sender);
        Flow.Value = sender;
        return sender;
    }

    /// <summary>Called on the thread where the test ends.</summary>
    public void End()
    {
        Flow.Value = null;
        if (CurrentCell.Value == _cell)
        {
            CurrentCell.Value = null;
        }

        if (Current == this)
        {
            SetSynchronizationContext(_outer);
        }
    }

    public override void Post(SendOrPostCallback d, object? state) =>
        ThreadPool.UnsafeQueueUserWorkItem(_ => Send(d, state), state: null);

    public override void Send(SendOrPostCallback d, object? state)
    {
        ActorCell? cell = CurrentCell.Value;
        SynchronizationContext? context = Current;
        _left = default;
        CurrentCell.Value = _cell;
        SetSynchronizationContext(this);
        try
        {
            d(state);
        }
        finally
        {
            SetSynchronizationContext(context);
            CurrentCell.Value = cell;
            _left = default;
        }
    }

    public override SynchronizationContext CreateCopy() => this;

    private static void OnFlow(AsyncLocalValueChangedArgs<ImplicitSender?> change)
    {
        if (!change.ThreadContextChanged)
        {
            return;
        }

        var here = new Place(Environment.CurrentManagedThreadId, Current);
        if (change.PreviousValue is { } left && CurrentCell.Value == left._cell)
        {
            left._left = here;
            CurrentCell.Value = null;
        }

        // A task that the test has started may run on the same thread later, but without the context.
        if (change.CurrentValue is { } back && here.Context is not null && back._left == here
            && CurrentCell.Value is null)
        {
            back._left = default;
            CurrentCell.Value = back._cell;
        }
    }

    private readonly record struct Place(int Thread, SynchronizationContext? Context);
}
