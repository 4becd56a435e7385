using System.IO.Compression;
using System.Text;
using ConveningLedger.Ledger;
using ConveningLedger.Proof;
using ConveningLedger.Server.Tests.Interchange;
using ConveningLedger.Store.Proofs;

namespace ConveningLedger.Server.Tests.Proofs;

/// <summary>What is done with ledgers and bundles to prove something of them.</summary>
static class ProvedLedger
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static string Sample => Path.Combine(AppContext.BaseDirectory, "Sample", "vessa-water.jsonl");

    /// <summary>Imports the sample, and signs it.</summary>
    public static async Task<InterchangeLedger> WithSample(this SharedLedger shared)
    {
        var ledger = await shared.Empty();
        Assert.True((await ledger.Run(InterchangeLedger.Options, [Sample])).IsClean);
        await ledger.Sign();
        return ledger;
    }

    public static Task Sign(this InterchangeLedger ledger) => ledger.Part<Checkpointing>().CatchUp(Stop);

    public static async Task<SignedCheckpoint> Signed(this InterchangeLedger ledger, string endeavour, Visibility circle) =>
        await ledger.Part<ProofBook>().Last(endeavour, circle, Stop) ?? throw new InvalidOperationException("Nothing is signed.");

    public static async Task<byte[]> Bundle(this InterchangeLedger ledger, Visibility circle, params string[] endeavours)
    {
        using var to = new MemoryStream();
        await ledger.Part<Bundle>().WriteAsync(endeavours.Length == 0 ? ["vessa-water"] : endeavours, circle, to, Stop);
        return to.ToArray();
    }

    public static async Task<CheckReport> Check(byte[] bundle, NoteKey? key = null, params string[] since)
    {
        using var from = new MemoryStream(bundle);
        return await BundleCheck.RunAsync(from, key, since, Stop);
    }

    /// <summary>What a file of a bundle holds.</summary>
    public static string Text(byte[] bundle, string file)
    {
        using var zip = new ZipArchive(new MemoryStream(bundle));
        using var reader = new StreamReader(zip.GetEntry(file)!.Open());
        return reader.ReadToEnd();
    }

    /// <summary>The lines of a file of a bundle.</summary>
    public static string[] LinesOf(byte[] bundle, string file) => Text(bundle, file).Split('\n', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>The bundle with other lines in one of its files.</summary>
    public static byte[] With(byte[] bundle, string file, Func<string[], IEnumerable<string>> change)
    {
        using var to = new MemoryStream();
        using (var from = new ZipArchive(new MemoryStream(bundle)))
        using (var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in from.Entries)
            {
                using var writer = new StreamWriter(zip.CreateEntry(entry.FullName).Open(), new UTF8Encoding(false));
                using var reader = new StreamReader(entry.Open());
                var text = reader.ReadToEnd();
                writer.Write(entry.FullName == file ? string.Concat(change(text.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(line => $"{line}\n")) : text);
            }
        }
        return to.ToArray();
    }
}
