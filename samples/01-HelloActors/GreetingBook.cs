namespace HelloActors;

/// <summary>The greetings made so far: the decision, without actors.</summary>
/// <param name="Count">How many.</param>
public sealed record GreetingBook(int Count)
{
    /// <summary>Longest name that is greeted, in characters: a greeting is one line.</summary>
    public const int NameLengthMax = 60;

    /// <summary>Greets a name.</summary>
    /// <returns>The greeting, and the book after it.</returns>
    /// <exception cref="ArgumentException">The name is blank or too long.</exception>
    public (string Text, GreetingBook Next) Greet(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        if (name.Length > NameLengthMax)
        {
            throw new ArgumentException($"A name has at most {NameLengthMax} characters, not {name.Length}.", nameof(name));
        }

        return ($"Hello, {name.Trim()}!", this with { Count = Count + 1 });
    }
}
