namespace Akka.Actor;

/// <summary>The names of actors that were given none: <c>$a</c>, <c>$b</c>, … <c>$~</c>, <c>$ab</c>, …</summary>
internal static class AutoName
{
    private const string Digits = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789+~";

    public static string Of(long number)
    {
        Span<char> text = stackalloc char[16];
        text[0] = '$';
        var length = 1;
        do
        {
            text[length++] = Digits[(int)(number & 63)];
            number >>= 6;
        }
        while (number > 0);

        return new string(text[..length]);
    }
}
