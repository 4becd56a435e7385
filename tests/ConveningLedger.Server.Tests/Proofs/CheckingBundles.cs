using System.Text.Json;
using ConveningLedger.Ledger;
using ConveningLedger.Proof;
using ConveningLedger.Server.Tests.Interchange;
using ConveningLedger.Store.Proofs;
using NSec.Cryptography;
using static ConveningLedger.Server.Tests.Proofs.ProvedLedger;

namespace ConveningLedger.Server.Tests.Proofs;

/// <summary>What somebody took along is checked without the ledger: what was altered is found, and named.</summary>
[Collection(OnADatabase.Name)]
public sealed class CheckingBundles(SharedLedger shared) : IClassFixture<SharedLedger>
{
    const string Entries = Bundle.Entries;
    const string Proofs = "proofs/vessa-water/";

    [Theory]
    [InlineData(Visibility.Conveners)]
    [InlineData(Visibility.Team)]
    [InlineData(Visibility.Evaluators)]
    [InlineData(Visibility.Public)]
    public async Task one_that_is_as_it_was_written_is_clean_for_each_circle(Visibility circle)
    {
        await using var ledger = await shared.WithSample();
        var bundle = await ledger.Bundle(circle);

        var report = await Check(bundle);

        Assert.Empty(report.Findings);
        var log = Assert.Single(report.Logs);
        Assert.Equal((LinesOf(bundle, Entries).Length, (await ledger.Signed("vessa-water", circle)).Size), (log.Entries, log.Size));
        Assert.InRange(log.Entries, 100, log.Size);
        Assert.EndsWith($"/vessa-water/{circle.ToString().ToLowerInvariant()}", log.Origin, StringComparison.Ordinal);
        if (circle == Visibility.Conveners)
            Assert.Equal(await ledger.Lines(), LinesOf(bundle, Entries));
    }

    [Fact]
    public async Task what_was_altered_is_found_and_named()
    {
        await using var ledger = await shared.WithSample();
        var bundle = await ledger.Bundle(Visibility.Conveners);
        var lines = LinesOf(bundle, Entries);
        var kept = Text(bundle, Proofs + Bundle.Last);
        string Id(int line) => JsonDocument.Parse(lines[line]).RootElement.GetProperty("id").GetString()!;
        var leaves = LinesOf(bundle, Proofs + Bundle.Leaves);

        await Finds(With(bundle, Entries, all => all.Select((line, index) => index == 40 ? line.Replace("the", "a", StringComparison.Ordinal) : line)), $"entry {Id(40)} (line 41) is not as it was recorded");
        await Finds(With(bundle, Entries, all => all.Select((line, index) => index == 41 ? line.Replace("{\"endeavour\"", "{ \"endeavour\"", StringComparison.Ordinal) : line)), $"entry {Id(41)} (line 42) is not as it was recorded");
        await Finds(With(bundle, Entries, all => all.Where((_, index) => index != 42)), $"entry {Id(42)} is in the log, and its line is missing");
        await Finds(With(bundle, Entries, all => all.Append(lines[50].Replace(Id(50), "0195f0c2-7d1e-7c3a-9c1e-2f6b1d0e4a55", StringComparison.Ordinal))), "entry 0195f0c2-7d1e-7c3a-9c1e-2f6b1d0e4a55 (line 381) is not in the log: it was added");
        await Finds(With(bundle, Entries, all => all.Append(lines[43])), $"entry {Id(43)} (line 381) is there twice");
        await Finds(With(bundle, Entries, all => [.. all[..44], all[45], all[44], .. all[46..]]), $"entry {Id(44)} (line 46) is out of its order");
        await Finds(With(bundle, Proofs + Bundle.Leaves, all => all.Select((line, index) => index == 60 ? Changed(line, "receivedAt", "2020-01-01T00:00:00Z") : line)), $"entry {Id(60)} (line 61) is not as it was recorded");
        await Finds(With(bundle, Proofs + Bundle.Leaves, all => all.Select((line, index) => index == 61 ? Changed(line, "salt", Salt.New().ToString()) : line)), $"entry {Id(61)} (line 62) is not as it was recorded");
        await Finds(With(bundle, Proofs + Bundle.Leaves, all => all.Select((line, index) => index == 62 ? Changed(line, "leaf", JsonDocument.Parse(leaves[63]).RootElement.GetProperty("leaf").GetString()!) : line)),
            "does not fit: the first 380 leaves are not those that were signed");
        await Finds(With(bundle, Proofs + Bundle.Checkpoints, all => all.Select(line => JsonSerializer.Serialize(JsonSerializer.Deserialize<string>(line)!.Replace("\n380\n", "\n379\n", StringComparison.Ordinal)))), "that the key did not make");
        await Finds(With(bundle, Proofs + Bundle.Checkpoints, _ => []), "nothing of the log is signed");
        await Finds(With(bundle, Proofs + Bundle.Keys, all => all.Select(_ => Another(kept).Key.ToString())), "is signed by none of the keys that are known here");
        await Finds(With(bundle, Proofs + Bundle.Leaves, all => all.Append(leaves[0])), "the last 1 leaves are not signed");
        await Finds(With(bundle, Proofs + Bundle.Last, _ => kept.Replace("\n380\n", "\n379\n", StringComparison.Ordinal).Split('\n')), "checkpoint.txt is not the last checkpoint");
        await Finds(With(With(bundle, Entries, all => all.Where((_, index) => index != 70)), Proofs + Bundle.Leaves, all => all.Select((line, index) => index == 70 ? $"{{\"leaf\":\"{JsonDocument.Parse(line).RootElement.GetProperty("leaf").GetString()}\"}}" : line)),
            "leaf 71 has no entry, and conveners may read all of them");
        await Finds(With(bundle, Entries, all => all.Select((line, index) => index == 71 ? line.Replace("\"data\":{\"", "\"data.", StringComparison.Ordinal)[..^2] + "    }" : line)), $"entry {Id(71)} (line 72) is not as it was recorded");
        await Finds(Only(bundle, Entries), "there is no log in it");
        // All of it made anew, and signed by a key of one's own: who kept a checkpoint, or knows the key, sees it.
        var forged = Forged(bundle, 370);
        Assert.Empty((await Check(forged)).Findings);
        await Finds(forged, "is of 380 leaves, and there are 370: the last 10 are gone", since: kept);
        await Finds(forged, "is not signed by the key that was given", key: KeyOf(bundle));
        await Finds(Forged(bundle, 380), "is signed by none of the keys that are known here", since: kept);
        await Finds(Forged(bundle, 380, besideOld: true), "did not sign the last one, nor hand over to a key that did", since: kept);
        // One's own signature beside a genuine one, and one's own log from there on: a key that signs beside another one is not thereby trusted.
        await Finds(HandedOverBy(bundle, kept), "did not sign the last one, nor hand over to a key that did", since: kept);
        await Finds(HandedOverBy(bundle, kept), "nor by one that it handed over to", key: KeyOf(bundle));
        await Finds(await ledger.Bundle(Visibility.Public), "a checkpoint that was kept is of no log that is in it", since: kept);

        static async Task Finds(byte[] altered, string what, NoteKey? key = null, string? since = null)
        {
            var report = await Check(altered, key, since is null ? [] : [since]);
            Assert.Contains(report.Findings, finding => finding.What.Contains(what, StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task what_was_kept_of_an_earlier_one_is_still_there()
    {
        await using var ledger = await shared.Empty();
        await ledger.Take([.. Interchange.Lines.Many("many", 200)]);
        await ledger.Sign();
        var kept = Text(await ledger.Bundle(Visibility.Conveners, "many"), "proofs/many/" + Bundle.Last);
        await ledger.Take([.. Interchange.Lines.Many("many", 300)]);
        var later = await ledger.Bundle(Visibility.Conveners, "many");

        var report = await Check(later, KeyOf(later, "many"), kept);

        Assert.Empty(report.Findings);
        var log = Assert.Single(report.Logs);
        Assert.True(log.Since < log.Size);
        Assert.Equal(2, log.Checkpoints);
    }

    [Fact]
    public async Task a_key_hands_over_to_the_next()
    {
        await using var ledger = await shared.Empty();
        await ledger.Take([.. Interchange.Lines.Many("many", 100)]);
        await ledger.Sign();
        var first = await ledger.Bundle(Visibility.Conveners, "many");
        var (kept, old) = (Text(first, "proofs/many/" + Bundle.Last), KeyOf(first, "many"));

        Assert.Equal(2, await ledger.Part<Checkpointing>().ReplaceKey(TestContext.Current.CancellationToken));
        await ledger.Take([.. Interchange.Lines.Many("many", 200)]);
        var later = await ledger.Bundle(Visibility.Conveners, "many");

        // Who knows the old key only, or a checkpoint that it signed, trusts the new one by what the old one signed.
        Assert.NotEqual(old, KeyOf(later, "many"));
        Assert.Equal(2, LinesOf(later, "proofs/many/" + Bundle.Keys).Length);
        Assert.Empty((await Check(later, old, kept)).Findings);
        Assert.Empty((await Check(later, KeyOf(later, "many"))).Findings);
        var notes = LinesOf(later, "proofs/many/" + Bundle.Checkpoints).Select(line => JsonSerializer.Deserialize<string>(line)!).ToArray();
        Assert.Equal([2, 1], notes.Select(note => SignedNote.TryParse(note, out var read) ? read.Signatures.Count : 0));
        // Without that, nothing leads from the old key to the new one.
        Assert.Contains((await Check(With(later, Bundle.HandOvers, _ => []), old)).Findings, finding => finding.What.Contains("nor by one that it handed over to", StringComparison.Ordinal));
        // What is begun after it is trusted by it, too; and who knows the new key needs no old one.
        await ledger.Take([.. Interchange.Lines.Many("more", 20)]);
        Assert.Empty((await Check(await ledger.Bundle(Visibility.Conveners, "many", "more"), old)).Findings);
        await ledger.Part<Checkpointing>().ReplaceKey(TestContext.Current.CancellationToken);
        Assert.Empty((await Check(await ledger.Bundle(Visibility.Conveners, "many", "more"), old, kept)).Findings);
        Assert.Null(await Value(ledger, "select seed from {0}.log_keys where retired_at is not null"));
    }

    [Fact]
    public async Task what_is_no_bundle_is_refused()
    {
        await Assert.ThrowsAsync<InvalidDataException>(() => Check([]));
        await Assert.ThrowsAsync<InvalidDataException>(() => Check("no zip"u8.ToArray()));
        using var empty = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(empty, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
            zip.CreateEntry("something.txt");
        await Assert.ThrowsAsync<InvalidDataException>(() => Check(empty.ToArray()));
    }

    static async Task<object?> Value(InterchangeLedger ledger, string query)
    {
        await using var connection = ledger.Store.Storage.Database.CreateConnection();
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new Npgsql.NpgsqlCommand(string.Format(null, query, ledger.Events.Schema), connection);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken) is var value and not DBNull ? value : null;
    }

    /// <summary>The bundle with only one of its files.</summary>
    static byte[] Only(byte[] bundle, string file)
    {
        using var to = new MemoryStream();
        using (var zip = new System.IO.Compression.ZipArchive(to, System.IO.Compression.ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var name in new[] { file, Bundle.HandOvers })
            {
                using var writer = new StreamWriter(zip.CreateEntry(name).Open());
                writer.Write(Text(bundle, name));
            }
        }
        return to.ToArray();
    }

    /// <summary>The bundle with a forged key that signed the genuine last checkpoint too, hands over to itself, and signed a longer log.</summary>
    static byte[] HandedOverBy(byte[] bundle, string last)
    {
        var (key, sign) = Another(last);
        Assert.True(SignedNote.TryParse(last, out var genuine));
        var beside = new SignedNote(genuine.Text, [.. genuine.Signatures, new(key.Name, key.Id, sign(genuine.Text))]).ToString();
        var leaves = LinesOf(bundle, Proofs + Bundle.Leaves);
        var tree = new MerkleTree();
        foreach (var line in leaves.Append(leaves[0]))
            tree.Add(Hash.TryParse(JsonDocument.Parse(line).RootElement.GetProperty("leaf").GetString(), out var hash) ? hash : throw new FormatException());
        var text = new Checkpoint(key.Name, 381, tree.Root).Text;
        var next = new SignedNote(text, [new(key.Name, key.Id, sign(text))]).ToString();
        var handOver = new HandOver("convening-ledger/forged", KeyOf(bundle).PublicKey, key.PublicKey).Text;
        var forged = With(bundle, Proofs + Bundle.Leaves, all => all.Append(leaves[0]));
        forged = With(forged, Proofs + Bundle.Checkpoints, all => [.. all[..^1], JsonSerializer.Serialize(beside), JsonSerializer.Serialize(next)]);
        forged = With(forged, Proofs + Bundle.Last, _ => next.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        forged = With(forged, Bundle.HandOvers, _ => [JsonSerializer.Serialize(new SignedNote(handOver, [new("convening-ledger/forged", new NoteKey("convening-ledger/forged", key.PublicKey).Id, sign(handOver))]).ToString())]);
        return With(forged, Proofs + Bundle.Keys, all => [key.ToString(), .. all]);
    }

    static NoteKey KeyOf(byte[] bundle, string endeavour = "vessa-water") => NoteKey.TryParse(LinesOf(bundle, $"proofs/{endeavour}/{Bundle.Keys}")[0], out var key) ? key : throw new FormatException();

    static string Changed(string leaf, string member, string value)
    {
        var json = System.Text.Json.Nodes.JsonNode.Parse(leaf)!;
        json[member] = value;
        return json.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
    }

    static (NoteKey Key, Func<string, byte[]> Sign) Another(string note)
    {
        var key = Key.Create(SignatureAlgorithm.Ed25519);
        return (new(note.Split('\n')[0], key.PublicKey.Export(KeyBlobFormat.RawPublicKey)), text => SignatureAlgorithm.Ed25519.Sign(key, System.Text.Encoding.UTF8.GetBytes(text)));
    }

    /// <summary>The first entries of a bundle, in a log that somebody else signed.</summary>
    static byte[] Forged(byte[] bundle, int size, bool besideOld = false)
    {
        var tree = new MerkleTree();
        foreach (var line in LinesOf(bundle, Proofs + Bundle.Leaves).Take(size))
            tree.Add(Hash.TryParse(JsonDocument.Parse(line).RootElement.GetProperty("leaf").GetString(), out var hash) ? hash : throw new FormatException());
        var last = Text(bundle, Proofs + Bundle.Last);
        var (key, sign) = Another(last);
        var text = new Checkpoint(key.Name, size, tree.Root).Text;
        var note = new SignedNote(text, [new(key.Name, key.Id, sign(text))]).ToString();
        var forged = With(With(bundle, Entries, all => all[..size]), Proofs + Bundle.Leaves, all => all[..size]);
        forged = With(forged, Proofs + Bundle.Checkpoints, _ => [JsonSerializer.Serialize(note)]);
        forged = With(forged, Proofs + Bundle.Last, _ => note.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        return With(forged, Proofs + Bundle.Keys, all => besideOld ? [key.ToString(), .. all] : [key.ToString()]);
    }
}
