namespace Akka;

/// <summary>The result of a task whose result is that it has ended.</summary>
public sealed class Done
{
    /// <summary>The only value.</summary>
    public static readonly Done Instance = new();

    private Done()
    {
    }
}
