using System.Text.Json;
using System.Xml.Linq;

namespace ConveningLedger.Build;

/// <summary>Runs every test program and adds up what they report.</summary>
static class Tests
{
    // What a developer has set for a server of their own is not to reach the tests.
    static readonly string[] Foreign =
    [
        "LEDGER_DATA", "LEDGER_URL", "LEDGER_TOKEN", "LEDGER_SERVER_DLL", "ASPNETCORE_URLS", "ASPNETCORE_ENVIRONMENT", "ConnectionStrings__Ledger",
    ];

    public static Task<int> RunAsync(string[] arguments) => RunAsync(arguments, asDeployed: arguments.Length == 0);

    static async Task<int> RunAsync(string[] arguments, bool asDeployed)
    {
        await Console.Error.WriteLineAsync("Building everything …");
        await Compilation.BuildAllQuietlyAsync();
        var projects = Directory.GetFiles(Repository.At("tests"), "*.csproj", SearchOption.AllDirectories)
            .Where(file => File.ReadAllText(file).Contains("<IsTestProject>true", StringComparison.Ordinal))
            .Select(file => Path.GetDirectoryName(file)!).Order(StringComparer.Ordinal).ToList();
        if (projects.Find(project => !File.Exists(Repository.Program(project))) is { } missing)
            throw new StepFailedException($"{missing} was not built. Is the project in ConveningLedger.sln?");

        foreach (var name in Foreign)
            Environment.SetEnvironmentVariable(name, null);
        var postgres = await Prerequisites.PostgresAsync();
        Environment.SetEnvironmentVariable("LEDGER_POSTGRES_BINARIES", postgres.Folder);
        Environment.SetEnvironmentVariable("LEDGER_POSTGRES_TOOLS", await Prerequisites.PostgresToolsAsync(postgres));
        // With words of one's own for what to run no pages are looked at.
        if (arguments.Length == 0)
            Environment.SetEnvironmentVariable("LEDGER_CHROMIUM", await Prerequisites.ChromiumAsync());
        if (asDeployed)
            await PublishAsync();

        var sum = arguments.Length > 0 ? await InTurnAsync(projects, arguments) : await BesideAsync(projects);
        if (Terminal.WasStopped)
            throw new StepFailedException("Stopped.");

        if (sum.Passed + sum.Failed == 0)
            await Console.Error.WriteLineAsync("No test has run.");
        // Once more at the end, for whoever has the last lines only.
        foreach (var failure in sum.Failures)
            Console.WriteLine($"failed: {failure}");
        Console.WriteLine($"{sum.Passed} passed, {sum.Failed} failed{(sum.Skipped > 0 ? $", {sum.Skipped} skipped" : "")}");
        return sum.Failed > 0 || sum.Passed == 0 ? 1 : 0;
    }

    /// <summary>Tries the readers for longer than the tests do: from a seed that is told, or that is given.</summary>
    public static Task<int> FuzzAsync(string[] arguments)
    {
        const string usually = "60";
        Environment.SetEnvironmentVariable("LEDGER_FUZZ_SECONDS", arguments.ElementAtOrDefault(0) ?? usually);
        Environment.SetEnvironmentVariable("LEDGER_FUZZ_SEED", arguments.ElementAtOrDefault(1));
        return RunAsync(["-class", "*.Fuzzing.*", "-showLiveOutput"]);
    }

    /// <summary>Checks what stands in <c>docker/</c>, as far as that goes without an engine of containers.</summary>
    public static Task<int> CheckContainersAsync(string[] arguments) => RunAsync(["-class", "*.RunningInContainers", "-showLiveOutput", .. arguments]);

    /// <summary>Runs more schedules of faults than the tests do: from a seed that is told, or that is given.</summary>
    public static Task<int> FaultsAsync(string[] arguments)
    {
        const string usually = "500";
        Environment.SetEnvironmentVariable("LEDGER_FAULT_SCHEDULES", arguments.ElementAtOrDefault(0) ?? usually);
        Environment.SetEnvironmentVariable("LEDGER_FAULT_SEED", arguments.ElementAtOrDefault(1));
        return RunAsync(["-class", "*.Faults.*", "-showLiveOutput"], asDeployed: true);
    }

    /// <summary>Runs three nodes behind a proxy for longer than the tests do, and tells what was recorded, killed and sent again.</summary>
    public static Task<int> NodesAsync(string[] arguments)
    {
        const string usually = "120";
        Environment.SetEnvironmentVariable("LEDGER_NODES_SECONDS", arguments.ElementAtOrDefault(0) ?? usually);
        return RunAsync(["-class", "*.Nodes.RunningThreeNodes", "-diagnostics"], asDeployed: true);
    }

    /// <summary>Has the tests start the server as it is deployed.</summary>
    static async Task PublishAsync()
    {
        await Console.Error.WriteLineAsync("Publishing the server …");
        Environment.SetEnvironmentVariable("LEDGER_SERVER_DLL", await Compilation.PublishQuietlyAsync(Repository.At("tests", "ConveningLedger.Server.Tests", "obj", "published")));
    }

    /// <summary>Those of .NET, one after the other: the others have words of their own for what to run.</summary>
    static async Task<Counts> InTurnAsync(List<string> projects, string[] arguments)
    {
        var sum = Counts.None;
        foreach (var project in projects.TakeWhile(_ => !Terminal.WasStopped))
            sum += await RunAsync(project, arguments);
        return sum;
    }

    /// <summary>All. Those that ask the server mostly wait, for nodes and for PostgreSQL; beside them the others are run, which are told of when they have ended.</summary>
    static async Task<Counts> BesideAsync(List<string> projects)
    {
        var longest = projects.Single(project => project.EndsWith("Server.Tests", StringComparison.Ordinal));
        var others = Others();
        return await RunAsync(longest, []) + await others;

        async Task<Counts> Others()
        {
            var sum = Counts.None;
            var all = projects.Where(project => project != longest).Select(project => (Func<TextWriter, Task<Counts>>)(said => RunAsync(project, [], said)))
                .Concat(NpmProjects().Select(project => (Func<TextWriter, Task<Counts>>)(said => RunNpmAsync(project, said))));
            foreach (var run in all.TakeWhile(_ => !Terminal.WasStopped))
            {
                using var said = new StringWriter();
                sum += await run(said);
                Console.Write(said);
            }
            return sum;
        }
    }

    static async Task<Counts> RunAsync(string project, string[] arguments, TextWriter? said = null)
    {
        var program = Repository.Program(project);
        var results = Path.Combine(project, "obj", "results.xml");
        File.Delete(results);
        string[] plain = Console.IsOutputRedirected || said is not null ? ["-noColor"] : [];
        var status = await Terminal.RunAsync(
            [Compilation.Dotnet, program, "-noLogo", .. plain, "-result-xml", results, .. arguments], Repository.Root, said);

        return Judge(project, status, File.Exists(results) ? Count(XElement.Load(results)) : Counts.None);
    }

    // One that crashed, was interrupted, or did not understand an argument is no success, whatever was counted before.
    static Counts Judge(string project, int status, Counts counts) => status == 0 || counts.Failed > 0
        ? counts
        : counts with { Failed = 1, Failures = [$"{Path.GetFileName(project)} ended with status {status}"] };

    /// <summary>Those of the page's functions, and of what is asked from outside.</summary>
    static IEnumerable<string> NpmProjects() => Directory.GetDirectories(Repository.At("tests")).Append(Repository.At("src", "ConveningLedger.Web"))
        .Where(folder => File.Exists(Path.Combine(folder, "run.mjs"))).Order(StringComparer.Ordinal);

    /// <summary>Runs a project of npm: its <c>run.mjs</c> writes how many passed, failed and were skipped.</summary>
    static async Task<Counts> RunNpmAsync(string project, TextWriter said)
    {
        await Npm.InstallAsync(project);
        var results = Path.Combine(project, "node_modules", ".results.json");
        File.Delete(results);
        var status = await Terminal.RunAsync(["node", "run.mjs", "--results", results], project, said);
        return Judge(project, status, File.Exists(results) ? Count(JsonDocument.Parse(await File.ReadAllTextAsync(results)).RootElement) : Counts.None);
    }

    static Counts Count(JsonElement results) => new(
        results.GetProperty("passed").GetInt32(), results.GetProperty("failed").GetInt32(), results.GetProperty("skipped").GetInt32(),
        [.. results.GetProperty("failures").EnumerateArray().Select(failure => failure.GetString()!)]);

    static Counts Count(XElement results)
    {
        return new Counts(Sum("passed"), Sum("failed") + Sum("errors"), Sum("skipped"), [.. results.Descendants("failure").Select(Told)]);

        int Sum(string attribute) => results.Elements("assembly").Sum(assembly => (int)assembly.Attribute(attribute)!);

        static string Told(XElement failure)
        {
            const int most = 600;
            var message = (failure.Element("message")?.Value ?? "").ReplaceLineEndings(" ");
            return $"{(string?)failure.Parent!.Attribute("name") ?? failure.Parent.Name.LocalName}: {message[..Math.Min(message.Length, most)]}";
        }
    }

    readonly record struct Counts(int Passed, int Failed, int Skipped, IReadOnlyList<string> Failures)
    {
        public static readonly Counts None = new(0, 0, 0, []);

        public static Counts operator +(Counts a, Counts b) =>
            new(a.Passed + b.Passed, a.Failed + b.Failed, a.Skipped + b.Skipped, [.. a.Failures, .. b.Failures]);
    }
}
