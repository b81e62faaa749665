using System.Buffers;
using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace ActorOrchestrator.Etcd.Protocol;

/// <summary>One address at which etcd answers.</summary>
/// <param name="Host">Name or IP address, without brackets.</param>
/// <param name="Port">1 to 65,535.</param>
/// <param name="Tls">Whether the connection is encrypted.</param>
public sealed record EtcdEndpoint(string Host, int Port, bool Tls)
{
    /// <summary>The port of etcd's clients, taken when none is given.</summary>
    public const int DefaultPort = 2379;

    private const string Plain = "http";
    private const string Encrypted = "https";
    private const string AfterScheme = "://";
    private const string IPv6Example = "http://[::1]:2379";
    private const int HostLengthMax = 253;

    private static readonly SearchValues<char> HostCharacters =
        SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_");

    /// <summary>What <c>:authority</c> says.</summary>
    public string Authority =>
        Host.Contains(':', StringComparison.Ordinal) ? $"[{Host}]:{Port}" : $"{Host}:{Port}";

    /// <summary>Reads an endpoint.</summary>
    /// <param name="text">Such as <c>http://127.0.0.1:2379</c>, <c>https://[::1]:2379</c> or <c>db1</c>: without a
    /// scheme it is <c>http</c>, without a port <see cref="DefaultPort"/>.</param>
    /// <exception cref="FormatException">It is none; the message says why, what is allowed, what to type.</exception>
    public static EtcdEndpoint Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        string endpoint = text.Trim();
        RefuseCredentials(endpoint);
        int schemeEnd = endpoint.IndexOf(AfterScheme, StringComparison.Ordinal);
        bool tls = schemeEnd >= 0 && IsTls(endpoint, endpoint[..schemeEnd]);
        string rest = schemeEnd < 0 ? endpoint : endpoint[(schemeEnd + AfterScheme.Length)..];
        rest = rest.EndsWith('/') ? rest[..^1] : rest;
        (string host, string? port) = rest.StartsWith('[') ? SplitIPv6(endpoint, rest) : Split(endpoint, rest);
        return new EtcdEndpoint(host, port is null ? DefaultPort : PortOf(endpoint, port), tls);
    }

    /// <inheritdoc/>
    public override string ToString() => $"{(Tls ? Encrypted : Plain)}{AfterScheme}{Authority}";

    /// <summary>The text is not repeated in the message: it may hold a password, and messages end in logs.</summary>
    internal static void RefuseCredentials(string text)
    {
        if (text.Contains('@', StringComparison.Ordinal))
        {
            throw new FormatException(
                "An endpoint of etcd holds a user or password. Allowed: scheme, host and port only. "
                + "Leave out what stands before the @, and give user and password in the client's options.");
        }
    }

    private static bool IsTls(string endpoint, string scheme) => scheme.ToLowerInvariant() switch
    {
        Plain => false,
        Encrypted => true,
        _ => throw Refused(endpoint, $"the scheme is '{scheme}'", "http and https", "http://127.0.0.1:2379"),
    };

    private static (string Host, string? Port) SplitIPv6(string endpoint, string rest)
    {
        int end = rest.IndexOf(']', StringComparison.Ordinal);
        string host = end < 0 ? rest : rest[1..end];
        if (end < 0 || host.Contains('%', StringComparison.Ordinal)
            || !IPAddress.TryParse(host, out IPAddress? address) || address.AddressFamily is AddressFamily.InterNetwork)
        {
            throw Refused(endpoint, "it has no IPv6 address in brackets", "one without a zone", IPv6Example);
        }

        return rest.Length == end + 1 ? (host, null)
            : rest[end + 1] is ':' ? (host, rest[(end + 2)..])
            : throw Refused(endpoint, "something follows the bracket", "a colon and a port", IPv6Example);
    }

    private static (string Host, string? Port) Split(string endpoint, string rest)
    {
        int colon = rest.IndexOf(':', StringComparison.Ordinal);
        if (colon != rest.LastIndexOf(':'))
        {
            throw Refused(endpoint, "it has several colons", "an IPv6 address in brackets", IPv6Example);
        }

        string host = colon < 0 ? rest : rest[..colon];
        if (host.Length == 0)
        {
            throw Refused(endpoint, "it has no host", "a name or an IP address", "http://127.0.0.1:2379");
        }

        int bad = host.AsSpan().IndexOfAnyExcept(HostCharacters);
        if (bad >= 0 || host.Length > HostLengthMax)
        {
            throw Refused(
                endpoint,
                bad >= 0 ? $"its host has the character '{host[bad]}'" : $"its host has {host.Length} characters",
                $"letters of ASCII, digits, '.', '-' and '_', at most {HostLengthMax}; no path",
                "http://db1.example.org:2379");
        }

        return colon < 0 ? (host, null) : (host, rest[(colon + 1)..]);
    }

    private static int PortOf(string endpoint, string port) =>
        int.TryParse(port, NumberStyles.None, CultureInfo.InvariantCulture, out int number)
            && number is >= IPEndPoint.MinPort + 1 and <= IPEndPoint.MaxPort
            ? number
            : throw Refused(endpoint, $"its port is '{port}'", "1 to 65535", $"http://127.0.0.1:{DefaultPort}");

    private static FormatException Refused(string endpoint, string why, string allowed, string type) =>
        new($"'{endpoint}' is not an endpoint of etcd: {why}. Allowed: {allowed}. Type for example {type}");
}
