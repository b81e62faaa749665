namespace ActorOrchestrator.Interop.Tests.Servers;

/// <summary>An etcd program to test against.</summary>
/// <param name="Path">Where it is, or its name on the PATH.</param>
internal sealed record EtcdBinary(string Path)
{
    private const string Variable = "AO_ETCD";

    /// <summary>Those that AO_ETCD names, separated as PATH is; without it, the one on the PATH.</summary>
    public static ImmutableArray<EtcdBinary> All
    {
        get
        {
            string named = Environment.GetEnvironmentVariable(Variable) ?? "";
            string[] paths = named.Split(
                System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
            return paths is [] ? [new("etcd")] : [.. paths.Select(path => new EtcdBinary(path))];
        }
    }

    /// <summary>The one that tests use which need only one.</summary>
    public static EtcdBinary First => All[0];

    /// <summary>The etcdctl that lies beside it, else the one on the PATH.</summary>
    public string Ctl
    {
        get
        {
            string? folder = System.IO.Path.GetDirectoryName(Path);
            string beside = System.IO.Path.Combine(folder ?? "", "etcdctl");
            return folder is { Length: > 0 } && File.Exists(beside) ? beside : "etcdctl";
        }
    }
}
