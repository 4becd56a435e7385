using ConveningLedger.Build;
using ConveningLedger.Server.Postgres;

// Every step of building, running and testing is one line here, and can be run alone.
Step[] steps =
[
    new("run", "builds the server and runs it here, until Ctrl-C; ARGS go to the server", Server.RunAsync),
    new("test", "builds everything and runs every test; ARGS go to the test programs (-class NAME)", Tests.RunAsync),
    new("bench", "measures the ledger beside its floors and its peers; ARGS say what and how much", Bench.RunAsync),
    new("fuzz", "tries whatever is read from outside with what nobody would write; ARGS: how many seconds each, and a seed", Tests.FuzzAsync),
    new("container-check", "checks docker/ where no engine runs: its paths, settings and ports, and the published server as the containers run it", Tests.CheckContainersAsync),
    new("ledger", "the command line of the ledger: ./build.sh ledger import FILE…", Server.CommandAsync),
    new("build", "builds everything", Compilation.BuildAllAsync),
    new("web", "builds the pages", Web.BuildAsync),
    new("restore", "fetches the packages", Compilation.RestoreAsync),
    new("schema", "prints the contracts in schema/ anew", Server.PrintSchemaAsync),
    new("clean", "removes what was built; keeps the data", Compilation.CleanAsync),
    new("help", "lists these words", _ => Task.FromResult(0)),
];

var word = args.FirstOrDefault() ?? "help";
if (word is "help" or "-h" or "--help")
{
    Console.WriteLine($"Usage: ./build.sh WORD [ARGS]\n\n{Lines()}");
    return 0;
}
if (steps.FirstOrDefault(step => step.Word == word) is not { } chosen)
{
    Console.Error.WriteLine($"There is no \"{word}\". The words are:\n\n{Lines()}");
    return 2;
}
try
{
    return await chosen.Do(args[1..]);
}
catch (Exception e) when (e is StepFailedException or EmbeddedPostgresException)
{
    Console.Error.WriteLine(e.Message);
    return 1;
}

string Lines() => string.Join('\n', steps.Select(step => $"  {step.Word,-15} {step.Summary}"));

/// <summary>One word of the command line.</summary>
sealed record Step(string Word, string Summary, Func<string[], Task<int>> Do);
