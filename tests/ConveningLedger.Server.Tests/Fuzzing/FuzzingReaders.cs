using System.Buffers;
using System.IO.Compression;
using System.Text;
using System.Text.Json;
using ConveningLedger.Ledger;
using ConveningLedger.Proof;
using ConveningLedger.Server.Tests.Interchange;
using ConveningLedger.Server.Tests.Proofs;
using ConveningLedger.Store.Access;
using ConveningLedger.Store.Interchange;
using ConveningLedger.Time;

namespace ConveningLedger.Server.Tests.Fuzzing;

/// <summary>Whatever is read from outside is read, or refused with a reason; it is never a fault, and never long.</summary>
[Collection(OnADatabase.Name)]
public sealed class FuzzingReaders(SharedLedger shared) : IClassFixture<SharedLedger>, IDisposable
{
    readonly string path = Path.GetTempFileName();

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => File.Delete(path);

    [Fact]
    public Task dates() => Fuzz.Try(Fuzz.Corpus("dates"), ["2019-03", "T10:00:00Z", "/", "~", "?", "%", "-21", "+05:30", ".5"], input =>
    {
        var text = Encoding.UTF8.GetString(input);
        if (Edtf.TryParse(text, out var date, out var problem))
        {
            Assert.True(date.Earliest < date.Latest || date.IsInstant, text);
            Assert.Equal(date, Edtf.Parse(date.Text));
            Assert.NotEmpty(Wording.When(date));
        }
        else
        {
            Assert.NotEmpty(problem);
        }
        if (Instant.TryParse(text, out var instant))
            Assert.Equal(instant, Instant.TryParse(instant.ToString(), out var again) ? again : default);
        return Task.CompletedTask;
    }, 20_000);

    [Fact]
    public Task lines() => Fuzz.Try([.. Fuzz.Corpus("lines"), .. SampleLines()], ["\"data\":", "null", "\"PUBLIC\"", "\"occurredAt\":\"2019\"", "\"mentions\":[\"x\"]", "true", "-0.5"], input =>
    {
        var read = EntryLine.Read(input, isTooLong: false, Catalogue.Standard);
        Assert.True(read.Draft is null == read.Refusals.Count > 0);
        foreach (var refusal in read.Refusals)
            Assert.True(refusal.Message.Length > 0 && refusal.Accepted.Length > 0, refusal.ToString());
        if (read.Draft is { } draft)
        {
            // What is taken is written in one way, and read again as the same.
            var line = Written(draft);
            var again = EntryLine.Read(Encoding.UTF8.GetBytes(line), isTooLong: false, Catalogue.Standard);
            Assert.Empty(again.Refusals);
            Assert.Equal(line, Written(again.Draft!));
        }
        return Task.CompletedTask;
    }, 20_000);

    [Fact]
    public Task files() => Fuzz.Try([.. Fuzz.Corpus("lines"), .. Fuzz.Corpus("lines").Select(InterchangeLedger.Gzip)], ["\n", "\r\n", "\ufeff"], async input =>
    {
        await File.WriteAllBytesAsync(path, input, Stop);
        try
        {
            await using var reader = await LineReader.Open(path, Stop);
            while (await reader.Next(Stop))
                Assert.InRange(reader.Line.Length, 1, LineReader.Longest);
        }
        catch (InvalidDataException damaged)
        {
            Assert.NotEmpty(damaged.Message);
        }
    });

    [Fact]
    public Task sheets() => Fuzz.Try(Fuzz.Corpus("sheets"), ["data.words", "kind", "occurredAt", ",", ";", "\t", "|", "\\|", "\"\"", "\r\n", "{\"entry\":\"a\"}"], async input =>
    {
        await File.WriteAllBytesAsync(path, input, Stop);
        try
        {
            await using var reader = await SheetReader.Open(path, Catalogue.Standard, InterchangeLedger.Options, Stop);
            while (await reader.Next(Stop))
            {
                var read = EntryLine.Read(reader.Line, reader.IsTooLong, Catalogue.Standard);
                Assert.True(read.Draft is null == read.Refusals.Count > 0);
            }
        }
        catch (InvalidDataException damaged)
        {
            Assert.NotEmpty(damaged.Message);
        }
    });

    [Fact]
    public Task notes_and_keys() => Fuzz.Try(Fuzz.Corpus("notes"), ["\n\n", "— ", "\n", "+", "=", "0", "-1"], input =>
    {
        var text = Encoding.UTF8.GetString(input);
        if (SignedNote.TryParse(text, out var note))
            Assert.True(SignedNote.TryParse(note.ToString(), out var again) && again.ToString() == note.ToString(), text);
        if (Checkpoint.TryParse(text, out var checkpoint))
            Assert.True(checkpoint.Size >= 0 && text.StartsWith(checkpoint.Text, StringComparison.Ordinal), text);
        if (NoteKey.TryParse(text, out var key))
            Assert.True(NoteKey.TryParse(key.ToString(), out var same) && same == key, text);
        return Task.CompletedTask;
    }, 20_000);

    [Fact]
    public async Task cursors_and_whatever_was_sealed()
    {
        var seals = shared.Ledger.Part<Seals>();
        await seals.StartAsync(Stop);
        var genuine = seals.Seal("timeline", "42");
        await Fuzz.Try([Encoding.UTF8.GetBytes(genuine)], ["-", "_", "=", "A"], input =>
        {
            var text = Encoding.UTF8.GetString(input);
            Assert.True(seals.Open("timeline", text) is null || text == genuine, text);
            Assert.Null(seals.Open("other", text));
            return Task.CompletedTask;
        }, 10_000);
    }

    [Fact]
    public async Task bundles_as_bytes()
    {
        await using var ledger = await shared.Empty();
        await ledger.Take([.. Interchange.Lines.Many("many", 40)]);
        var bundle = await ledger.Bundle(Visibility.Conveners, "many");
        await Fuzz.Try([bundle, Stored(bundle)], ["\n", "\"salt\":", "entries.jsonl", "proofs/many/"], input => IsFound(input, bundle), 500);
    }

    [Theory]
    [InlineData("entries.jsonl")]
    [InlineData("proofs/many/leaves.jsonl")]
    [InlineData("proofs/many/checkpoints.jsonl")]
    [InlineData("proofs/many/checkpoint.txt")]
    [InlineData("proofs/many/keys.txt")]
    [InlineData("hand-overs.jsonl")]
    public async Task bundles_file_by_file(string file)
    {
        await using var ledger = await shared.Empty();
        await ledger.Take([.. Interchange.Lines.Many("many", 20)]);
        await ledger.Sign();
        await ledger.Take([.. Interchange.Lines.Many("many", 40)]);
        await ledger.Sign();
        await ledger.Part<Store.Proofs.Checkpointing>().ReplaceKey(Stop);
        var bundle = await ledger.Bundle(Visibility.Conveners, "many");
        Assert.True((await ProvedLedger.Check(bundle)).IsClean);
        await Fuzz.Try([Encoding.UTF8.GetBytes(ProvedLedger.Text(bundle, file))], ["\n", "{\"leaf\":\"\"}", "null", "\"x\"", "\\n", "— ", "\"id\":null"], input => IsFound(ProvedLedger.With(bundle, file, _ => [Encoding.UTF8.GetString(input)]), bundle), 400);
    }

    static async Task IsFound(byte[] altered, byte[] bundle)
    {
        try
        {
            var report = await ProvedLedger.Check(altered);
            Assert.True(!report.IsClean || Told(altered).SequenceEqual(Told(bundle)), "It was altered, and nothing was found.");
        }
        catch (InvalidDataException damaged)
        {
            Assert.NotEmpty(damaged.Message);
        }
    }

    /// <summary>What a bundle tells, in whatever way it is written: keys apart, of which more may be named than signed.</summary>
    static IEnumerable<string> Told(byte[] bundle)
    {
        foreach (var line in ProvedLedger.LinesOf(bundle, "entries.jsonl").Concat(ProvedLedger.LinesOf(bundle, "proofs/many/checkpoint.txt")))
        {
            if (line.Trim().Length > 0)
                yield return line.TrimEnd('\r').TrimStart('\ufeff');
        }
        foreach (var line in ProvedLedger.LinesOf(bundle, "proofs/many/checkpoints.jsonl").Where(line => line.Trim().Length > 0))
            yield return JsonSerializer.Deserialize<string>(line.TrimStart('\ufeff'))!;
        foreach (var line in ProvedLedger.LinesOf(bundle, "proofs/many/leaves.jsonl").Where(line => line.Trim().Length > 0))
        {
            using var leaf = JsonDocument.Parse(line.TrimStart('\ufeff'));
            yield return string.Join(' ', new[] { "leaf", "id", "receivedAt", "salt" }.Select(name => leaf.RootElement.EnumerateObject().LastOrDefault(member => member.Name == name).Value.ToString()));
        }
    }

    static IEnumerable<byte[]> SampleLines() =>
        File.ReadLines(ProvedLedger.Sample).GroupBy(line => line.Split("\"kind\":\"")[1].Split('"')[0]).Select(kind => Encoding.UTF8.GetBytes(kind.First()));

    static string Written(Draft draft)
    {
        var line = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(line, CanonicalJson.Options);
        CanonicalLine.WriteForId(writer, draft);
        writer.Flush();
        return Encoding.UTF8.GetString(line.WrittenSpan);
    }

    static byte[] Stored(byte[] bundle)
    {
        using var to = new MemoryStream();
        using (var from = new ZipArchive(new MemoryStream(bundle)))
        using (var zip = new ZipArchive(to, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var entry in from.Entries)
            {
                using var read = entry.Open();
                using var write = zip.CreateEntry(entry.FullName, CompressionLevel.NoCompression).Open();
                read.CopyTo(write);
            }
        }
        return to.ToArray();
    }
}
