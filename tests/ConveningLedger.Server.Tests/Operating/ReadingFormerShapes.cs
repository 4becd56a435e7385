using ConveningLedger.Ledger;
using ConveningLedger.Store;
using ConveningLedger.Store.Interchange;
using ConveningLedger.Store.Proofs;
using ConveningLedger.Tests.Ledger;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ConveningLedger.Server.Tests.Operating;

/// <summary>Entries whose kind had other shapes when they were recorded, at every door.</summary>
public sealed class ReadingFormerShapes(LedgerDatabase database) : IClassFixture<LedgerDatabase>, IDisposable
{
    const string Opened = """{"endeavour":"beacons","id":"0195f0c2-7d1e-7c3a-9c1e-000000000001","kind":"EndeavourOpened","occurredAt":"2019","recordedAt":"2019-05-01T00:00:00Z","recordedBy":"ana","visibility":"PUBLIC","data":{"title":"Beacons","challenges":["OTHER"],"scale":"LOCAL"}}""";
    const string Mapped = """{"endeavour":"beacons","id":"0195f0c2-7d1e-7c3a-9c1e-000000000002","kind":"ElementMapped","occurredAt":"2019","recordedAt":"2019-05-01T00:00:00Z","recordedBy":"ana","visibility":"PUBLIC","data":{"key":"weir","name":"The weir","element":"OTHER","scale":"LOCAL"}}""";

    static readonly string[] Lines =
    [
        Opened, Mapped, Lit(3, "\"ref\":\"first\",", "", """{"place":"weir"}"""), Lit(4, "", "\"version\":2,", """{"at":"weir","said":"Look!"}"""), Lit(5, "", "\"version\":3,", """{"at":"weir","brightness":0.9}"""),
        """{"endeavour":"beacons","id":"0195f0c2-7d1e-7c3a-9c1e-000000000006","kind":"EntryCorrected","version":2,"occurredAt":"2019-05-02","recordedAt":"2019-05-02T00:00:00Z","recordedBy":"ana","visibility":"PUBLIC","data":{"entry":"first","reason":"A slip.","data":{"at":"weir","said":"Here!"}}}""",
    ];

    static readonly LedgerOptions WithBeacons = new() { IsAlone = true, Catalogue = Catalogue.Standard.With(typeof(BeaconLit)) };

    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ledger-shapes-");

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task are_read_as_todays_and_exported_and_proved_as_they_were_recorded()
    {
        var file = Path.Combine(folder.FullName, "beacons.jsonl");
        await File.WriteAllLinesAsync(file, Lines, Stop);
        await using (var ledger = await LedgerApi.Start(database.ConnectionString, WithBeacons))
        {
            await ledger.ImportFile(file);
            await ledger.Services.GetRequiredService<Checkpointing>().CatchUp(Stop);
            await IsToldAsToday(ledger);
            var again = await ledger.Services.GetRequiredService<Import>().RunAsync([file], new(LedgerApi.Convener), cancellation: Stop);
            Assert.Equal((0, 6, 0), (again.Recorded, again.AlreadyRecorded, again.Refused));
            // Today it is recorded in today's shape, and the same in a former one is the same entry.
            var recorded = await ledger.Submit("BeaconLit", new { endeavour = "beacons", id = "0195f0c2-7d1e-7c3a-9c1e-000000000004", occurredAt = "2019-05", visibility = "PUBLIC", data = new { at = "weir", brightness = 0.5, words = "Look!" } });
            Assert.Equal("true", recorded.GetProperty("wasRecordedBefore").GetRawText());
            Assert.Equal(7, (await ledger.Submit("BeaconLit", new { endeavour = "beacons", occurredAt = "2020", data = new { at = "weir", brightness = 1 } })).GetProperty("entry").GetProperty("sequence").GetDouble());
        }
        // Read anew, from what is stored.
        await using (var ledger = await LedgerApi.Start(database.ConnectionString, WithBeacons))
        {
            await IsToldAsToday(ledger);
            using var exported = new MemoryStream();
            await ledger.Services.GetRequiredService<Export>().WriteAsync(["beacons"], exported, null, Stop);
            var lines = System.Text.Encoding.UTF8.GetString(exported.ToArray()).Split('\n');
            Assert.Equal(Lines, lines[..6]);
            Assert.Contains("\"kind\":\"BeaconLit\",\"version\":3,", lines[6], StringComparison.Ordinal);
            await ledger.Services.GetRequiredService<Checkpointing>().CatchUp(Stop);
            Assert.Empty((await ledger.Services.GetRequiredService<LedgerCheck>().RunAsync(["beacons"], [], Stop)).Findings);
            using var bundle = new MemoryStream();
            await ledger.Services.GetRequiredService<Bundle>().WriteAsync(["beacons"], Visibility.Public, bundle, Stop);
            bundle.Position = 0;
            Assert.True((await BundleCheck.RunAsync(bundle, null, [], Stop)).IsClean);
        }
        // A first shape is stored as it was before there were versions.
        Assert.Equal("""{"place": "weir"}""", await Stored(3, "data -> 'data'"));
        Assert.Null(await Stored(3, "data -> 'version'"));
        Assert.Equal("2", await Stored(6, "data -> 'version'"));
    }

    static async Task IsToldAsToday(LedgerApi ledger) => await ledger.Answers(
        """{ endeavour(slug: "beacons") { timeline(kinds: ["BeaconLit"], first: 3) { nodes { ... on BeaconLit { data { at brightness words } } } } } }""",
        """
        {"endeavour": {"timeline": [
          {"data": {"at": "weir", "brightness": 0.5, "words": "Here!"}},
          {"data": {"at": "weir", "brightness": 0.5, "words": "Look!"}},
          {"data": {"at": "weir", "brightness": 0.9, "words": null}}]}}
        """);

    async Task<string?> Stored(int sequence, string what)
    {
        await using var source = NpgsqlDataSource.Create(database.ConnectionString);
        await using var command = source.CreateCommand($"select ({what})::text from ledger.mt_events where stream_id = 'beacons' and version = {sequence}");
        return await command.ExecuteScalarAsync(Stop) as string;
    }

    static string Lit(int id, string name, string version, string data) =>
        $$"""{"endeavour":"beacons","id":"0195f0c2-7d1e-7c3a-9c1e-00000000000{{id}}",{{name}}"kind":"BeaconLit",{{version}}"occurredAt":"2019-05","recordedAt":"2019-05-01T00:00:00Z","recordedBy":"ana","visibility":"PUBLIC","data":{{data}}""" + "}";
}
