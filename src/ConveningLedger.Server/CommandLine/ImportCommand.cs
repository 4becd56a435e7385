using System.CommandLine;
using ConveningLedger.Store.Interchange;
using Spectre.Console;

namespace ConveningLedger.Server.CommandLine;

/// <summary><c>import FILE…</c></summary>
static class ImportCommand
{
    public static Command Make()
    {
        var files = new Argument<string[]>("FILE") { Arity = ArgumentArity.OneOrMore, Description = "Files of entries, as JSON Lines (.jsonl, .jsonl.gz)." };
        var keepGoing = new Option<bool>("--keep-going") { Description = "Record the good lines of an endeavour though others are refused." };
        var dryRun = new Option<bool>("--dry-run") { Description = "Only check." };
        var command = new Command("import", "Records entries from files. All or nothing for each endeavour; what is recorded already is left alone.") { files, keepGoing, dryRun };
        command.SetAction((parsed, stop) => Commands.WithStore(
            services => Run(services.GetRequiredService<Import>(), parsed.GetRequiredValue(files),
                new(LocalViewers.Local) { KeepGoing = parsed.GetValue(keepGoing), DryRun = parsed.GetValue(dryRun) }, stop), stop));
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
        foreach (var refusal in report.Refusals)
            await Console.Error.WriteLineAsync(refusal.ToString());
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
