using System.Text;
using System.Text.Json;
using ConveningLedger.Server.Tests.Postgres;

namespace ConveningLedger.Server.Tests;

/// <summary>A server that was started on an empty folder.</summary>
public sealed class ServerOnAFolder : IAsyncLifetime
{
    internal ClusterFolder Folder { get; } = new();

    internal LedgerProcess Server { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Server = await LedgerProcess.Serve(Folder.Path);

    public async ValueTask DisposeAsync()
    {
        await Server.DisposeAsync();
        Folder.Dispose();
    }
}

public sealed class RunningTheServer(ServerOnAFolder running) : IClassFixture<ServerOnAFolder>
{
    [Fact]
    public async Task makes_a_ledger_with_the_sample_in_it_and_answers() => LedgerApi.AssertJson(
        """{"endeavour": {"title": "One River, Many Taps", "entryCount": 380}}""",
        await running.Server.Ask("""{ endeavour(slug: "vessa-water") { title entryCount } }"""));

    [Fact]
    public async Task a_second_server_on_the_same_folder_says_so_and_stops()
    {
        await using var second = LedgerProcess.Start(running.Folder.Path, null);

        var (status, output, errors) = await second.End();

        Assert.Equal(1, status);
        Assert.Equal("", output);
        Assert.StartsWith($"{running.Folder.Path} is in use by process {running.Server.Id}, which answers at {running.Server.Url}.", errors);
        Assert.Single(errors.Trim().Split('\n'));
    }

    [Fact]
    public async Task an_import_uses_the_database_of_the_server_that_runs()
    {
        var file = Path.Combine(running.Folder.Path, "imported.jsonl");
        await File.WriteAllTextAsync(file,
            """{"endeavour":"imported-meanwhile","kind":"EndeavourOpened","occurredAt":"2019","visibility":"PUBLIC","data":{"title":"Meanwhile","challenges":["OTHER"],"scale":"LOCAL"}}""" + "\n",
            TestContext.Current.CancellationToken);

        await using var import = LedgerProcess.Start(running.Folder.Path, null, "import", file);
        var (status, output, errors) = await import.End();
        await using var again = LedgerProcess.Start(running.Folder.Path, null, "import", file);
        var (statusAgain, outputAgain, _) = await again.End();

        Assert.Equal((0, 0), (status, statusAgain));
        Assert.Equal("imported-meanwhile: 1 lines, 1 recorded\nImported 1 lines: 1 recorded, 0 recorded before, 0 refused.\n", output);
        Assert.Matches(@"^PostgreSQL .* is running already and is used \(.*\)\n$", errors);
        Assert.EndsWith("Imported 1 lines: 0 recorded, 1 recorded before, 0 refused.\n", outputAgain);
        LedgerApi.AssertJson("""{"endeavour": {"title": "Meanwhile"}}""", await running.Server.Ask("""{ endeavour(slug: "imported-meanwhile") { title } }"""));
    }

    [Fact]
    public async Task an_export_writes_the_lines_and_nothing_else_to_its_output()
    {
        await using var export = LedgerProcess.Start(running.Folder.Path, null, "export", "vessa-water");
        var (status, output, errors) = await export.End();

        Assert.Equal(0, status);
        Assert.Matches(@"^PostgreSQL .* is running already and is used \(.*\)\nExported 380 entries of 1 endeavours\.\n$", errors);
        // The sample brings no ids; else its lines are canonical.
        var withoutIds = new StringBuilder();
        foreach (var line in output.Split('\n'))
        {
            var id = line == "" ? "" : JsonSerializer.Deserialize<JsonElement>(line).GetProperty("id").GetString();
            withoutIds.Append(line == "" ? "" : line.Replace($"\"id\":\"{id}\",", "", StringComparison.Ordinal) + "\n");
        }
        Assert.Equal(await File.ReadAllTextAsync(SharedApi.SampleFile, TestContext.Current.CancellationToken), withoutIds.ToString());
    }

    [Fact]
    public async Task an_endeavour_that_there_is_not_is_not_exported()
    {
        await using var export = LedgerProcess.Start(running.Folder.Path, null, "export", "vesa-water");
        var (status, output, errors) = await export.End();

        Assert.Equal((1, ""), (status, output));
        Assert.Contains("vessa-water", errors);
    }

    [Theory]
    [InlineData("http://0.0.0.0:5999")]
    [InlineData("http://*:5999")]
    [InlineData("http://+:5999")]
    [InlineData("http://[::]:5999")]
    [InlineData("http://192.0.2.1:5999")]
    [InlineData("http://example.org:5999")]
    [InlineData("http://127.0.0.1:5999;http://0.0.0.0:5998")]
    public void an_address_that_others_could_reach_is_refused(string url)
    {
        var refused = Assert.Throws<SettingException>(() => Settings.CheckLoopback(url));

        Assert.Contains("can be reached from other machines", refused.Message);
        Assert.EndsWith("Set ASPNETCORE_URLS to a loopback address, such as http://127.0.0.1:5080, or Access__PublicUrl to the address under which people reach the ledger, such as https://ledger.example.org.", refused.Message);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("http://localhost:5999")]
    [InlineData("http://127.0.0.2:5999;http://[::1]:5999")]
    public void an_address_of_this_machine_alone_is_taken(string? url) => Settings.CheckLoopback(url);

    [Fact]
    public async Task an_address_is_refused_wherever_it_is_set()
    {
        using var folder = new ClusterFolder();
        await using var server = LedgerProcess.Start(folder.Path, null, "run", "--Kestrel:Endpoints:Other:Url=http://0.0.0.0:5997");

        var (status, _, errors) = await server.End();

        Assert.Equal(1, status);
        Assert.StartsWith("0.0.0.0:5997 can be reached from other machines", errors);
    }

    [Fact]
    public async Task a_word_that_is_not_known_does_not_serve()
    {
        await using var typo = LedgerProcess.Start(running.Folder.Path, null, "imprt");

        var (status, _, errors) = await typo.End();

        Assert.Equal(1, status);
        Assert.Contains("'imprt'", errors);
    }

    [Fact]
    public async Task says_at_once_that_an_address_is_refused_and_makes_no_folder()
    {
        var never = Path.Combine(running.Folder.Path, "never");
        await using var server = LedgerProcess.Start(never, "http://0.0.0.0:5999");

        var (status, output, errors) = await server.End();

        Assert.Equal((1, ""), (status, output));
        Assert.StartsWith("http://0.0.0.0:5999 can be reached from other machines", errors);
        Assert.False(Directory.Exists(never));
    }
}

public sealed class StoppingTheServer
{
    [Fact]
    public async Task leaves_no_process_and_loses_nothing_however_it_ends()
    {
        using var folder = new ClusterFolder();
        await using (var server = await LedgerProcess.Serve(folder.Path))
        {
            var postmaster = folder.PostmasterId!.Value;
            await Record(server, "before the signal");

            server.Terminate();
            var (status, output, errors) = await server.End();

            Assert.Equal((0, ""), (status, errors));
            Assert.Contains($"ConveningLedger answers at {server.Url}", output);
            Assert.Null(folder.PostmasterId);
            Assert.False(File.Exists($"/proc/{postmaster}/cwd/PG_VERSION"));
        }

        await using (var server = await LedgerProcess.Serve(folder.Path))
        {
            Assert.Equal(["before the signal"], await Words(server));
            await Record(server, "before the end");
            server.Kill();
            await server.End();
        }

        await using (var server = await LedgerProcess.Serve(folder.Path))
        {
            Assert.Equal(["before the signal", "before the end"], await Words(server));
            await Record(server, "after the end");
            Assert.Equal(["before the signal", "before the end", "after the end"], await Words(server));
        }
        Assert.Null(folder.PostmasterId);
    }

    static async Task Record(LedgerProcess server, string words) => Assert.Equal(0, (await server.Ask(
        $"mutation {{ recordFieldNoteTaken(input: {{ endeavour: \"vessa-water\", occurredAt: \"2025\", note: \"of the tests\", data: {{ words: \"{words}\" }} }}) {{ errors {{ message }} }} }}"))
        .GetProperty("recordFieldNoteTaken").GetProperty("errors").GetArrayLength());

    static async Task<IEnumerable<string?>> Words(LedgerProcess server) => (await server.Ask(
        """{ endeavour(slug: "vessa-water") { timeline(kinds: ["FieldNoteTaken"], occurredFrom: "2025") { nodes { ... on FieldNoteTaken { data { words } } } } } }"""))
        .GetProperty("endeavour").GetProperty("timeline").EnumerateArray().Select(node => node.GetProperty("data").GetProperty("words").GetString());
}
