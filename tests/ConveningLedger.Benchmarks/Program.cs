using System.CommandLine;
using System.Diagnostics;
using ConveningLedger.Benchmarks;
using ConveningLedger.Benchmarks.Comparisons;
using ConveningLedger.Benchmarks.Running;
using ConveningLedger.Server.Postgres;

// Everything that is measured side by side; each can be run alone by its name.
(string Name, Func<Ground, Task> Run)[] comparisons =
[
    ("recording", Recording.Run),
    ("importing", Importing.Run),
    ("framing", Framing.Run),
    ("telling", Telling.Run),
    ("rebuilding", Rebuilding.Run),
    ("memory", Standing.Memory),
    ("start", Standing.Start),
    ("growth", Growing.Run),
    ("micro", Micro.Run),
];

switch (args)
{
    // What is measured beside the ledger runs in processes of its own.
    case ["floor", var url]:
        FloorApp.Serve(url, Environment.GetEnvironmentVariable("FLOOR_DATABASE")!);
        return 0;
    case ["empty", var url]:
        FloorApp.Empty(url);
        return 0;
}

var sizes = new Sizes();
var names = new Argument<string[]>("names") { Description = $"What to measure: {string.Join(", ", comparisons.Select(one => one.Name))}. Absent: all of it.", Arity = ArgumentArity.ZeroOrMore };
var server = new Option<FileInfo>("--server") { Description = "The published server.", Required = true };
var peers = new Option<DirectoryInfo>("--peers") { Description = "The folder of the peers.", Required = true };
var json = new Option<FileInfo?>("--json") { Description = "Writes the figures there, too." };
var plot = new Option<FileInfo?>("--plot") { Description = "Draws how costs grow there, as SVG." };
var explain = new Option<FileInfo?>("--explain") { Description = "Writes PostgreSQL's plan of the peer's as-of function there." };
var rounds = new Option<int>("--rounds") { Description = "How many turns each side has.", DefaultValueFactory = _ => sizes.Rounds };
var seconds = new Option<double>("--seconds") { Description = "How long a turn of asking takes.", DefaultValueFactory = _ => sizes.Turn.TotalSeconds };
var clients = new Option<int>("--clients") { Description = "How many clients ask at once where many do.", DefaultValueFactory = _ => sizes.Clients };
var usual = new Option<int>("--entries") { Description = "How long the usual history is.", DefaultValueFactory = _ => sizes.Usual };
var most = new Option<int>("--long") { Description = "How long the long history is, which is imported too.", DefaultValueFactory = _ => sizes.Long };
var longest = new Option<int>("--longest") { Description = "How long the history is whose import is measured for its memory.", DefaultValueFactory = _ => sizes.Longest };
var command = new RootCommand("Measures the ledger beside its floors and its peers.") { names, server, peers, json, plot, explain, rounds, seconds, clients, usual, most, longest };
command.SetAction(async (parsed, stop) =>
{
    var chosen = parsed.GetValue(names)!;
    if (chosen.Except(comparisons.Select(one => one.Name)).FirstOrDefault() is { } unknown)
    {
        await Console.Error.WriteLineAsync($"There is no '{unknown}' to measure. Accepted: {string.Join(", ", comparisons.Select(one => one.Name))}.");
        return 2;
    }
    Peers.Folder = parsed.GetValue(peers)!.FullName;
    Peers.Explained = parsed.GetValue(explain)?.FullName;
    var folder = Directory.CreateTempSubdirectory("ledger-bench-").FullName;
    try
    {
        await using var postgres = await EmbeddedPostgres.StartAsync(new(folder), line => Console.Error.WriteLine(line), stop);
        await using var ground = new Ground(postgres, parsed.GetValue(server)!.FullName, folder, sizes with
        {
            Rounds = parsed.GetValue(rounds),
            Turn = TimeSpan.FromSeconds(parsed.GetValue(seconds)),
            Clients = parsed.GetValue(clients),
            Usual = parsed.GetValue(usual),
            Long = parsed.GetValue(most),
            Longest = parsed.GetValue(longest),
        }, line => Console.Error.WriteLine(line));
        foreach (var (name, run) in comparisons.Where(one => chosen.Length == 0 || chosen.Contains(one.Name)))
        {
            stop.ThrowIfCancellationRequested();
            ground.Say($"— {name}");
            var watch = Stopwatch.StartNew();
            await run(ground);
            ground.Say($"{name} took {watch.Elapsed.TotalSeconds:0} s");
        }
        Report.Print(ground.Rows);
        if (parsed.GetValue(json) is { } file)
            await File.WriteAllTextAsync(file.FullName, Report.AsJson(ground.Rows, ground.Growths), stop);
        if (parsed.GetValue(plot) is { } picture && ground.Growths.Count > 0)
            await File.WriteAllTextAsync(picture.FullName, Plots.Draw(ground.Growths), stop);
        return 0;
    }
    finally
    {
        Directory.Delete(folder, recursive: true);
    }
});
return await command.Parse(args).InvokeAsync();
