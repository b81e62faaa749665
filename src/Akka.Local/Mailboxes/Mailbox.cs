using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Dispatch.SysMsg;

namespace Akka.Dispatch;

/// <summary>The queue of one actor, and its turns on the thread pool.</summary>
/// <remarks>
/// <para>
/// A mailbox is in the pool's queue at most once. A turn handles all system messages and up to
/// <c>throughput</c> user messages, then goes to the end of the pool's global queue, so that no actor waits for
/// another one's backlog.
/// </para>
/// <para>
/// Who puts in and who ends a turn each write first and look second, with a full fence between: either the teller
/// sees an idle mailbox and schedules it, or the ending turn sees the message and schedules itself.
/// </para>
/// </remarks>
internal abstract class Mailbox(int throughput, bool onCallersThread) : IThreadPoolWorkItem
{
    private const int Idle = 0;
    private const int Scheduled = 1;

    private readonly ConcurrentQueue<Envelope> _messages = new();
    private Stack<Envelope>? _unstashed;
    private SystemQueue _system;
    private int _turn;
    private int _suspensions;
    private volatile bool _closed;

    public bool IsClosed => _closed;

    protected bool IsSuspended => _suspensions > 0;

    private bool HasWork => _system.HasMessages
        || (_suspensions == 0 && !_closed && (_unstashed is { Count: > 0 } || !_messages.IsEmpty));

    /// <summary>Called by anybody: at the end of the queue, or to the dead letters.</summary>
    public void Put(object message, IActorRef? sender)
    {
        if (_closed)
        {
            ToDeadLetters(new Envelope(message, sender));
            return;
        }

        _messages.Enqueue(new Envelope(message, sender));
        if (_closed)
        {
            // Closed in between: whoever emptied the queue may not have seen this message.
            DrainToDeadLetters();
        }
        else if (Volatile.Read(ref _turn) == Idle)
        {
            Schedule();
        }
    }

    /// <summary>Called by anybody: before all user messages. False when the actor has ended.</summary>
    public bool PutSystem(SystemMessage message)
    {
        if (!_system.TryPut(message))
        {
            return false;
        }

        Schedule();
        return true;
    }

    void IThreadPoolWorkItem.Execute()
    {
        if (TakeTurn())
        {
            ToThePool();
        }
    }

    protected abstract void OnSystemMessage(SystemMessage message);

    protected abstract void OnMessage(in Envelope envelope);

    protected abstract void ToDeadLetters(in Envelope envelope);

    protected abstract void AfterTheEnd(SystemMessage message);

    /// <summary>Called in a turn: no user message until as many calls of <see cref="ResumeMessages"/>.</summary>
    protected void SuspendMessages() => _suspensions++;

    /// <summary>Called in a turn: takes one suspension back; one too many is harmless.</summary>
    protected void ResumeMessages() => _suspensions = Math.Max(0, _suspensions - 1);

    /// <summary>Called in a turn: before all queued messages, after those unstashed later.</summary>
    protected void PutInFront(Envelope envelope) => (_unstashed ??= new Stack<Envelope>()).Push(envelope);

    /// <summary>Called in a turn, once: what is queued and what comes later goes to the dead letters.</summary>
    protected void Close()
    {
        _closed = true;
        for (SystemMessage? message = _system.Close(); message is not null;)
        {
            SystemMessage? next = message.Next;
            AfterTheEnd(message);
            message = next;
        }

        while (_unstashed is { Count: > 0 } unstashed)
        {
            ToDeadLetters(unstashed.Pop());
        }

        DrainToDeadLetters();
    }

    private void Schedule()
    {
        if (!TryBeginTurn())
        {
            return;
        }

        if (onCallersThread)
        {
            while (TakeTurn())
            {
                // Somebody else has told it something during the turn.
            }
        }
        else
        {
            ToThePool();
        }
    }

    // Not the thread's own queue: that is last in, first out, and a busy pair would starve the rest.
    private void ToThePool() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);

    private bool TryBeginTurn() => Interlocked.CompareExchange(ref _turn, Scheduled, Idle) == Idle;

    /// <summary>True when there is more work, and the next turn is the caller's to take or to queue.</summary>
    private bool TakeTurn()
    {
        ActorCell? outer = CurrentCell.Value;
        CurrentCell.Value = (ActorCell)this;
        try
        {
            HandleSystemMessages();
            int left = throughput;
            while (left-- > 0 && _suspensions == 0 && !_closed && TryTake(out Envelope envelope))
            {
                OnMessage(envelope);
                HandleSystemMessages();
            }
        }
        finally
        {
            CurrentCell.Value = outer;
            Interlocked.Exchange(ref _turn, Idle);
        }

        return HasWork && TryBeginTurn();
    }

    private bool TryTake(out Envelope envelope) => _unstashed is { Count: > 0 }
        ? _unstashed.TryPop(out envelope)
        : _messages.TryDequeue(out envelope);

    private void HandleSystemMessages()
    {
        while (_system.TakeAll() is { } message)
        {
            for (SystemMessage? next = message; next is not null;)
            {
                message = next;
                next = message.Next;
                message.Next = null;
                if (_closed)
                {
                    AfterTheEnd(message);
                }
                else
                {
                    OnSystemMessage(message);
                }
            }
        }
    }

    private void DrainToDeadLetters()
    {
        while (_messages.TryDequeue(out Envelope envelope))
        {
            ToDeadLetters(envelope);
        }
    }
}
