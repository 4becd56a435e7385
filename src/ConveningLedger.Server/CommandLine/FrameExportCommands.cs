using System.CommandLine;
using ConveningLedger.Server.Access;
using ConveningLedger.Ledger;
using ConveningLedger.LongGame;
using ConveningLedger.Store.Interchange;

namespace ConveningLedger.Server.CommandLine;

/// <summary><c>export-series SLUG</c> and <c>export-network SLUG</c></summary>
static class FrameExportCommands
{
    public static Command Series()
    {
        var measures = new Option<string[]>("--measure") { AllowMultipleArgumentsPerToken = true, Description = $"Of these measures only: {string.Join(", ", ValueNames.Of(typeof(Measure)).All)}." };
        var subject = new Option<string?>("--subject") { Description = "Of one subject only: a key that the measures are of." };
        var command = Make("export-series", "Writes the points of measures as comma-separated values.", (exports, parsed) =>
        {
            var asked = (parsed.GetValue(measures) ?? []).Select(name => (name, Value: ValueNames.Of(typeof(Measure)).ValueOf(name.ToUpperInvariant()))).ToArray();
            return asked.FirstOrDefault(pair => pair.Value is null) is { name: { } unknown }
                ? (null, $"--measure: There is no measure '{unknown}'. Accepted: {string.Join(", ", ValueNames.Of(typeof(Measure)).All)}.")
                : ((exports.Series(asked.Length == 0 ? null : [.. asked.Select(pair => (Measure)pair.Value!)], parsed.GetValue(subject)), exports.FileName("series", ".csv")), null);
        });
        command.Options.Add(measures);
        command.Options.Add(subject);
        return command;
    }

    public static Command Network()
    {
        var format = new Option<string>("--format") { DefaultValueFactory = _ => "gexf", Description = "gexf (opens in Gephi) or edges (a list of edges as comma-separated values)." };
        format.AcceptOnlyFromAmong("gexf", "edges");
        var command = Make("export-network", "Writes the landscape and power of an endeavour at a moment as a network.", (exports, parsed) => parsed.GetValue(format) == "edges"
            ? ((exports.Edges(), exports.FileName("edges", ".csv")), null)
            : ((exports.Network(), exports.FileName("network", ".gexf")), null));
        command.Options.Add(format);
        return command;
    }

    static Command Make(string name, string description, Func<FrameExports, ParseResult, ((string Text, string FileName)? File, string? Refused)> export)
    {
        var moment = new AskedMoment();
        var output = new Option<string?>("--output", "-o") { Description = "The file to write; in a folder it gets a name that says endeavour, moment and circle; absent: standard output." };
        var command = new Command(name, description) { output };
        moment.AddTo(command);
        command.SetAction((parsed, stop) => Commands.WithStore(async services =>
        {
            if (await moment.Read(parsed, services, stop) is not { } frame)
                return 1;
            var (file, refused) = export(new(frame, Viewers.Local.Subject), parsed);
            if (file is not { } made)
            {
                await Console.Error.WriteLineAsync(refused);
                return 1;
            }
            if (parsed.GetValue(output) is not { } path)
                await Console.Out.WriteAsync(made.Text);
            else
                await File.WriteAllTextAsync(Directory.Exists(path) ? Path.Combine(path, made.FileName) : path, made.Text, stop);
            return 0;
        }, stop));
        return command;
    }
}
