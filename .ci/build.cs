#:property PublishAot=false
using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.RegularExpressions;
using System.Xml.Linq;

// The one program behind build.sh, build.ps1 and .ci/run, so that they cannot drift apart.
const string Solution = "ActorOrchestrator.sln";
const string Sample = "samples/01-HelloActors";
const string Choice = ".akka-runtime";
const string Results = "artifacts/test-results";
const string AkkaApi = "../shared/akka-api";
const string Published = "artifacts/api";
const string Help = """
    usage: ./build.sh [--akka=nuget|local] [target...]      targets run in the order given; without one: build

      run [argument...]     builds and starts the sample; the arguments are the sample's
      test                  builds and runs all tests; --unit leaves out what is slow or needs etcd,
                            --filter EXPRESSION runs what dotnet test selects by it
      bench [argument...]   runs the benchmarks; the arguments are BenchmarkDotNet's
      pack                  packs what is packable into artifacts/packages
      format                checks the formatting; --fix repairs it
      api                   checks that Akka.Local's public API is a subset of Akka.NET's
      install               installs the Debian packages that the tests need
      restore, build, help
    """;

XNamespace trxSchema = "http://microsoft.com/schemas/VisualStudio/TeamTest/2010";
string dotnet = Environment.GetEnvironmentVariable("DOTNET_HOST_PATH") ?? "dotnet";
string? akka = null, filter = null;
bool unit = false, fix = false, interrupted = false;
string[] passedOn = [];
Process? child = null;
List<string> asked = [];
Dictionary<string, Func<int>[]> targets = new()
{
    ["run"] = [Restore, BuildSample, Run],
    ["test"] = [Restore, Build, Install, Test],
    ["bench"] = [Restore, Bench],
    ["pack"] = [Restore, Pack],
    ["format"] = [Restore, Format],
    ["api"] = [Restore, Build, Api],
    ["install"] = [Install],
    ["restore"] = [Restore],
    ["build"] = [Restore, Build],
    ["help"] = [() => Say(Help)],
};

for (int i = 0; i < args.Length; i++)
{
    switch (args[i])
    {
        case "run" or "bench": // What follows is for the program, with or without the dashes that usually separate it.
            asked.Add(args[i]);
            passedOn = args[(i + 1)..] is ["--", .. var rest] ? rest : args[(i + 1)..];
            i = args.Length;
            break;
        case "--unit": unit = true; break;
        case "--fix": fix = true; break;
        case "--filter" when i + 1 < args.Length: filter = args[++i]; break;
        case ['-', ..] text when text.Split('=') is ["--akka" or "-p:AkkaRuntime", var value]: akka = value; break;
        case ['-', ..] option: return Fail($"Unknown option '{option}': type ./build.sh help.", exit: 2);
        case var target when targets.ContainsKey(target): asked.Add(target); break;
        case var target:
            return Fail($"Unknown target '{target}'; the targets are {string.Join(", ", targets.Keys)}.", exit: 2);
    }
}

// Ctrl+C reaches the child by itself. This process only has to outlive it, to hand on its exit code.
Console.CancelKeyPress += (_, pressed) => pressed.Cancel = interrupted = true;

// SIGTERM reaches this process alone: it is passed on, and the child's end is waited for as usual.
using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, signal =>
{
    if (child is { } running && !OperatingSystem.IsWindows())
    {
        signal.Cancel = true;
        Process.Start("kill", ["-TERM", $"{running.Id}"]);
    }
});

// Targets share steps; each step is done once.
return InTurn([.. asked.DefaultIfEmpty("build").SelectMany(target => targets[target]).Distinct()]);

// Order of choice: the command line, the environment, what was remembered; else the packages if they restore, and the
// stand-in if they do not exist.
int Restore()
{
    string remembered = File.Exists(Choice) ? File.ReadAllText(Choice).Trim() : "";
    string fromEnvironment = Environment.GetEnvironmentVariable("AkkaRuntime") ?? "";
    string chosen = akka ?? (fromEnvironment is "" ? remembered : fromEnvironment);
    if (chosen is not ("" or "nuget" or "local"))
    {
        return Fail($"Unknown Akka runtime '{chosen}': type --akka=nuget or --akka=local.", exit: 2);
    }

    string runtime = chosen is "" ? "nuget" : chosen;
    (int exit, string output) = RestoreWith(runtime);

    // Only a package that does not exist is a reason for the stand-in: a broken network must not change the runtime.
    if (exit != 0 && chosen is "" && Regex.IsMatch(output, @"NU110[123]: [^.]*\bAkka\b"))
    {
        Say("Akka runtime: local (the Akka packages cannot be restored here; --akka=nuget shows why).");
        runtime = "local";
        (exit, output) = RestoreWith(runtime);
    }

    // The environment is the choice of one shell; what was asked for or found out is the choice of this checkout.
    if (exit == 0 && (akka is not null || fromEnvironment is ""))
    {
        File.WriteAllText(Choice, runtime + "\n");
    }

    return exit == 0 ? 0 : Fail(output.Trim(), exit);
}

(int Exit, string Output) RestoreWith(string runtime)
{
    Environment.SetEnvironmentVariable("AkkaRuntime", runtime); // MSBuild reads it as a property, in every child.
    return Capture("restore", Solution, "--nologo", "-v", "q");
}

int Build() => Compile(Solution);

int BuildSample() => Compile(Sample);

// Not dotnet build: its summary would stand above what the sample or the tests print.
int Compile(string what) => Dotnet("msbuild", what, "-nologo", "-v:q");

int Run() => Dotnet(["run", "--project", Sample, "--no-build", "--", .. passedOn]);

int Bench() => Dotnet(["run", "-c", "Release", "--project", "tests/Benchmarks", "--", .. passedOn]);

// One run for each project: so a project that crashes, or finds nothing to run, is seen.
int Test()
{
    Directory.CreateDirectory(Results).Delete(recursive: true); // Results of an earlier run must not be counted.
    int exit = 0, passed = 0, failed = 0, skipped = 0;
    string[] selected = filter is null ? [] : ["--filter", filter];
    foreach (string project in Projects("tests", "IsTestProject", LeftOut()).TakeWhile(_ => !interrupted))
    {
        string name = Path.GetFileNameWithoutExtension(project);
        string trx = Path.Combine(Results, name + ".trx");
        int ended = Dotnet(["test", project, "--no-build", "--nologo", "--results-directory", Results, .. selected,
            "--logger", $"trx;LogFileName={name}.trx", "--blame-hang-timeout", "5m", "--blame-hang-dump-type", "none"]);
        XElement? results = File.Exists(trx) ? XDocument.Load(trx).Root : null;
        int Count(string counter) => (int?)results?.Descendants(trxSchema + "Counters").First().Attribute(counter) ?? 0;
        passed += Count("passed");
        failed += Count("failed");
        skipped += Count("total") - Count("executed");
        bool silent = filter is null && Count("total") == 0;
        exit = silent ? Fail($"{name} produced no results.") : ended == 0 ? exit : ended;
    }

    exit = passed + failed == 0 ? Fail("No test ran.") : exit;
    Say($"{passed} passed, {failed} failed{(skipped > 0 ? $", {skipped} skipped" : "")}");
    return exit;
}

string[] LeftOut() => unit ? ["NeedsEtcd", "SlowTests"] : [];

int Pack()
{
    string[] packable = Projects("src", "IsPackable");
    return packable is []
        ? Say("Nothing to pack: no project says IsPackable yet.")
        : InTurn([.. packable.Select<string, Func<int>>(project =>
            () => Dotnet("pack", project, "-c", "Release", "--no-restore", "--nologo", "-o", "artifacts/packages"))]);
}

// The solution does not hold this file, so its folder is named.
int Format()
{
    string[] verify = fix ? [] : ["--verify-no-changes"];
    return InTurn(
        () => Dotnet(["format", Solution, "--no-restore", .. verify]),
        () => Dotnet(["format", "whitespace", ".ci", "--folder", .. verify]));
}

// Published, because the check loads the assemblies together with what they reference.
int Api() => !Directory.Exists(AkkaApi)
    ? Say($"API check left out: {AkkaApi} is not beside this checkout.")
    : InTurn(
        () => Dotnet("publish", "src/Akka.Local.TestKit", "-c", "Debug", "--no-build", "--nologo", "-o", Published),
        () => Dotnet("run", "--file", $"{AkkaApi}/api.cs", "--", "check", $"{AkkaApi}/1.5.30",
            $"{Published}/Akka.Local.dll", $"{Published}/Akka.Local.TestKit.dll"));

// Test projects say <NeedsEtcd>true</NeedsEtcd>; as long as none does, nothing is installed.
int Install()
{
    (string Tool, string Package)[] etcd = [("etcd", "etcd-server"), ("etcdctl", "etcd-client")];
    string[] missing = [.. etcd.Where(e => !OnPath(e.Tool)).Select(e => e.Package)];
    if (missing is [] || Projects("tests", "NeedsEtcd", LeftOut()) is [])
    {
        return 0;
    }

    string[] root = Environment.IsPrivilegedProcess ? ["env"] : ["sudo", "-n", "env"]; // -n: asks for no password.
    string[] apt = [.. root, "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-y"];
    bool installed = OnPath("apt-get") && OnPath(apt[0])
        && InTurn(() => Start([.. apt, "update"]), () => Start([.. apt, "install", .. missing])) == 0;
    string type = $"sudo apt-get install {string.Join(' ', missing)}";
    return installed ? 0 : Fail($"etcd is missing: type \"{type}\", then repeat.");
}

bool OnPath(string tool) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
    .Any(folder => File.Exists(Path.Combine(folder, tool)) || File.Exists(Path.Combine(folder, tool + ".exe")));

// MSBuild is asked, because what a project is may depend on the Akka runtime.
string[] Projects(string folder, string wanted, params string[] unwanted)
{
    // Nullable only keeps the question from being about one property: the answer to that has another form.
    string question = $"-getProperty:{string.Join(',', [wanted, .. unwanted, "Nullable"])}";
    bool Is(string answer, string name) => Regex.IsMatch(answer, $"\"{name}\": \"true\"", RegexOptions.IgnoreCase);
    return [.. Directory.GetDirectories(folder).SelectMany(f => Directory.GetFiles(f, "*.csproj")).Order()
        .AsParallel().AsOrdered().Select(path => (path, answer: Capture("msbuild", path, question).Output))
        .Where(p => Is(p.answer, wanted) && !unwanted.Any(u => Is(p.answer, u))).Select(p => p.path)];
}

int InTurn(params Func<int>[] steps) => steps.Select(step => step()).FirstOrDefault(exit => exit != 0);

int Dotnet(params string[] arguments) => Start([dotnet, .. arguments]);

int Start(string[] command)
{
    using Process process = child = Process.Start(command[0], command[1..]);
    process.WaitForExit();
    child = null;
    return process.ExitCode;
}

(int Exit, string Output) Capture(params string[] arguments)
{
    using Process process = Process.Start(new ProcessStartInfo(dotnet, arguments) { RedirectStandardOutput = true })!;
    string output = process.StandardOutput.ReadToEnd();
    process.WaitForExit();
    return (process.ExitCode, output);
}

int Say(string text)
{
    Console.WriteLine(text);
    return 0;
}

int Fail(string sentence, int exit = 1)
{
    Console.Error.WriteLine(sentence);
    return exit;
}
