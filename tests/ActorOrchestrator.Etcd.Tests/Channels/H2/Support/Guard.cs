namespace ActorOrchestrator.Etcd.Tests.Channels.H2.Support;

/// <summary>A test that hangs is to fail, and to say where. The limit measures nothing.</summary>
internal static class Guard
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    public static Task<T> Within<T>(this Task<T> task) => task.WaitAsync(Limit, EtcdDefaults.Clock);

    public static Task Within(this Task task) => task.WaitAsync(Limit, EtcdDefaults.Clock);

    public static Task<T> Within<T>(this ValueTask<T> task) => task.AsTask().Within();

    public static Task Within(this ValueTask task) => task.AsTask().Within();
}
