namespace ActorOrchestrator.Etcd.Channels.H2;

/// <summary>Everything of a connection that can grow, repeat or wait has its bound here.</summary>
internal static class H2Limits
{
    /// <summary>Of a stream, for what it receives (G14).</summary>
    public const int StreamWindow = 1024 * 1024;

    /// <summary>Of a connection, for what it receives (G14).</summary>
    public const int ConnectionWindow = 4 * 1024 * 1024;

    /// <summary>Largest payload of a frame that is received; RFC 9113's smallest allowed value is enough.</summary>
    public const int FrameBytes = 16 * 1024;

    /// <summary>Largest window and largest id, by RFC 9113.</summary>
    public const int Largest = int.MaxValue;

    /// <summary>Decoded headers of one block, as RFC 9113 counts them; a larger list ends the call.</summary>
    public const int HeaderListBytes = 64 * 1024;

    /// <summary>One encoded block with all its continuations; a larger one ends the connection, since it must be
    /// decoded to keep the table in step.</summary>
    public const int HeaderBlockBytes = 128 * 1024;

    /// <summary>Frames of one block: empty continuations must not go on for ever.</summary>
    public const int HeaderFrames = 64;

    /// <summary>Dynamic table, of each side: HTTP/2's default.</summary>
    public const int HeaderTableBytes = 4096;

    /// <summary>Calls that wait for a connection or for a place on it; more are refused.</summary>
    public const int WaitingCalls = 10_000;

    /// <summary>Bytes that a call may have waiting for the peer's window before its next message ends it.</summary>
    public const int UnsentBytesOfCall = 16 * 1024 * 1024;

    /// <summary>Bytes that all calls of a connection may have waiting before further calls are refused.</summary>
    public const int UnsentBytes = 64 * 1024 * 1024;

    /// <summary>Answers to PING and SETTINGS that wait to be written; who asks for more does not read.</summary>
    public const int UnsentReplies = 1_000;

    /// <summary>Endpoints and lanes of which something is remembered; unused ones are then forgotten.</summary>
    public const int Slots = 256;

    /// <summary>Header blocks that a connection remembers: a method with a token each.</summary>
    public const int HeaderBlocks = 256;

    /// <summary>How often the interval of pings is doubled at most (G10).</summary>
    public const int KeepAliveDoublings = 6;

    /// <summary>Bytes that are read at once.</summary>
    public const int ReadBytes = 64 * 1024;

    /// <summary>Output buffers above this are given back after use.</summary>
    public const int KeptOutputBytes = 128 * 1024;

    /// <summary>How long the last frames of a connection may take to be written.</summary>
    public static readonly TimeSpan Goodbye = TimeSpan.FromSeconds(1);
}
