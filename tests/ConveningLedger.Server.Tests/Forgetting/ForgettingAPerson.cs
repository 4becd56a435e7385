using System.Collections.Concurrent;
using System.Text.Json;
using ConveningLedger.Ledger;
using ConveningLedger.Server.Tests.Operating;
using ConveningLedger.Server.Tests.Proofs;
using ConveningLedger.Store.Erasure;
using ConveningLedger.Store.Proofs;
using Microsoft.Extensions.DependencyInjection;
using static ConveningLedger.Server.Tests.Forgetting.ForgetfulEndeavour;

namespace ConveningLedger.Server.Tests.Forgetting;

/// <summary>A person is erased: their words are nowhere any more, what was proved stays proved, and no backup brings them back.</summary>
public sealed class ForgettingAPerson(PostgresServer server) : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ledger-erasing-");

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    string ErasureFile => Path.Combine(folder.FullName, "erasures.jsonl");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task leaves_nothing_of_their_words_anywhere_and_everything_proved()
    {
        var (database, log) = (await server.CreateDatabase(), new ConcurrentQueue<string>());
        await using (var ledger = await Start(database, ErasureFile, log))
        {
            var (_, named) = await Tell(ledger);
            await ledger.Rows<object>("analyze");
            // Before it all of it is there, so that the looking is not in vain.
            var (before, exported, kept) = (await Dumped(ledger, folder), await Exported(ledger), await Signed(ledger));
            foreach (var secret in Secrets)
                Assert.True(before.Contains(secret, StringComparison.Ordinal) && exported.Contains(secret, StringComparison.Ordinal), secret);
            var told = await Told(ledger, "tom public");
            Assert.All(Secrets.Except(["Klimperbrief"]), secret => Assert.Contains(secret, told, StringComparison.Ordinal));
            var bundle = await Bundle(ledger, Visibility.Conveners);

            var payload = await Erase(ledger, named);

            Assert.Equal(["data.words", "MicroShiftNoticed"], payload.GetProperty("left").GetProperty("texts").EnumerateArray().Select(text => text.GetProperty("path").GetString()).Append("MicroShiftNoticed"));
            HasNone("The database", await Dumped(ledger, folder));
            HasNone("The export", await Exported(ledger));
            HasNone("The log of erasures", await File.ReadAllTextAsync(ErasureFile, Stop));
            HasNone("The server's log", string.Join('\n', log));
            foreach (var circle in new[] { "ana conveners", "tom team", "eva evaluators", "guest public" })
            {
                var now = await Told(ledger, circle);
                HasNone($"What {circle} is told", now[..now.LastIndexOf("\"s0\"", StringComparison.Ordinal)]);
                Assert.Contains("[erased]", now, StringComparison.Ordinal);
                Assert.All(Others, other => Assert.Contains(other, now, StringComparison.Ordinal));
                Assert.DoesNotMatch("\"totalCount\": [1-9]", now[now.LastIndexOf("\"s0\"", StringComparison.Ordinal)..]);
            }
            // What was proved before still is, in the database and by what was taken along; and later bundles go on from it.
            var check = await Verify(ledger, kept);
            Assert.Empty(check.Findings);
            Assert.Equal(7, check.Logs.Sum(one => one.Erased));
            Assert.Empty((await ProvedLedger.Check(bundle, null, kept)).Findings);
            Assert.Equal(kept, await Signed(ledger));
            foreach (var circle in Enum.GetValues<Visibility>())
            {
                var later = await Bundle(ledger, circle);
                Assert.Empty((await ProvedLedger.Check(later, null, circle == Visibility.Conveners ? [kept] : [])).Findings);
                HasNone($"The bundle for {circle}", ProvedLedger.Text(later, Store.Proofs.Bundle.Entries) + ProvedLedger.Text(later, $"proofs/{Named}/{Store.Proofs.Bundle.Leaves}"));
            }
            // The log of erasures tells who, when and why.
            var lines = (await ledger.Ask("""{ endeavour(slug: "forget") { erasures(first: 100) { nodes { id entry paths madeBy reason } } } }""")).GetProperty("endeavour").GetProperty("erasures");
            Assert.Equal(7, lines.GetArrayLength());
            Assert.All(lines.EnumerateArray(), line => Assert.Equal(("local", "They asked for it."), (line.GetProperty("madeBy").GetString(), line.GetProperty("reason").GetString())));
            Assert.Equal(7, (await File.ReadAllLinesAsync(ErasureFile, Stop)).Length);
            // Whoever imports what was exported before brings nothing back.
            await ledger.Import(exported.Split('\n', StringSplitOptions.RemoveEmptyEntries));
            HasNone("The database", await Dumped(ledger, folder));
        }
        await server.DropDatabase(database);
    }

    [Fact]
    public async Task is_done_again_where_an_older_backup_is_restored_before_anything_is_served()
    {
        var (database, restored) = (await server.CreateDatabase(), await server.CreateDatabase());
        var backup = Path.Combine(folder.FullName, "ledger.dump");
        string kept;
        await using (var ledger = await Start(database, ErasureFile))
        {
            var (_, named) = await Tell(ledger);
            kept = await Signed(ledger);
            await PostgresTools.Run("pg_dump", database, ["--format=custom", $"--file={backup}"]);
            await Erase(ledger, named);
        }
        await PostgresTools.Run("pg_restore", restored, ["--exit-on-error", $"--dbname={new Npgsql.NpgsqlConnectionStringBuilder(restored).Database}", backup]);

        await using (var ledger = await Start(restored, ErasureFile))
        {
            await ledger.Services.GetRequiredService<Erasing>().Clean(Stop);
            HasNone("The restored database", await Dumped(ledger, folder));
            var told = await Told(ledger, "ana conveners");
            HasNone("What is told", told[..told.LastIndexOf("\"s0\"", StringComparison.Ordinal)]);
            Assert.Empty((await Verify(ledger, kept)).Findings);
            Assert.Equal(7, (await ledger.Services.GetRequiredService<Erasing>().LogOf(Named, Stop)).Count);
            // It goes on, and nothing is destroyed twice.
            await ledger.Record("FieldNoteTaken", new { endeavour = Named, occurredAt = "2024", data = new { words = "It goes on." } });
            await Signed(ledger);
            Assert.Empty((await Verify(ledger, kept)).Findings);
        }
        await using (var ledger = await Start(restored, ErasureFile))
            Assert.Equal(7, (await ledger.Services.GetRequiredService<Erasing>().LogOf(Named, Stop)).Count);
        await server.DropDatabase(database);
        await server.DropDatabase(restored);
    }

    [Fact]
    public async Task what_only_the_database_knows_comes_into_the_file_and_a_line_that_was_not_ended_is_cut_off()
    {
        var database = await server.CreateDatabase();
        await using (var ledger = await Start(database, ErasureFile))
        {
            var (_, named) = await Tell(ledger);
            await Erase(ledger, named);
        }
        var lines = await File.ReadAllLinesAsync(ErasureFile, Stop);
        await File.WriteAllTextAsync(ErasureFile, string.Concat(lines.Take(3).Select(line => $"{line}\n")) + lines[3][..20], Stop);

        await using (await Start(database, ErasureFile))
            Assert.Equal(lines, await File.ReadAllLinesAsync(ErasureFile, Stop));

        await File.AppendAllTextAsync(ErasureFile, "{\"ledger\":\"x\"}\n", Stop);
        var fault = await Assert.ThrowsAsync<InvalidDataException>(() => Start(database, ErasureFile));
        Assert.StartsWith("Line 8 of ", fault.Message, StringComparison.Ordinal);
        await server.DropDatabase(database);
    }

    [Fact]
    public async Task another_node_forgets_too()
    {
        var database = await server.CreateDatabase();
        await using (var ledger = await Start(database, ErasureFile))
        await using (var other = await Start(database, Path.Combine(folder.FullName, "other.jsonl"), isAlone: false))
        {
            var (_, named) = await Tell(ledger);
            Assert.Contains("Schnurzelstrauch", await Told(other, "ana conveners"), StringComparison.Ordinal);

            await Erase(ledger, named);

            var told = await Told(other, "ana conveners");
            HasNone("What the other node tells", told[..told.LastIndexOf("\"s0\"", StringComparison.Ordinal)]);
            // Its own file has the erasure, too: a backup may be restored there.
            for (var tries = 0; tries < 100 && !File.Exists(Path.Combine(folder.FullName, "other.jsonl")); tries++)
                await Task.Delay(100, Stop);
            Assert.Equal(7, (await File.ReadAllLinesAsync(Path.Combine(folder.FullName, "other.jsonl"), Stop)).Length);
        }
        await server.DropDatabase(database);
    }

    [Fact]
    public async Task somebody_who_removes_words_themselves_is_found()
    {
        var database = await server.CreateDatabase();
        await using (var ledger = await Start(database, ErasureFile))
        {
            var (voiced, named) = await Tell(ledger);
            await Erase(ledger, named);
            var bundle = await Bundle(ledger, Visibility.Conveners);
            var leaves = $"proofs/{Named}/{Store.Proofs.Bundle.Leaves}";
            var lines = ProvedLedger.LinesOf(bundle, Store.Proofs.Bundle.Entries);
            var place = Array.FindIndex(lines, line => line.Contains(voiced, StringComparison.Ordinal) && line.Contains("IdentityVoiced", StringComparison.Ordinal));
            var shift = Array.FindIndex(lines, line => line.Contains("MicroShiftNoticed", StringComparison.Ordinal));
            var correction = Array.FindIndex(lines, line => line.Contains("EntryCorrected", StringComparison.Ordinal));

            // Words in the place of what was destroyed; another gap than was signed; a gap of one's own, with all that belongs to it but the signature.
            await Finds(Entry(place, line => line.Replace("\"participant\"", "\"words\":\"I lied.\",\"participant\"", StringComparison.Ordinal)), $"entry {voiced} (line {place + 1}) is not as it was recorded");
            await Finds(Entry(place, line => line.Replace("\"erased\":[\"data.words\"]", "\"erased\":[\"note\"]", StringComparison.Ordinal)), $"entry {voiced} (line {place + 1}) is not as it was recorded");
            await Finds(Leaf(place, "erasure", JsonSerializer.Deserialize<JsonElement>(ProvedLedger.LinesOf(bundle, leaves)[correction]).GetProperty("erasure").GetString()!), $"entry {voiced} lacks members, and the ledger did not sign");
            await Finds(Erased(shift, "data.words"), "lacks members, and the ledger did not sign that it destroyed them");
            // What is left of a member that was destroyed in part is signed, too.
            await Finds(Entry(correction, line => line.Replace("\"data\":{\"participant\":\"z-1\"}", "\"data\":{\"participant\":\"b-1\"}", StringComparison.Ordinal)), "lacks members, and the ledger did not sign that it destroyed them, or its line is another one than then");

            // In the database as well.
            await ledger.Rows<object>($"update ledger.mt_events set data = data #- '{{erasure}}' where id = '{voiced}'");
            Assert.Contains((await Verify(ledger)).Findings, finding => finding.What.Contains($"({voiced}) lacks members, and the ledger did not sign", StringComparison.Ordinal));

            byte[] Entry(int which, Func<string, string> change)
            {
                Assert.NotEqual(lines[which], change(lines[which]));
                return ProvedLedger.With(bundle, Store.Proofs.Bundle.Entries, all => all.Select((line, index) => index == which ? change(line) : line));
            }

            byte[] Leaf(int which, string member, string value) => ProvedLedger.With(bundle, leaves, all => all.Select((line, index) => index == which ? Changed(line, json => json[member] = value) : line));

            byte[] Erased(int which, string path)
            {
                var leaf = System.Text.Json.Nodes.JsonNode.Parse(ProvedLedger.LinesOf(bundle, leaves)[which])!;
                var line = System.Text.Encoding.UTF8.GetBytes(lines[which]);
                Assert.True(Proof.Salt.TryParse(leaf["salt"]!.GetValue<string>(), out var salt));
                var members = Proof.EntryLeaf.Members(line).Select(member => member.Path == path
                    ? $$"""{"path":"{{path}}","commitment":"{{Proof.EntryLeaf.Commitment(salt.Of(path), line.AsSpan(member.From, member.Length))}}"}"""
                    : $$"""{"path":"{{member.Path}}","salt":"{{salt.Of(member.Path)}}"}""");
                var forged = $$"""{"leaf":"{{leaf["leaf"]}}","id":"{{leaf["id"]}}","receivedAt":"{{leaf["receivedAt"]}}","members":[{{string.Join(',', members)}}],"erasure":""}""";
                var without = System.Text.RegularExpressions.Regex.Replace(lines[which], ",?\"words\":\"[^\"]*\"", "")[..^1] + $",\"erased\":[\"{path}\"]}}";
                return ProvedLedger.With(ProvedLedger.With(bundle, leaves, all => all.Select((one, index) => index == which ? forged : one)), Store.Proofs.Bundle.Entries, all => all.Select((one, index) => index == which ? without : one));
            }
        }
        await server.DropDatabase(database);

        static async Task Finds(byte[] altered, string what) =>
            Assert.Contains((await ProvedLedger.Check(altered)).Findings, finding => finding.What.Contains(what, StringComparison.Ordinal));

        static string Changed(string leaf, Action<System.Text.Json.Nodes.JsonNode> change)
        {
            var json = System.Text.Json.Nodes.JsonNode.Parse(leaf)!;
            change(json);
            return json.ToJsonString(new() { Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });
        }
    }

    [Fact]
    public async Task what_lost_words_travels_and_comes_back_the_same_and_a_new_key_vouches_for_it()
    {
        var (database, elsewhere) = (await server.CreateDatabase(), await server.CreateDatabase());
        await using (var ledger = await Start(database, ErasureFile))
        await using (var other = await Start(elsewhere, ErasureFile))
        {
            var (_, named) = await Tell(ledger);
            await Erase(ledger, named);
            var exported = await Exported(ledger);
            Assert.Contains("\"data\":{},\"erased\":[\"data.words\",\"evidence\"]", exported, StringComparison.Ordinal);

            await other.Import(exported.Split('\n', StringSplitOptions.RemoveEmptyEntries));

            Assert.Equal(exported, await Exported(other));
            await Signed(other);
            Assert.Empty((await Verify(other)).Findings);
            Assert.Empty((await ProvedLedger.Check(await Bundle(other, Visibility.Conveners))).Findings);

            await ledger.Services.GetRequiredService<Checkpointing>().ReplaceKey(Stop);
            var bundle = await Bundle(ledger, Visibility.Conveners);
            Assert.True(Proof.NoteKey.TryParse(ProvedLedger.LinesOf(bundle, $"proofs/{Named}/{Store.Proofs.Bundle.Keys}")[0], out var newest));
            Assert.Empty((await ProvedLedger.Check(bundle, newest)).Findings);
            Assert.Empty((await Verify(ledger)).Findings);
        }
        await server.DropDatabase(database);
        await server.DropDatabase(elsewhere);
    }

    [Fact]
    public async Task what_cannot_be_is_refused_and_says_what_would_be_accepted()
    {
        var database = await server.CreateDatabase();
        await using (var ledger = await Start(database, ErasureFile))
        {
            var (voiced, _) = await Tell(ledger);
            Assert.Equal("NOT_ALLOWED endeavour", await Refused(new { endeavour = Named, person = Person, reason = "Asked." }, "tom team"));
            Assert.Equal("UNKNOWN_ENDEAVOUR endeavour", await Refused(new { endeavour = "nothing", person = Person, reason = "Asked." }));
            Assert.Equal("UNKNOWN_KEY person", await Refused(new { endeavour = Named, person = "nobody", reason = "Asked." }));
            Assert.Equal("INVALID_TEXT reason", await Refused(new { endeavour = Named, person = Person, reason = "Zelmira asked." }));
            Assert.Equal("OUT_OF_RANGE reason", await Refused(new { endeavour = Named, person = Person, reason = " " }));
            Assert.Equal("UNKNOWN_ENTRY also.0.entry", await Refused(new { endeavour = Named, person = Person, reason = "Asked.", also = new[] { new { entry = "nothing", paths = new[] { "note" } } } }));
            Assert.Equal("UNKNOWN_MEMBER also.0.paths.0", await Refused(new { endeavour = Named, person = Person, reason = "Asked.", also = new[] { new { entry = voiced, paths = new[] { "data.participant" } } } }));
            Assert.Contains("Schnurzelbaum", await Exported(ledger), StringComparison.Ordinal);
            // Without a place outside of the database nothing is destroyed.
            Directory.CreateDirectory(ErasureFile);
            Assert.Equal("UNAVAILABLE", (await ledger.Refuses(Mutation, new { input = new { endeavour = Named, person = Person, reason = "Asked." } })).Code);
            Directory.Delete(ErasureFile);
            Assert.Contains("Schnurzelbaum", await Exported(ledger), StringComparison.Ordinal);
            await ledger.Answers("""{ endeavour(slug: "forget") { personalData(person: "z-1") { person } erasures { totalCount } erased { totalCount } } }""",
                """{ "endeavour": { "personalData": null, "erasures": null, "erased": { "totalCount": 0 } } }""", viewer: "tom team");

            async Task<string> Refused(object input, string? viewer = null)
            {
                var error = Assert.Single((await ledger.Ask(Mutation, new { input }, viewer)).GetProperty("erasePerson").GetProperty("errors").EnumerateArray());
                Assert.NotEmpty(error.GetProperty("accepted").GetString()!);
                return $"{error.GetProperty("code").GetString()} {string.Join('.', error.GetProperty("path").EnumerateArray().Skip(1).Select(part => part.ToString()))}";
            }
        }
        await server.DropDatabase(database);
    }

    [Fact]
    public async Task a_person_s_data_is_listed_and_handed_to_them_first()
    {
        var database = await server.CreateDatabase();
        await using (var ledger = await Start(database, ErasureFile))
        {
            await Tell(ledger);
            var data = (await ledger.Ask("""{ endeavour(slug: "forget") { personalData(person: "z-1") { names json theirs: texts(personal: THEIRS, first: 20) { nodes { path texts } } others: texts(personal: OTHERS_TOO, first: 20) { nodes { path why } } } } }"""))
                .GetProperty("endeavour").GetProperty("personalData");

            Assert.Equal("Zelmira Quastenfels", data.GetProperty("names")[0].GetString());
            Assert.Equal(["data.name", "data.description", "data.words", "evidence", "data.words", "note", "data.description", "data.reason", "data.data.words", "data.words"],
                data.GetProperty("theirs").EnumerateArray().Select(text => text.GetProperty("path").GetString()));
            Assert.Equal(["of them, in the words of others", "names them"], data.GetProperty("others").EnumerateArray().Select(text => text.GetProperty("why").GetString()));
            var sheet = JsonSerializer.Deserialize<JsonElement>(data.GetProperty("json").GetString()!);
            Assert.Equal(10, sheet.GetProperty("theirs").GetArrayLength());
            // What is no text is theirs, too.
            var power = sheet.GetProperty("entries").EnumerateArray().Single(entry => entry.GetProperty("kind").GetString() == "PowerMapped");
            Assert.Equal("""{"holder":"z-1","form":"EXPERTISE","influence":0.4,"stance":0.5}""", JsonSerializer.Serialize(power.GetProperty("data")));
        }
        await server.DropDatabase(database);
    }

    [Fact]
    public async Task mirrors_and_subscribers_are_told_by_ids()
    {
        var database = await server.CreateDatabase();
        await using (var ledger = await Start(database, ErasureFile))
        {
            var (voiced, named) = await Tell(ledger);
            var cursor = (await ledger.Ask("""{ endeavour(slug: "forget") { timeline(last: 1) { pageInfo { endCursor } } } }""", viewer: "guest public")).GetProperty("endeavour").GetProperty("timeline").GetProperty("pageInfo").GetProperty("endCursor").GetString()!;
            const string query = "subscription($after: String) { entryRecorded(endeavour: \"forget\", after: $after) { cursor entry { uuid } withdrawn { uuid } erased { uuid paths } } }";
            await Erase(ledger, named);

            var told = new List<string>();
            string last = cursor;
            await foreach (var notice in Heard(ledger, query, cursor, 7))
            {
                Assert.Equal(JsonValueKind.Null, notice.GetProperty("entry").ValueKind);
                told.Add($"{notice.GetProperty("erased").GetProperty("uuid").GetString()} {string.Join(',', notice.GetProperty("erased").GetProperty("paths").EnumerateArray().Select(path => path.GetString()))}");
                last = notice.GetProperty("cursor").GetString()!;
            }
            Assert.Contains($"{voiced} data.words", told);
            var listed = (await ledger.Ask("""{ endeavour(slug: "forget") { erased(first: 100) { nodes { uuid paths } } } }""", viewer: "guest public")).GetProperty("endeavour").GetProperty("erased");
            Assert.Equal(told.Order(), listed.EnumerateArray().Select(one => $"{one.GetProperty("uuid").GetString()} {string.Join(',', one.GetProperty("paths").EnumerateArray().Select(path => path.GetString()))}").Order());

            // From there on only what comes.
            var recorded = await ledger.Record("FieldNoteTaken", new { endeavour = Named, occurredAt = "2024", visibility = "PUBLIC", data = new { words = "Next." } });
            await foreach (var notice in Heard(ledger, query, (await ledger.Ask("""{ endeavour(slug: "forget") { timeline(last: 2) { edges { cursor } } } }""", viewer: "guest public")).GetProperty("endeavour").GetProperty("timeline").GetProperty("edges")[0].GetProperty("cursor").GetString()!, 1))
                Assert.Equal(recorded, notice.GetProperty("entry").GetProperty("uuid").GetString());
        }
        await server.DropDatabase(database);
    }

    [Fact]
    public async Task who_saw_a_wording_that_was_corrected_since_is_told_when_it_is_destroyed_and_nobody_else()
    {
        var database = await server.CreateDatabase();
        await using (var ledger = await Start(database, ErasureFile))
        {
            await ledger.Open(Named);
            await Record("ElementMapped", "PUBLIC", new { key = Person, name = "Zelmira Quastenfels", element = "PERSON", scale = "INDIVIDUAL" });
            var seen = await Record("FieldNoteTaken", "PUBLIC", new { words = "Grumbelnuss." });
            await Correct(seen, "Plainly.");
            var unseen = await Record("FieldNoteTaken", "TEAM", new { words = "Grumbelkern." });
            await Correct(unseen, "Plainly.");
            await ledger.Record("EntryReclassified", new { endeavour = Named, occurredAt = "2019", data = new { entry = unseen, visibility = "PUBLIC" } });
            var between = await Record("FieldNoteTaken", "PUBLIC", new { words = "Plainly." });
            var wrong = await Correct(between, "Grumbelschale.");
            await Correct(between, "Plainly, after all.");
            var cursor = (await ledger.Ask("""{ endeavour(slug: "forget") { timeline(last: 1) { pageInfo { endCursor } } } }""", viewer: "guest public")).GetProperty("endeavour").GetProperty("timeline").GetProperty("pageInfo").GetProperty("endCursor").GetString()!;

            Assert.Empty((await ledger.Ask(Mutation, new { input = new { endeavour = Named, person = Person, reason = "Asked.", also = new[] { Of(seen, "data.words"), Of(unseen, "data.words"), Of(wrong, "data.data.words") } } }))
                .GetProperty("erasePerson").GetProperty("errors").EnumerateArray());

            Assert.Equal(new[] { seen, wrong, between }.Order(), (await Listed("guest public")).Order());
            Assert.Equal(new[] { seen, unseen, wrong, between }.Order(), (await Listed("tom team")).Order());
            Assert.Equal(await Listed("guest public"), [.. await Listed("guest public", "first: 1"), .. await Listed("guest public", $"first: 5, after: \"{await First()}\"")]);
            var told = new List<string>();
            // The name of the person, and what the guest saw.
            await foreach (var notice in Heard(ledger, "subscription($after: String) { entryRecorded(endeavour: \"forget\", after: $after) { erased { uuid } } }", cursor, 4))
                told.Add(notice.GetProperty("erased").GetProperty("uuid").GetString()!);
            Assert.Equal(new[] { seen, wrong, between }.Order(), told.Skip(1).Order());
            // What is said of what is seen now is no more than that.
            await ledger.Answers($$"""{ endeavour(slug: "forget") { seen: entry(id: "{{seen}}") { erased ... on FieldNoteTaken { data { words } } } } }""", """{"endeavour": {"seen": {"erased": [], "data": {"words": "Plainly."}}}}""", viewer: "guest public");

            Task<string> Record(string kind, string visibility, object data) => ledger.Record(kind, new { endeavour = Named, occurredAt = "2019", visibility, data });

            Task<string> Correct(string entry, string words) => ledger.Record("EntryCorrected", new { endeavour = Named, occurredAt = "2019", data = new { entry, reason = "Better.", data = new { fieldNoteTaken = new { words } } } });

            async Task<List<string>> Listed(string viewer, string page = "first: 100") => [.. (await ledger.Ask($$"""{ endeavour(slug: "forget") { erased({{page}}) { nodes { uuid paths } } } }""", viewer: viewer))
                .GetProperty("endeavour").GetProperty("erased").EnumerateArray().Select(one => one.GetProperty("uuid").GetString()!).Where(id => new[] { seen, unseen, between, wrong }.Contains(id))];

            async Task<string> First() => (await ledger.Ask("""{ endeavour(slug: "forget") { erased(first: 1) { pageInfo { endCursor } } } }""", viewer: "guest public")).GetProperty("endeavour").GetProperty("erased").GetProperty("pageInfo").GetProperty("endCursor").GetString()!;
        }
        await server.DropDatabase(database);

        static object Of(string entry, params string[] paths) => new { entry, paths };
    }

    static async IAsyncEnumerable<JsonElement> Heard(LedgerApi ledger, string query, string after, int count)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = System.Net.Http.Json.JsonContent.Create(new { query, variables = new { after } }) };
        request.Headers.Accept.Add(new("text/event-stream"));
        request.Headers.Add("X-Viewer", "guest public");
        using var response = await ledger.Client().SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Stop);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Stop));
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(20));
        while (count > 0 && await reader.ReadLineAsync(patience.Token) is { } line)
        {
            if (!line.StartsWith("data: {", StringComparison.Ordinal))
                continue;
            count--;
            yield return JsonSerializer.Deserialize<JsonElement>(line["data: ".Length..]).GetProperty("data").GetProperty("entryRecorded");
        }
    }
}
