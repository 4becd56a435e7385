using ConveningLedger.Store.Interchange;

namespace ConveningLedger.Server.Tests.Interchange;

/// <summary>Measures the memory of the process, so nobody else may be at work in it.</summary>
[Collection(Alone.Name)]
public sealed class ImportingMuch(SharedLedger shared) : IClassFixture<SharedLedger>
{
    readonly InterchangeLedger ledger = shared.Ledger;

    [Fact]
    public async Task does_not_grow_with_the_lines()
    {
        var file = ledger.File([.. Lines.Many("grown", 60_000)]);
        var held = new List<(long Lines, long Bytes)>();

        var report = await ledger.Run(InterchangeLedger.Options, [file], new Told<ImportProgress>(progress =>
        {
            if (progress.Phase == ImportPhase.Checking && progress.Lines >= held.Count * 15_000 + 15_000)
                held.Add((progress.Lines, GC.GetTotalMemory(forceFullCollection: true)));
        }));

        Assert.Equal((60_000, 0), (report.Recorded, report.Refused));
        Assert.True(held.Count >= 3, $"It was looked at {held.Count} times.");
        // 30,000 more entries and their texts would take some 20 MB.
        Assert.True(held[^1].Bytes - held[0].Bytes < 4 << 20, string.Join(", ", held));
    }
}
