using ConveningLedger.Store.Erasure;

namespace ConveningLedger.Server.Tests.Forgetting;

public sealed class KeepingTheLogOfErasures : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ledger-erasing-");

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task a_line_that_two_nodes_add_to_the_same_file_is_there_once()
    {
        var path = Path.Combine(folder.FullName, "kept", "erasures.jsonl");
        ErasureLine[] lines = [.. Enumerable.Range(1, 3).Select(number => new ErasureLine("here", Guid.Parse("0195f0c2-7d1e-7c3a-9c1e-2f6b1d0e4a55"), "forget", new Guid(number, 0, 0, new byte[8]), ["note"], "ana", DateTimeOffset.UnixEpoch, "Asked."))];
        var elsewhere = lines[0] with { Ledger = "elsewhere" };

        await Task.WhenAll(Enumerable.Range(0, 4).Select(async node => await new ErasureFile(path).Add([.. lines.Skip(node % 2)], Stop)));
        await new ErasureFile(path).Add([elsewhere, .. lines], Stop);
        // What another node was writing when it ended is cut off, and comes again.
        await File.AppendAllTextAsync(path, "{\"ledger\":\"here\"", Stop);
        await new ErasureFile(path).Add(lines, Stop);

        Assert.Equal(lines.Append(elsewhere).Select(line => (line.Ledger, line.Entry)).Order(), (await new ErasureFile(path).Read(Stop)).Select(line => (line.Ledger, line.Entry)).Order());
    }
}
