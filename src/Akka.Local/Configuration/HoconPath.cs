namespace Akka.Configuration;

/// <summary>Splits <c>a."b.c".d</c> at the dots outside quotes. No text is no key: the whole document.</summary>
internal static class HoconPath
{
    public static string[] Split(string path)
    {
        var keys = new List<string>();
        int at = 0;
        while (at < path.Length)
        {
            bool quoted = path[at] == '"';
            int start = quoted ? at + 1 : at;
            int end = path.IndexOf(quoted ? '"' : '.', start);
            if (quoted && end < 0)
            {
                throw new FormatException($"The path '{path}' has a quote that is never closed.");
            }

            keys.Add(end < 0 ? path[start..] : path[start..end]);
            at = end < 0 ? path.Length : end + (quoted ? 2 : 1);
        }

        return [.. keys];
    }
}
