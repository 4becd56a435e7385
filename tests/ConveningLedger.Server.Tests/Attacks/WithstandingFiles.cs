using System.IO.Compression;
using System.Text;
using ConveningLedger.Ledger;
using ConveningLedger.Server.Tests.Interchange;
using ConveningLedger.Server.Tests.Proofs;
using ConveningLedger.Store.Interchange;

namespace ConveningLedger.Server.Tests.Attacks;

/// <summary>Files that grow a thousand times when they are read, or are named like others. What is read of them at once is bounded, and what is wrong is said.</summary>
[Collection(Alone.Name)]
public sealed class WithstandingFiles(SharedLedger shared) : IClassFixture<SharedLedger>, IDisposable
{
    const int Megabyte = 1 << 20;

    // Were it held whole, it would be twice as many characters.
    const int Bomb = 300 * Megabyte;

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ledger-bombs-");

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task a_line_that_does_not_end_is_refused_and_the_next_one_read()
    {
        var file = await Compressed("lines.jsonl.gz", "{\"endeavour\":\"bombed\",\"note\":\"", (byte)'a', $"\"}}\n{Lines.Opened("bombed")}\n");

        var report = await Bounded(() => shared.Ledger.Run(InterchangeLedger.Options with { KeepGoing = true }, [file]));

        Assert.Equal((2, 1, 1), (report.Lines, report.Recorded, report.Refused));
        Assert.Equal(("LINE_TOO_LONG", "a line of at most 1,048,576 bytes"), (ValueNames.Of(report.Refusals[0].Refusal.Code), report.Refusals[0].Refusal.Accepted));
    }

    [Fact]
    public async Task lines_with_nothing_in_them_take_no_memory()
    {
        var file = await Compressed("blank.jsonl.gz", "", (byte)'\n', "");

        var report = await Bounded(() => shared.Ledger.Run(InterchangeLedger.Options, [file]));

        Assert.Equal((0, 0), (report.Lines, report.Refused));
    }

    [Theory]
    [InlineData("kind,data.words\nFieldNoteTaken,", 'a', "a cell of row 2 is longer than 1 MiB.")]
    [InlineData("kind,data.words\nFieldNoteTaken,\"", '\n', "a cell of row 2 is longer than 1 MiB.")]
    [InlineData("kind,data.words\nFieldNoteTaken,", ',', "row 2 is longer than 2 MiB.")]
    [InlineData("kind", ',', "row 1 is longer than 2 MiB.")]
    public async Task a_row_that_does_not_end_is_told(string begin, char repeated, string message)
    {
        var file = await Compressed("sheet.csv.gz", begin, (byte)repeated, "");

        var fault = await Bounded(() => Assert.ThrowsAsync<InvalidDataException>(async () =>
        {
            await using var reader = await SheetReader.Open(file, Catalogue.Standard, InterchangeLedger.Options, Stop);
            while (await reader.Next(Stop))
            {
            }
        }));

        Assert.Equal(message, fault.Message);
    }

    [Theory]
    [InlineData("entries.jsonl", 'a', "Line 1 of entries.jsonl is longer than 1,048,576 bytes.")]
    [InlineData("proofs/many/leaves.jsonl", 'a', "Line 1 of proofs/many/leaves.jsonl is longer than 1,048,576 bytes.")]
    [InlineData("proofs/many/keys.txt", '\0', "proofs/many/keys.txt is longer than 16 MiB.")]
    [InlineData("proofs/many/checkpoint.txt", '\0', "proofs/many/checkpoint.txt is longer than 16 MiB.")]
    [InlineData("hand-overs.jsonl", '\0', "hand-overs.jsonl is longer than 16 MiB.")]
    public async Task a_bundle_with_a_file_that_does_not_end_is_none(string name, char repeated, string message)
    {
        var bundle = await Bundle(zip =>
        {
            zip.GetEntry(name)!.Delete();
            using var file = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
            // Lines of keys and notes, where a line that is too long is told already.
            Write(file, repeated == '\0' ? Encoding.UTF8.GetBytes($"{new string('a', 1023)}\n") : [(byte)repeated]);
        });
        Assert.InRange(bundle.Length, 0, 4 * Megabyte);

        var fault = await Bounded(() => Assert.ThrowsAsync<InvalidDataException>(() => ProvedLedger.Check(bundle)));

        Assert.Equal(message, fault.Message);
    }

    [Fact]
    public async Task names_in_a_bundle_lead_nowhere()
    {
        var outside = Path.Combine(folder.FullName, "outside");
        var bundle = await Bundle(zip =>
        {
            foreach (var name in new[] { "../outside", outside, "proofs/../outside/leaves.jsonl", "proofs/..\\outside\\leaves.jsonl" })
            {
                using var file = new StreamWriter(zip.CreateEntry(name).Open());
                file.Write("It was written.\n");
            }
        });
        var path = Path.Combine(folder.FullName, "named.zip");
        await File.WriteAllBytesAsync(path, bundle, Stop);

        await using var verify = LedgerProcess.Start(folder.FullName, null, "verify", path);
        var (status, _, errors) = await verify.End();

        Assert.Equal(1, status);
        Assert.Contains("..: there is no proofs/../checkpoints.jsonl.", errors, StringComparison.Ordinal);
        Assert.Equal([path], Directory.GetFileSystemEntries(folder.FullName));
    }

    async Task<byte[]> Bundle(Action<ZipArchive> change)
    {
        await using var ledger = await shared.Empty();
        await ledger.Take([.. Lines.Many("many", 20)]);
        using var bundle = new MemoryStream();
        bundle.Write(await ledger.Bundle(Visibility.Conveners, "many"));
        using (var zip = new ZipArchive(bundle, ZipArchiveMode.Update, leaveOpen: true))
            change(zip);
        return bundle.ToArray();
    }

    async Task<string> Compressed(string name, string begin, byte repeated, string end)
    {
        var path = Path.Combine(folder.FullName, name);
        await using var file = File.Create(path);
        await using var compressed = new GZipStream(file, CompressionLevel.Fastest);
        await compressed.WriteAsync(Encoding.UTF8.GetBytes(begin), Stop);
        Write(compressed, [repeated]);
        await compressed.WriteAsync(Encoding.UTF8.GetBytes(end), Stop);
        return path;
    }

    static void Write(Stream to, byte[] repeated)
    {
        var block = new byte[Megabyte];
        for (var at = 0; at < block.Length; at += repeated.Length)
            repeated.CopyTo(block, at);
        for (var written = 0; written < Bomb; written += block.Length)
            to.Write(block);
    }

    /// <summary>Does something, and fails where the process came to hold as much as what it reads.</summary>
    static async Task<T> Bounded<T>(Func<Task<T>> work)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var most = 0L;
        using var done = new CancellationTokenSource();
        var watching = Task.Run(async () =>
        {
            while (!done.IsCancellationRequested)
            {
                most = Math.Max(most, GC.GetTotalMemory(forceFullCollection: false));
                await Task.Delay(5, CancellationToken.None);
            }
        }, CancellationToken.None);
        var result = await work();
        await done.CancelAsync();
        await watching;
        Assert.True(most - before < Bomb, $"It came to hold {(most - before) / Megabyte} MB more.");
        return result;
    }
}
