namespace ActorOrchestrator.Etcd.Channels.H2;

/// <summary>What is to be done when the timer of a connection fires.</summary>
internal enum KeepAliveStep
{
    /// <summary>Nothing is open: look again after an interval.</summary>
    Wait,

    /// <summary>Send a PING, and look again after the timeout.</summary>
    Ping,

    /// <summary>The PING was not answered: the connection is dead.</summary>
    Dead,
}

/// <summary>When a connection is asked whether it lives, and when it is given up (G11). Not thread-safe.</summary>
internal sealed class KeepAlive
{
    private bool _asked;

    /// <summary>The payload of the last PING; each has its own.</summary>
    public ulong Payload { get; private set; }

    /// <summary>The timer fired.</summary>
    /// <param name="wanted">Whether a call is open, or connections without one are asked too.</param>
    public KeepAliveStep Fire(bool wanted)
    {
        if (_asked)
        {
            return KeepAliveStep.Dead;
        }

        if (!wanted)
        {
            return KeepAliveStep.Wait;
        }

        _asked = true;
        Payload++;
        return KeepAliveStep.Ping;
    }

    /// <summary>A PING was answered.</summary>
    /// <returns>Whether it was ours: the timer starts over.</returns>
    public bool Acknowledge(ulong payload)
    {
        bool ours = _asked && payload == Payload;
        _asked = !ours && _asked;
        return ours;
    }
}
