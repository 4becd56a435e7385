using System.Collections.Concurrent;
using System.Diagnostics;
using System.Diagnostics.Metrics;
using System.Net;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json;
using ConveningLedger.Ledger;
using ConveningLedger.Store.Access;
using ConveningLedger.Store.Interchange;
using ConveningLedger.Store.Projections;
using ConveningLedger.Store.Proofs;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ConveningLedger.Server.Tests.Tenants;

/// <summary>
/// Two organisations on one node, each with an endeavour of the same slug: by every door, for every circle, the one answers as it did before there
/// was anything in the other, and lets in nobody who may come into the other.
/// </summary>
public sealed class KeepingTenantsApart(TwoTenants running) : IClassFixture<TwoTenants>, IAsyncLifetime
{
    const string Word = "betaword";

    const int WithWords = 4;

    static readonly string[] Circles = [.. Enum.GetValues<Visibility>().Select(circle => ValueNames.Of(circle))];

    static readonly Role[] AllRoles = Enum.GetValues<Role>();

    // What is signed, and when, differs from one second to the next.
    static readonly string[] Questions =
    [
        """{ viewer { kind mayOpen parts(first: 100) { totalCount } } endeavours { totalCount nodes { slug title entryCount } } }""",
        """{ search(text: "said or betaword or acmeword") { totalCount nodes { snippet entry { uuid } } } microShifts(first: 100) { totalCount } }""",
        """{ endeavour(slug: "water") { title entryCount timeline(first: 100) { totalCount nodes { uuid summary sequence } } frame(at: "2020", knownAt: "2999") { account report } access { members(first: 100) { totalCount } } } }""",
        """{ endeavour(slug: "water") { frame(at: "2020", knownAt: "2999") { seriesSheet edgeList gexf } tracks { version } } }""",
        """{ endeavour(slug: "well") { title } }""",
        """mutation { recordFieldNoteTaken(input: { endeavour: "well", occurredAt: "2019", data: { words: "x" } }) { entry { uuid } errors { code message path accepted ... on InvalidEntry { nearest } } } }""",
        """mutation { recordFieldNoteTaken(input: { endeavour: "water", occurredAt: "2019", data: { words: "x", about: ["betakay"] } }) { entry { uuid } errors { code message path accepted ... on InvalidEntry { nearest } } } }""",
    ];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync() => await Fill("acme");

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task what_is_in_one_leaves_no_trace_in_the_other()
    {
        var tokens = new List<string?> { null, await running.Token("acme", null), await running.Token("acme", "nobody") };
        foreach (var role in AllRoles)
            tokens.Add(await running.Token("acme", $"the {role}"));
        var (told, tags) = (new ConcurrentQueue<string>(), new ConcurrentDictionary<string, bool>());
        using var meters = Listen(tags);
        using var hearing = new CancellationTokenSource();
        var listening = Hear("acme", tokens[1]!, told, hearing.Token);
        var before = await All(tokens);
        Assert.Equal(tokens.Count * Questions.Length, before.Count);
        Assert.All(before.Skip(Questions.Length).Take(WithWords), answer => Assert.Matches("^200 {\"data\".*acmeword", answer));

        await Fill("beta");
        var (ofBeta, cursor) = await IdsOf("beta");

        Assert.Equal(before, await All(tokens));
        foreach (var token in tokens.Skip(1))
        {
            foreach (var id in ofBeta)
                Assert.Contains("{\"node\":null}", await running.Answer("acme", token, $$"""{ node(id: "{{id}}") { id } }"""));
        }
        using (var refused = await running.Send(HttpMethod.Post, "acme.example.org", "/graphql", tokens[1], new { query = $$"""subscription { entryRecorded(endeavour: "water", after: "{{cursor}}") { cursor } }""" }, "text/event-stream"))
            Assert.Contains("BAD_CURSOR", await refused.Content.ReadAsStringAsync(Stop));
        // The next that is heard is the next of its own.
        await Note("acme", "acmeword, at last", "PUBLIC");
        while (told.IsEmpty)
            await Task.Delay(20, Stop);
        await hearing.CancelAsync();
        await listening;
        Assert.Contains("at last", Assert.Single(told));

        Assert.All(await Doors("acme"), door => Assert.DoesNotContain(Word, door.Value, StringComparison.OrdinalIgnoreCase));
        Assert.All(await Doors("beta"), door => Assert.Contains(Word, door.Value, StringComparison.OrdinalIgnoreCase));
        Assert.NotEmpty(tags);
        Assert.All(tags.Keys, tag => Assert.All(new[] { Word, "acme", "beta", "water" }, word => Assert.DoesNotContain(word, tag, StringComparison.OrdinalIgnoreCase)));
    }

    [Fact]
    public async Task whoever_may_come_into_one_is_nobody_in_the_other()
    {
        foreach (var subject in new[] { null, "the Convener" })
        {
            var token = await running.Token("beta", subject);
            Assert.StartsWith("200", await running.Answer("beta", token, "{ __typename }"));
            Assert.StartsWith("401", await running.Answer("acme", token, "{ __typename }"));
        }
        Assert.Equal("connection_ack", await Introduced("acme", await running.Token("acme", null)));
        Assert.Equal("4403", await Introduced("acme", await running.Token("beta", null)));
        var book = running.Services("beta").GetRequiredService<AccessBook>();
        var (_, code) = await book.Invite(null, null, "the operator", TimeSpan.FromHours(1), "a test", Stop);
        using var elsewhere = await running.Send(HttpMethod.Post, "acme.example.org", $"/sign-in/{code}", null);
        Assert.Equal(HttpStatusCode.Gone, elsewhere.StatusCode);
        Assert.True(await book.IsOperators(code, Stop));
    }

    [Theory]
    [InlineData("127.0.0.1", "/health/ready", HttpStatusCode.OK, "Healthy")]
    [InlineData("127.0.0.1", "/health/live", HttpStatusCode.OK, "Healthy")]
    [InlineData("acme.example.org", "/health/ready", HttpStatusCode.OK, "Healthy")]
    [InlineData("gamma.example.org", "/graphql", HttpStatusCode.MisdirectedRequest, "No ledger is reached under this name.\n")]
    [InlineData("127.0.0.1", "/", HttpStatusCode.MisdirectedRequest, "No ledger is reached under this name.\n")]
    public async Task the_node_itself_tells_nothing_of_who_is_on_it(string host, string path, HttpStatusCode status, string said)
    {
        using var response = await running.Send(HttpMethod.Get, host, path, null);

        Assert.Equal(status, response.StatusCode);
        Assert.Equal(said, await response.Content.ReadAsStringAsync(Stop));
    }

    [Fact]
    public async Task a_command_is_told_whose_ledger_it_means()
    {
        var (status, _, errors) = await Command(null, "export");
        Assert.Equal((1, "There are several ledgers here. Set LEDGER_TENANT to the tenant whose it is. Accepted: acme, beta.\n"), (status, errors));
        (status, _, errors) = await Command("gamma", "export");
        Assert.Equal((1, "LEDGER_TENANT is 'gamma', and no tenant is called so. Accepted: acme, beta.\n"), (status, errors));
        (status, var lines, errors) = await Command("acme", "export", "water");
        Assert.True(status == 0, errors);
        Assert.Contains("acmeword", lines);
        Assert.DoesNotContain(Word, lines);
    }

    [Fact]
    public async Task who_reads_the_flat_tables_of_one_cannot_connect_to_the_other()
    {
        var name = $"analyst_{Environment.ProcessId}";
        await Execute(running.DatabaseOf("acme"), $"create role {name} login password 'x'; grant ledger_conveners_reader to {name}; grant connect on database {new NpgsqlConnectionStringBuilder(running.DatabaseOf("acme")).Database} to {name}");
        try
        {
            Assert.Equal(0L, await Execute(As("acme"), "select count(*) from ledger_conveners.entries where endeavour = 'none'"));
            var refused = await Assert.ThrowsAsync<PostgresException>(() => Execute(As("beta"), "select 1"));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        }
        finally
        {
            await Execute(running.DatabaseOf("acme"), $"drop owned by {name}; drop role {name}");
        }

        string As(string tenant) => new NpgsqlConnectionStringBuilder(running.DatabaseOf(tenant)) { Username = name, Password = "x" }.ConnectionString;
    }

    /// <summary>An endeavour with an entry and a role for each circle, the same in both but for what was said.</summary>
    async Task Fill(string tenant)
    {
        var token = await running.Token(tenant, null);
        if ((await running.Ask(tenant, token, """{ endeavour(slug: "water") { title } }""")).GetProperty("endeavour").ValueKind != JsonValueKind.Null)
            return;
        foreach (var slug in tenant == "beta" ? new[] { "water", "well" } : ["water"])
            await running.Ask(tenant, token, $$"""mutation { recordEndeavourOpened(input: { endeavour: "{{slug}}", occurredAt: "2016", visibility: PUBLIC, data: { title: "Water, {{tenant}}word", challenges: [OTHER], scale: LOCAL } }) { errors { message } } }""");
        await running.Ask(tenant, token, $$"""mutation { recordElementMapped(input: { endeavour: "water", occurredAt: "2017", visibility: PUBLIC, data: { key: "{{tenant}}key", name: "{{tenant}}word", element: GROUP, scale: LOCAL } }) { errors { message } } }""");
        foreach (var circle in Circles)
            await Note(tenant, $"{tenant}word, said to {circle}", circle);
        foreach (var role in AllRoles)
            await running.Services(tenant).GetRequiredService<AccessBook>().Say("water", $"the {role}", role, "a test", null, Stop);
        // Who leads the projections is agreed on first.
        while ((await running.Services(tenant).GetRequiredService<ProjectionState>().Lags(Stop)).Any(lag => lag.Behind > 0))
            await Task.Delay(50, Stop);
    }

    async Task Note(string tenant, string words, string circle) => await running.Ask(tenant, await running.Token(tenant, null),
        $$"""mutation { recordFieldNoteTaken(input: { endeavour: "water", occurredAt: "2019", visibility: {{circle}}, data: { words: "{{words}}" } }) { errors { message } } }""");

    async Task<List<string>> All(List<string?> tokens)
    {
        var answers = new List<string>();
        foreach (var token in tokens)
        {
            foreach (var question in Questions)
                answers.Add(await running.Answer("acme", token, question));
        }
        return answers;
    }

    async Task<(string[] Ids, string Cursor)> IdsOf(string tenant)
    {
        var endeavour = (await running.Ask(tenant, await running.Token(tenant, null), """{ endeavour(slug: "water") { id timeline(first: 100) { nodes { id } pageInfo { endCursor } } } }""")).GetProperty("endeavour");
        // That of the endeavour is that of its slug, and so the same in both.
        return ([.. endeavour.GetProperty("timeline").GetProperty("nodes").EnumerateArray().Select(node => node.GetProperty("id").GetString()!)],
            endeavour.GetProperty("timeline").GetProperty("pageInfo").GetProperty("endCursor").GetString()!);
    }

    async Task Hear(string tenant, string token, ConcurrentQueue<string> told, CancellationToken stop)
    {
        using var response = await running.Send(HttpMethod.Post, $"{tenant}.example.org", "/graphql", token,
            new { query = """subscription { entryRecorded(endeavour: "water") { entry { summary } } }""" }, "text/event-stream");
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(Stop));
        try
        {
            while (await reader.ReadLineAsync(stop) is { } line)
            {
                if (line.StartsWith("data: {", StringComparison.Ordinal))
                    told.Enqueue(line);
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <summary>What is written of a tenant by the other doors: lines, a bundle, the tables of each circle.</summary>
    async Task<Dictionary<string, string>> Doors(string tenant)
    {
        var services = running.Services(tenant);
        var doors = new Dictionary<string, string>();
        using (var lines = new MemoryStream())
        {
            await services.GetRequiredService<Export>().WriteAsync(null, lines, cancellation: Stop);
            doors["export"] = Encoding.UTF8.GetString(lines.ToArray());
        }
        using (var bundle = new MemoryStream())
        {
            await services.GetRequiredService<Bundle>().WriteAsync(["water"], Visibility.Conveners, bundle, Stop);
            using var zip = new System.IO.Compression.ZipArchive(bundle);
            doors["bundle"] = string.Concat(zip.Entries.Select(entry => new StreamReader(entry.Open()).ReadToEnd()));
        }
        foreach (var projection in new[] { "entries", "entry_texts", "elements" })
        {
            foreach (var circle in Circles)
                doors[$"{projection} {circle}"] = (string)(await Execute(running.DatabaseOf(tenant), $"select coalesce(string_agg(row::text, ' '), '') from ledger_{circle.ToLowerInvariant()}.{projection} as row"))!;
        }
        return doors;
    }

    /// <summary>What a socket is answered to a token: the type of the first message, or the code with which it is closed.</summary>
    async Task<string> Introduced(string tenant, string token)
    {
        using var socket = new ClientWebSocket();
        socket.Options.AddSubProtocol("graphql-transport-ws");
        socket.Options.SetRequestHeader("Host", $"{tenant}.example.org");
        await socket.ConnectAsync(new Uri($"{running.Url.Replace("http", "ws", StringComparison.Ordinal)}/graphql"), Stop);
        await socket.SendAsync(Encoding.UTF8.GetBytes($$$"""{"type":"connection_init","payload":{"Authorization":"Bearer {{{token}}}"}}"""), WebSocketMessageType.Text, true, Stop);
        var buffer = new byte[1024];
        var received = await socket.ReceiveAsync(buffer, Stop);
        return received.MessageType == WebSocketMessageType.Close ? $"{(int)received.CloseStatus!}"
            : JsonSerializer.Deserialize<JsonElement>(buffer.AsSpan(0, received.Count)).GetProperty("type").GetString()!;
    }

    async Task<(int Status, string Output, string Errors)> Command(string? tenant, params string[] words)
    {
        var start = new ProcessStartInfo("dotnet", [LedgerProcess.Program, .. words]) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var name in new[] { "acme", "beta" })
        {
            start.Environment[$"Tenants__{name}__ConnectionStrings__Ledger"] = running.DatabaseOf(name);
            start.Environment[$"Tenants__{name}__Access__PublicUrl"] = $"http://{name}.example.org";
        }
        start.Environment["LEDGER_TENANT"] = tenant;
        using var process = Process.Start(start)!;
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(Stop), process.StandardError.ReadToEndAsync(Stop));
        await process.WaitForExitAsync(Stop);
        return (process.ExitCode, await output, await errors);
    }

    static MeterListener Listen(ConcurrentDictionary<string, bool> tags)
    {
        var listener = new MeterListener { InstrumentPublished = (instrument, listener) => listener.EnableMeasurementEvents(instrument) };
        listener.SetMeasurementEventCallback<long>((instrument, _, given, _) => Keep(instrument, given));
        listener.SetMeasurementEventCallback<double>((instrument, _, given, _) => Keep(instrument, given));
        listener.Start();
        return listener;

        void Keep(Instrument instrument, ReadOnlySpan<KeyValuePair<string, object?>> given)
        {
            if (!instrument.Meter.Name.StartsWith("ConveningLedger", StringComparison.Ordinal))
                return;
            foreach (var (name, value) in given)
                tags[$"{instrument.Name} {name}={value}"] = true;
        }
    }

    static async Task<object?> Execute(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection($"{connectionString};Pooling=false");
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(Stop);
    }
}
