using System.CommandLine;
using ConveningLedger.Server.Access;
using ConveningLedger.Store.Interchange;
using ConveningLedger.Time;
using Spectre.Console;

namespace ConveningLedger.Server.CommandLine;

/// <summary><c>import FILE…</c></summary>
static class ImportCommand
{
    public static Command Make()
    {
        var files = new Argument<string[]>("FILE") { Arity = ArgumentArity.OneOrMore, Description = "Files of entries: JSON Lines (.jsonl, .jsonl.gz) or sheets (.csv, .csv.gz)." };
        var keepGoing = new Option<bool>("--keep-going") { Description = "Record the good lines of an endeavour though others are refused." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only check, and show what stands where, why it is refused and what would be accepted." };
        var report = new Option<string?>("--report") { Description = "Write every refusal into this sheet (.csv): file, row, column, cell, reason, what would be accepted, suggestion." };
        var endeavour = new Option<string?>("--endeavour") { Description = "The endeavour of the rows of a sheet that do not say it." };
        var kind = new Option<string?>("--kind") { Description = "The kind of the rows of a sheet that do not say it: FieldNoteTaken, for field notes." };
        var command = new Command("import", "Records entries from files. All or nothing for each endeavour; what is recorded already is left alone.") { files, keepGoing, dryRun, report, endeavour, kind };
        command.SetAction((parsed, stop) => Commands.WithStore(
            async services =>
            {
                using var sheet = parsed.GetValue(report) is { } path ? new RefusalSheet(path) : null;
                return await Run(services.GetRequiredService<Import>(), parsed.GetRequiredValue(files), new(Viewers.Local)
                {
                    KeepGoing = parsed.GetValue(keepGoing),
                    DryRun = parsed.GetValue(dryRun),
                    Endeavour = parsed.GetValue(endeavour),
                    Kind = parsed.GetValue(kind),
                    OnRefusal = sheet is null ? null : sheet.Add,
                }, stop);
            }, stop));
        return command;
    }

    static async Task<int> Run(Import import, string[] files, ImportOptions options, CancellationToken stop)
    {
        if (files.FirstOrDefault(file => !File.Exists(file)) is { } missing)
        {
            await Console.Error.WriteLineAsync($"There is no file {missing}.");
            return 1;
        }
        var report = await WithProgress(progress => import.RunAsync(files, options, progress, stop));
        await Console.Error.WriteAsync(string.Concat(report.Refusals.Select(Told)));
        if (report.RefusalCount > report.Refusals.Count)
            await Console.Error.WriteLineAsync($"… and {report.RefusalCount - report.Refusals.Count} more.");
        foreach (var endeavour in report.Endeavours)
            Console.WriteLine(Summary(endeavour, report.IsDryRun));
        if (report.Unassigned > 0)
            Console.WriteLine($"{report.Unassigned} lines of no endeavour that could be read");
        Console.WriteLine(
            $"{(report.IsDryRun ? "Checked" : "Imported")} {report.Lines} lines: {report.Recorded} recorded, {report.AlreadyRecorded} recorded before, {report.Refused} refused.");
        return report.IsClean ? 0 : 1;
    }

    /// <summary>A refusal for somebody at a spreadsheet: where, what stands there, why not, and what to write instead.</summary>
    static string Told(LineRefusal refused)
    {
        if (refused.Cell is not { } cell)
            return $"{refused}\n";
        var suggestion = refused.Refusal.Nearest.Count > 0 ? $"\n    Perhaps: {string.Join(" or ", refused.Refusal.Nearest)}" : "";
        return $"""
            {refused.File}, row {refused.Line}, column {cell.Column} ({cell.Header}): {(cell.Text.Length == 0 ? "empty" : $"“{Wording.Shortened(cell.Text, 12)}”")}
                {refused.Refusal.Message} Accepted: {refused.Refusal.Accepted}.{suggestion}

            """;
    }

    static string Summary(ImportedEndeavour endeavour, bool isDryRun)
    {
        var text = $"{endeavour.Endeavour}: {endeavour.Lines} lines, {endeavour.Recorded} recorded";
        if (isDryRun)
            text += $" ({endeavour.Accepted} would be)";
        if (endeavour.AlreadyRecorded > 0)
            text += $", {endeavour.AlreadyRecorded} recorded before";
        if (endeavour.Refused > 0)
            text += $", {endeavour.Refused} refused";
        return endeavour.IsWithheld ? $"{text}; nothing of it was recorded, since it is all or nothing (--keep-going records the good lines)" : text;
    }

    static async Task<ImportReport> WithProgress(Func<IProgress<ImportProgress>?, Task<ImportReport>> run)
    {
        if (Console.IsOutputRedirected || Console.IsErrorRedirected)
            return await run(null);
        return await AnsiConsole.Progress().AutoClear(true).StartAsync(async context =>
        {
            var task = context.AddTask("Reading");
            return await run(new Shown<ImportProgress>(progress =>
            {
                task.Description = $"{progress.Phase}{(progress.Refused > 0 ? $", {progress.Refused} refused" : "")}";
                task.MaxValue = Math.Max(1, progress.Of);
                task.Value = progress.Done;
            }));
        });
    }
}
