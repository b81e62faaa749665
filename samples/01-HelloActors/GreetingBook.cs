namespace HelloActors;

/// <summary>The greetings made so far: the decision, without actors.</summary>
/// <param name="Count">How many.</param>
public sealed record GreetingBook(int Count)
{
    /// <summary>Longest name that is greeted, in characters: a greeting is one line.</summary>
    public const int NameLengthMax = 60;

    /// <summary>Greets a name.</summary>
    /// <returns>The greeting, and the book after it.</returns>
    /// <exception cref="FormatException">The name is blank or too long; the message says what to type.</exception>
    public (string Text, GreetingBook Next) Greet(string name)
    {
        if (string.IsNullOrWhiteSpace(name))
        {
            throw new FormatException("The line is blank: type a name and Enter.");
        }

        if (name.Length > NameLengthMax)
        {
            throw new FormatException(
                $"The name has {name.Length} characters: type one of at most {NameLengthMax}.");
        }

        return ($"Hello, {name.Trim()}!", this with { Count = Count + 1 });
    }
}
