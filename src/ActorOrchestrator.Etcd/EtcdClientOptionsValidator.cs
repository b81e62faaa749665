namespace ActorOrchestrator.Etcd;

/// <summary>Options of a client cannot be right. The message has all errors, each with what to say instead.</summary>
public sealed class EtcdOptionsException : ArgumentException
{
    internal EtcdOptionsException(ImmutableArray<string> errors)
        : base(
            $"The options of the etcd client are not usable ({errors.Length} "
            + $"{(errors.Length == 1 ? "error" : "errors")}):"
            + string.Concat(errors.Select(error => $"{Environment.NewLine}  {error}"))) => Errors = errors;

    /// <summary>One sentence each.</summary>
    public ImmutableArray<string> Errors { get; }
}

/// <summary>Checks the options of a client, all at once.</summary>
internal static class EtcdClientOptionsValidator
{
    private const string Code = "AO-ETC-0500";

    public static void ThrowIfWrong(EtcdClientOptions options)
    {
        ImmutableArray<string> errors = [.. Errors(options)];
        if (!errors.IsEmpty)
        {
            throw new EtcdOptionsException(errors);
        }
    }

    private static IEnumerable<string> Errors(EtcdClientOptions o) =>
        Endpoints(o).Concat(Times(o)).Concat(Sizes(o)).Concat(Identity(o));

    private static IEnumerable<string> Endpoints(EtcdClientOptions o)
    {
        if (o.Endpoints.Count is 0 or > Limits.Endpoints)
        {
            yield return $"{Code}  Endpoints has {o.Endpoints.Count} entries. Allowed: 1 to {Limits.Endpoints}; "
                + "add EtcdEndpoint.Parse(\"http://127.0.0.1:2379\").";
        }

        foreach (EtcdEndpoint endpoint in o.Endpoints.Where(e => e.Host is "" || e.Port is < 1 or > 65_535))
        {
            yield return $"{Code}  Endpoint {endpoint} has no host or no port. Allowed: a name or address and a port "
                + "from 1 to 65535; say EtcdEndpoint.Parse(\"http://127.0.0.1:2379\").";
        }
    }

    private static IEnumerable<string> Times(EtcdClientOptions o)
    {
        var day = TimeSpan.FromDays(1);
        (string Name, TimeSpan Value, TimeSpan Least, TimeSpan Most, string Default)[] times =
        [
            (nameof(o.CallDeadline), o.CallDeadline, TimeSpan.FromMilliseconds(1), day, "5 s"),
            (nameof(o.ConnectTimeout), o.ConnectTimeout, TimeSpan.FromMilliseconds(10), TimeSpan.FromMinutes(5), "2 s"),
            (nameof(o.KeepAliveInterval), o.KeepAliveInterval, TimeSpan.FromSeconds(1), day, "10 s"),
            (nameof(o.KeepAliveTimeout), o.KeepAliveTimeout, TimeSpan.FromSeconds(0.1), TimeSpan.FromHours(1), "5 s"),
            (nameof(o.RefreshInterval), o.RefreshInterval ?? day, TimeSpan.FromSeconds(1), day, "null, which is never"),
        ];
        foreach ((string name, TimeSpan value, TimeSpan least, TimeSpan most, string usual) in times)
        {
            bool forEver = name is nameof(o.CallDeadline) && value == Timeout.InfiniteTimeSpan;
            if (!forEver && (value < least || value > most))
            {
                yield return $"{Code}  {name} = {value} is out of bounds. "
                    + $"Allowed: {least} to {most}; {usual} is the default.";
            }
        }
    }

    private static IEnumerable<string> Sizes(EtcdClientOptions o)
    {
        if (o.MaxSendBytes < 1024)
        {
            yield return $"{Code}  MaxSendBytes = {o.MaxSendBytes} is below 1024. Allowed: 1024 to {int.MaxValue}; "
                + "2097152 is the default.";
        }

        if (o.MaxReceiveBytes < 64 * 1024)
        {
            yield return $"{Code}  MaxReceiveBytes = {o.MaxReceiveBytes} is below 65536. Allowed: 65536 to "
                + $"{int.MaxValue}, which is the default.";
        }
    }

    private static IEnumerable<string> Identity(EtcdClientOptions o)
    {
        if (o.Password is not null && string.IsNullOrEmpty(o.User))
        {
            yield return $"{Code}  Password is set, and User is not. Say User = \"root\", or leave the password out.";
        }

        EtcdTlsOptions tls = o.Tls;
        if (tls.CertificateFile is null != tls.KeyFile is null)
        {
            yield return $"{Code}  Tls has a certificate without a key, or a key without a certificate. Say both "
                + "CertificateFile and KeyFile, or none.";
        }

        foreach (string file in new[] { tls.CaFile, tls.CertificateFile, tls.KeyFile }.OfType<string>())
        {
            if (!File.Exists(file))
            {
                yield return $"{Code}  Tls names {file}, which is not there. "
                    + "Say a PEM file that this process can read.";
            }
        }
    }
}
