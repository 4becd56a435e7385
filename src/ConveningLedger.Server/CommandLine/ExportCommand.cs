using System.CommandLine;
using ConveningLedger.Store.Interchange;
using Spectre.Console;

namespace ConveningLedger.Server.CommandLine;

/// <summary><c>export [SLUG…]</c></summary>
static class ExportCommand
{
    public static Command Make()
    {
        var slugs = new Argument<string[]>("SLUG") { Arity = ArgumentArity.ZeroOrMore, Description = "The endeavours; none: all there are." };
        var output = new Option<string?>("--output", "-o") { Description = "The file to write, compressed where its name ends with .gz; absent: standard output." };
        var command = new Command("export", "Writes the entries of endeavours as canonical lines, by slug and in sequence. It sees everything that a convener sees.") { slugs, output };
        command.SetAction((parsed, stop) => Commands.WithStore(
            services => Run(services.GetRequiredService<Export>(), parsed.GetValue(slugs) ?? [], parsed.GetValue(output), stop), stop));
        return command;
    }

    static async Task<int> Run(Export export, string[] slugs, string? output, CancellationToken stop)
    {
        var chosen = slugs.Length == 0 ? null : slugs;
        ExportReport report;
        if (output is null)
        {
            await using var stdout = Console.OpenStandardOutput();
            report = await export.WriteAsync(chosen, stdout, cancellation: stop);
        }
        else
        {
            report = await WithProgress(progress => export.WriteFileAsync(chosen, output, progress, stop));
        }
        foreach (var refusal in report.Refusals)
            await Console.Error.WriteLineAsync(refusal.ToString());
        if (report.Refusals.Count > 0)
            return 1;
        await Console.Error.WriteLineAsync($"Exported {report.Lines} entries of {report.Endeavours.Count} endeavours.");
        return 0;
    }

    static async Task<ExportReport> WithProgress(Func<IProgress<long>?, Task<ExportReport>> run)
    {
        if (Console.IsOutputRedirected || Console.IsErrorRedirected)
            return await run(null);
        return await AnsiConsole.Status().StartAsync("Exporting", async status =>
            await run(new Shown<long>(lines => status.Status = $"Exporting: {lines:N0} entries")));
    }
}
