using System.Globalization;
using System.Runtime.InteropServices;
using Benchmarks;
using Benchmarks.Etcd;

// One run: every figure with its limit and with a peer, so that two machines can be compared.
CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
string runtime = typeof(Akka.Actor.ActorSystem).Assembly.GetName().Name!;
Console.WriteLine($"{Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, runtime {runtime}");
switch (args)
{
    case [] or ["actors"]:
        Console.WriteLine($"{"",-28}{"median",14}{"best",14}  {"unit",-9}{"limit",12}{"ratio",8}");
        foreach (Measurement m in PeerBenchmarks.Run().Concat(ActorBenchmarks.Run()))
        {
            Console.WriteLine($"{m.Name,-28}{m.Value,14:N1}{m.Best,14:N1}  {m.Unit,-9}{m.Limit,12:N0}{m.Ratio,8:N2}");
        }

        return 0;
    case ["etcd-client"]:
        await EtcdClientBenchmarks.RunAsync();
        return 0;
    default:
        Console.Error.WriteLine($"Unknown benchmark '{string.Join(' ', args)}': type actors or etcd-client.");
        return 2;
}
