using System.CommandLine;
using ConveningLedger.Ledger;
using ConveningLedger.Store;
using ConveningLedger.Store.Interchange;
using ConveningLedger.Store.Proofs;
using Spectre.Console;

namespace ConveningLedger.Server.CommandLine;

/// <summary><c>export [SLUG…]</c></summary>
static class ExportCommand
{
    public static Command Make()
    {
        var slugs = new Argument<string[]>("SLUG") { Arity = ArgumentArity.ZeroOrMore, Description = "The endeavours; none: all there are." };
        var output = new Option<string?>("--output", "-o") { Description = "The file to write, compressed where its name ends with .gz, a bundle with proofs where it ends with .zip; absent: standard output." };
        var circle = AskedCircle.Option("For which circle a bundle is");
        var command = new Command("export", "Writes the entries of endeavours as canonical lines, by slug and in sequence. It sees everything that a convener sees, unless it is a bundle for others.") { slugs, output, circle };
        command.SetAction((parsed, stop) =>
        {
            if (!AskedCircle.TryRead(parsed.GetValue(circle), out var seenAs))
                return Task.FromResult(1);
            var (chosen, file) = (parsed.GetValue(slugs) ?? [], parsed.GetValue(output));
            if (file?.EndsWith(".zip", StringComparison.OrdinalIgnoreCase) == true)
                return Commands.WithStore(services => RunBundle(services, chosen, seenAs ?? Visibility.Conveners, file, stop), stop);
            if (seenAs is null)
                return Commands.WithStore(services => Run(services.GetRequiredService<Export>(), chosen, file, stop), stop);
            Console.Error.WriteLine("--as is for a bundle: name one by --output, with .zip at its end. Lines alone are for conveners.");
            return Task.FromResult(1);
        });
        return command;
    }

    static async Task<int> RunBundle(IServiceProvider services, string[] slugs, Visibility circle, string path, CancellationToken stop)
    {
        var known = await services.GetRequiredService<EndeavourList>().All(stop);
        var chosen = new List<string>();
        foreach (var slug in slugs.Length == 0 ? known : slugs.Distinct())
        {
            var exists = Slug.IsSlug(slug) && (await services.GetRequiredService<Histories>().Current(slug, stop)).ExistsFor(circle);
            if (exists)
                chosen.Add(slug);
            else if (slugs.Length > 0)
                await Console.Error.WriteLineAsync(known.Contains(slug) ? $"'{slug}' does not exist for {ValueNames.Of(circle)}." : Recording.UnknownEndeavour(slug, known).ToString());
        }
        if (chosen.Count == 0 || (slugs.Length > 0 && chosen.Count < slugs.Distinct().Count()))
            return 1;
        var written = await services.GetRequiredService<Bundle>().WriteFileAsync(chosen, circle, path, stop);
        await Console.Error.WriteLineAsync($"Exported {written} entries of {chosen.Count} endeavours, with what proves them, for {ValueNames.Of(circle)}.");
        return 0;
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
