using System.Diagnostics;
using ConveningLedger.Store.Interchange;
using Microsoft.Extensions.DependencyInjection;

namespace ConveningLedger.Server.Tests.Interchange;

/// <summary>An import that ends in the middle, and is run again.</summary>
[Collection(OnADatabase.Name)]
public sealed class TakingUpAnImport(SharedLedger shared) : IClassFixture<SharedLedger>
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task ends_in_the_same_ledger_after_kill_9(bool keepGoing)
    {
        await using var whole = await shared.Empty();
        await using var killed = await shared.Empty();
        var file = whole.File([.. KilledLines(keepGoing)]);
        var options = InterchangeLedger.Options with { KeepGoing = keepGoing };
        var expected = await whole.Run(options, [file]);

        using (var process = ImportProcess.Start(shared.ConnectionString, killed.Events.Schema, file, keepGoing))
        {
            while (await killed.Count("killed") < 200 && !process.HasExited)
                await Task.Delay(5, TestContext.Current.CancellationToken);
            process.Kill();
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
        }
        var before = await killed.Count("killed");
        Assert.InRange(before, 200, expected.Recorded - 1);
        var report = await killed.Run(options, [file]);

        Assert.Equal((expected.Recorded - before, before, expected.Refused), (report.Recorded, report.AlreadyRecorded, report.Refused));
        Assert.Equal(await whole.Lines(), await killed.Lines());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(100)]
    public async Task ends_in_the_same_ledger_when_it_was_stopped_between_transactions(int after)
    {
        await using var whole = await shared.Empty();
        await using var stopped = await shared.Empty();
        var file = whole.File([.. KilledLines(true).Take(300)]);
        var options = InterchangeLedger.Options with { KeepGoing = true, BatchEntries = 50, ChunkLines = 20 };
        await whole.Run(options, [file]);
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stopped.Run(options, [file], new Told<ImportProgress>(progress =>
        {
            if (progress.Phase == ImportPhase.Recording && progress.Done >= after)
                stop.Cancel();
        }), stop.Token));
        Assert.Equal(after, await stopped.Count("killed"));
        await stopped.Run(options, [file]);

        Assert.Equal(await whole.Lines(), await stopped.Lines());
    }

    // Where it keeps going, some lines refer to what comes after them only.
    static List<string> KilledLines(bool withRefused)
    {
        var lines = Lines.Many("killed", 6_000).ToList();
        if (withRefused)
        {
            lines.Insert(60, Lines.Noted("killed", "Too early.", "\"toldBy\":\"named-later\""));
            lines.Insert(90, Lines.Line("killed", "EntryAnnotated", """{"entry":"n-120","words":"Too early."}"""));
            lines.Insert(100, Lines.Mapped("killed", "named-later", "GROUP", "\"recordedAt\":\"2020-01-01T00:00:00Z\""));
        }
        return lines;
    }
}

/// <summary>An import in a process of its own: this program again, with this as its only test.</summary>
public sealed class ImportProcess
{
    const string Variable = "LEDGER_TEST_IMPORT";

    [Fact(Explicit = true)]
    public async Task imports()
    {
        if (Environment.GetEnvironmentVariable(Variable)?.Split('\n') is not [var connectionString, var schema, var file, var keepGoing])
            return;
        using var host = InterchangeLedger.Host(connectionString, schema);
        await host.Services.GetRequiredService<Import>().RunAsync([file],
            InterchangeLedger.Options with { KeepGoing = bool.Parse(keepGoing), BatchEntries = 50 }, null, TestContext.Current.CancellationToken);
    }

    internal static Process Start(string connectionString, string schema, string file, bool keepGoing)
    {
        // Output goes nowhere, so that a full pipe never stops it.
        var start = new ProcessStartInfo("dotnet",
            [typeof(ImportProcess).Assembly.Location, "-method", $"{typeof(ImportProcess).FullName}.{nameof(imports)}", "-explicit", "only", "-noLogo", "-reporter", "silent"]);
        start.Environment[Variable] = string.Join('\n', connectionString, schema, file, keepGoing);
        return Process.Start(start)!;
    }
}
