using System.Globalization;
using System.Runtime.InteropServices;
using Benchmarks;

// One run: every figure with its limit and with a peer, so that two machines can be compared.
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture,
    $"{Environment.ProcessorCount} cores, {RuntimeInformation.FrameworkDescription}, Akka runtime: {typeof(Akka.Actor.ActorSystem).Assembly.GetName().Name}"));
Console.WriteLine($"{"",-28}{"median",14}{"best",14}  {"unit",-9}{"limit",12}{"ratio",8}");
foreach (Measurement measured in PeerBenchmarks.Run().Concat(ActorBenchmarks.Run()))
{
    Console.WriteLine(string.Create(
        CultureInfo.InvariantCulture,
        $"{measured.Name,-28}{measured.Value,14:N1}{measured.Best,14:N1}  {measured.Unit,-9}{measured.Limit,12:N0}{measured.Ratio,8:N2}"));
}
