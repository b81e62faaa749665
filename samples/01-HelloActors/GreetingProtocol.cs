namespace HelloActors;

/// <summary>The conversation with the greeter: a name in, a greeting out.</summary>
public static class GreetingProtocol
{
    /// <summary>Asks for a greeting.</summary>
    /// <param name="Name">Whom to greet; a blank one makes the greeter fail, which its parent heals.</param>
    public sealed record Greet(string Name);

    /// <summary>The greeting.</summary>
    /// <param name="Text">What to show.</param>
    /// <param name="Count">How many greetings this incarnation of the greeter has made.</param>
    public sealed record Greeted(string Text, int Count);

    /// <summary>The greeter could not greet.</summary>
    /// <param name="Reason">Why, and what to type instead.</param>
    public sealed record Refused(string Reason);
}
