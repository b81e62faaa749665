using System.Globalization;
using System.Reflection;
using System.Text;

namespace ActorOrchestrator.Testing.Model.Faults;

/// <summary>Reads plans from text.</summary>
internal sealed class FaultParser
{
    private readonly string _line;
    private int _at;

    private FaultParser(string line) => _line = line;

    public static FaultPlan Plan(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        FaultPlan plan = FaultPlan.None;
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n').Select(line => line.Trim()))
        {
            try
            {
                if (line.StartsWith("seed ", StringComparison.Ordinal))
                {
                    plan = plan with { Seed = int.Parse(line.AsSpan(5), CultureInfo.InvariantCulture) };
                }
                else if (line.Length > 0 && line[0] != '#')
                {
                    plan = plan with { Rules = plan.Rules.Add(new FaultParser(line).Rule()) };
                }
            }
            catch (Exception error) when (error is FormatException or ArgumentException or OverflowException)
            {
                throw new FormatException($"The fault '{line}' cannot be read: {error.Message}", error);
            }
        }

        return plan;
    }

    private FaultRule Rule()
    {
        FaultTrigger trigger = (Word(), Word()) switch
        {
            ("call", var number) => new FaultTrigger.Call(Number(number)),
            ("revision", var number) => new FaultTrigger.Revision(Number(number)),
            ("at", var instant) => new FaultTrigger.At(Time(instant)),
            ("chance", var chance) => new FaultTrigger.Chance(double.Parse(chance, CultureInfo.InvariantCulture)),
            (var other, _) => throw new FormatException($"'{other}' is not call, revision, at or chance."),
        };
        FaultMatch match = FaultMatch.All;
        while (!Skip("=>"))
        {
            string name = Word();
            Expect('=');
            string value = Text();
            match = name switch
            {
                "method" => match with { Method = value },
                "key" => match with { KeyPrefix = value },
                "member" => match with { Member = value },
                "client" => match with { Client = value },
                _ => throw new FormatException($"'{name}' is not method, key, member or client."),
            };
        }

        return new FaultRule(trigger, match, Fault());
    }

    private Fault Fault()
    {
        string name = Word();
        if (!FaultText.Kinds.TryGetValue(name, out ConstructorInfo? kind))
        {
            throw new FormatException($"'{name}' is not one of {string.Join(", ", FaultText.Kinds.Keys)}.");
        }

        ParameterInfo[] parameters = kind.GetParameters();
        object?[] values = [.. parameters.Select(FaultText.DefaultOf)];
        while (!IsAtEnd())
        {
            string key = Word();
            Expect('=');
            int index = Array.FindIndex(parameters, parameter =>
                string.Equals(FaultText.KeyOf(parameter), key, StringComparison.Ordinal));
            values[index >= 0 ? index : throw new FormatException($"{name} has no {key}.")] =
                Value(parameters[index].ParameterType);
        }

        int missing = Array.FindIndex(values, value => value is null);
        return missing >= 0 && !parameters[missing].HasDefaultValue
            ? throw new FormatException($"{name} needs {FaultText.KeyOf(parameters[missing])}.")
            : Make(kind, values);
    }

    private static Fault Make(ConstructorInfo kind, object?[] values)
    {
        try
        {
            return (Fault)kind.Invoke(values);
        }
        catch (TargetInvocationException error) when (error.InnerException is ArgumentException cause)
        {
            throw new FormatException(cause.Message, cause);
        }
    }

    private object Value(Type type) => type switch
    {
        _ when type == typeof(string) => Text(),
        _ when type == typeof(Names) => new Names([.. List(Text)]),
        _ when type == typeof(ForeignWrites) => new ForeignWrites([.. List(Write)]),
        _ when type == typeof(TimeSpan) => Time(Word()),
        _ when type == typeof(bool) => bool.Parse(Word()),
        _ when type == typeof(int) => (int)Number(Word()),
        _ when type == typeof(long) => Number(Word()),
        { IsEnum: true } => Enum.Parse(type, Word()),
        _ => throw new FormatException($"A fault cannot have {type.Name}."),
    };

    private ForeignWrite Write() => new(Text(), TrySkip(':') ? Text() : null);

    private List<T> List<T>(Func<T> item)
    {
        Expect('[');
        var items = new List<T>();
        while (!TrySkip(']'))
        {
            items.Add(item());
            TrySkip(',');
        }

        return items;
    }

    private static long Number(string word) => long.Parse(word, CultureInfo.InvariantCulture);

    private static TimeSpan Time(string word) => TimeSpan.ParseExact(word, "c", CultureInfo.InvariantCulture);

    private string Word()
    {
        SkipSpaces();
        int start = _at;
        while (_at < _line.Length && _line[_at] is not (' ' or '=' or ',' or ']'))
        {
            _at++;
        }

        return _at > start ? _line[start.._at] : throw new FormatException("Something is missing.");
    }

    private string Text()
    {
        SkipSpaces();
        Expect('"');
        var text = new StringBuilder();
        while (Next() is not '"' and var letter)
        {
            text.Append(letter is not '\\' ? letter : Next() is 'n' ? '\n' : _line[_at - 1]);
        }

        return text.ToString();
    }

    private char Next() =>
        _at < _line.Length ? _line[_at++] : throw new FormatException("A text has no end.");

    private void Expect(char letter)
    {
        if (!TrySkip(letter))
        {
            throw new FormatException($"'{letter}' is missing at column {_at + 1}.");
        }
    }

    private bool TrySkip(char letter)
    {
        bool found = _at < _line.Length && _line[_at] == letter;
        _at += found ? 1 : 0;
        return found;
    }

    private bool Skip(string word)
    {
        SkipSpaces();
        bool found = string.CompareOrdinal(_line, _at, word, 0, word.Length) == 0;
        _at += found ? word.Length : 0;
        return found;
    }

    private bool IsAtEnd()
    {
        SkipSpaces();
        return _at >= _line.Length;
    }

    private void SkipSpaces()
    {
        while (_at < _line.Length && _line[_at] is ' ')
        {
            _at++;
        }
    }
}
