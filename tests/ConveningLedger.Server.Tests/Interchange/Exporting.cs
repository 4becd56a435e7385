using System.IO.Compression;
using System.Text;
using ConveningLedger.Ledger;

namespace ConveningLedger.Server.Tests.Interchange;

[Collection(OnADatabase.Name)]
public sealed class Exporting(SharedLedger shared) : IClassFixture<SharedLedger>, IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ledger-export-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task gives_back_the_bytes_that_were_imported()
    {
        await using var first = await shared.Empty();
        await using var second = await shared.Empty();
        await first.Run(InterchangeLedger.Options, [SampleFile()]);
        await first.Take([.. Lines.Many("many", 3_000)]);
        var exported = await first.Lines();

        var report = await second.Take(exported);

        Assert.Equal((exported.Length, 0), (report.Recorded, report.Refused));
        Assert.Equal(exported, await second.Lines());
        Assert.Equal(["many", "vessa-water"], exported.Select(line => line.Split('"')[3]).Distinct());
    }

    [Fact]
    public async Task loads_the_sample_with_no_refusal_and_once()
    {
        await using var ledger = await shared.Empty();

        var first = await ledger.Run(InterchangeLedger.Options, [SampleFile()]);
        var second = await ledger.Run(InterchangeLedger.Options, [SampleFile()]);

        Assert.Empty(first.Refusals);
        Assert.InRange(first.Recorded, 300, 400);
        Assert.Equal((0, first.Recorded), (second.Recorded, second.AlreadyRecorded));
    }

    [Fact]
    public async Task leaves_characters_and_numbers_in_their_shortest_form()
    {
        await shared.Ledger.Take(
            Lines.Opened("forms", "\"recordedAt\":\"2020-01-01T00:00:00.500000Z\""),
            Lines.Line("forms", "TensionHeld", """{"leaning":-0.50,"words":"\u00e9 \ud83c\udf0a \/ \u2028 \u007f <&>'\u0001\"","tension":"BIG_PICTURE_AND_DETAIL"}""",
                "\"recordedAt\":\"2020-01-01T02:00:00+02:00\",\"recordedBy\":\"odile\",\"id\":\"0195F0C2-7D1E-7C3A-9C1E-2F6B1D0E4A55\"", "2019-03-04T10:30:00.50+01:00"));

        Assert.EndsWith(
            """
            "id":"0195f0c2-7d1e-7c3a-9c1e-2f6b1d0e4a55","kind":"TensionHeld","occurredAt":"2019-03-04T10:30:00.50+01:00","recordedAt":"2020-01-01T00:00:00Z","recordedBy":"odile","visibility":"TEAM","data":{"tension":"BIG_PICTURE_AND_DETAIL","leaning":-0.5,"words":"é 🌊 / U+2028 U+007F <&>'\u0001\""}}
            """.Replace("U+2028", "\u2028").Replace("U+007F", "\u007f"),
            (await shared.Ledger.Lines("forms"))[1]);
    }

    [Fact]
    public async Task compresses_by_the_name_of_the_file_and_leaves_no_other_beside_it()
    {
        await shared.Ledger.Take(Lines.Opened("packed"));
        var (plain, packed) = (Path.Combine(folder.FullName, "all.jsonl"), Path.Combine(folder.FullName, "all.jsonl.gz"));
        await File.WriteAllTextAsync(plain, "what was there before", TestContext.Current.CancellationToken);

        await shared.Ledger.Export.WriteFileAsync(["packed"], plain, null, TestContext.Current.CancellationToken);
        await shared.Ledger.Export.WriteFileAsync(["packed"], packed, null, TestContext.Current.CancellationToken);

        var text = await File.ReadAllTextAsync(plain, TestContext.Current.CancellationToken);
        await using var unpacked = new GZipStream(File.OpenRead(packed), CompressionMode.Decompress);
        Assert.Equal(text, await new StreamReader(unpacked, Encoding.UTF8).ReadToEndAsync(TestContext.Current.CancellationToken));
        Assert.EndsWith("}\n", text);
        Assert.Equal(2, folder.GetFiles().Length);
    }

    [Fact]
    public async Task writes_nothing_where_an_endeavour_is_not_known()
    {
        var path = Path.Combine(folder.FullName, "none.jsonl");

        var report = await shared.Ledger.Export.WriteFileAsync(["there-is-none"], path, null, TestContext.Current.CancellationToken);

        Assert.Equal(RefusalCode.UnknownEndeavour, Assert.Single(report.Refusals).Code);
        Assert.Empty(folder.GetFiles());
    }

    static string SampleFile() => Path.Combine(KeepingSchemas.Root(), "src", "ConveningLedger.Server", "Sample", "vessa-water.jsonl");
}
