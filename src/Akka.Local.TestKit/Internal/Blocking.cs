namespace Akka.TestKit.Internal;

/// <summary>The synchronous side of the test kit: waits on the test's own thread.</summary>
internal static class Blocking
{
    public static T Wait<T>(this ValueTask<T> task) =>
        task.IsCompleted ? task.GetAwaiter().GetResult() : task.AsTask().GetAwaiter().GetResult();

    public static void Wait(this ValueTask task)
    {
        if (task.IsCompleted)
        {
            task.GetAwaiter().GetResult();
        }
        else
        {
            task.AsTask().GetAwaiter().GetResult();
        }
    }
}
