using System.Security.Cryptography;

namespace ActorOrchestrator.Etcd;

/// <summary>The one place where the client chooses the real clock and a real seed.</summary>
internal static class EtcdDefaults
{
    public static TimeProvider Clock => TimeProvider.System;

    public static int Seed() => Random.Shared.Next();

    /// <summary>A positive id of 63 random bits. A seed has 31, so that two of many clients could share it, and
    /// ids.</summary>
    public static long Id()
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        RandomNumberGenerator.Fill(bytes);
        return Math.Max(1, BitConverter.ToInt64(bytes) & long.MaxValue);
    }
}
