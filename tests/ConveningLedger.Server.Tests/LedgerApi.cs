using System.Diagnostics.CodeAnalysis;
using System.Net.Http.Json;
using System.Security.Claims;
using System.Text.Encodings.Web;
using System.Text.Json;
using Alba;
using ConveningLedger.GraphQL;
using ConveningLedger.Ledger;
using ConveningLedger.Store;
using ConveningLedger.Store.Access;
using ConveningLedger.Store.Interchange;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ConveningLedger.Server.Tests;

/// <summary>A ledger that is served: GraphQL text goes in by HTTP, JSON comes out.</summary>
public sealed class LedgerApi : IAsyncDisposable
{
    static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly IAlbaHost host;

    LedgerApi(IAlbaHost host, string connectionString) => (this.host, ConnectionString) = (host, connectionString);

    /// <summary>How to reach its database.</summary>
    public string ConnectionString { get; }

    /// <summary>The parts that it is made of.</summary>
    public IServiceProvider Services => host.Services;

    /// <summary>Who asks where nobody is named.</summary>
    public static Recorder Convener { get; } = new("local", Visibility.Conveners);

    /// <summary>Serves what is in a database. Who asks is told by a header; by default it is the actor <c>local</c>, as on one's own machine.</summary>
    public static async Task<LedgerApi> Start(string connectionString, LedgerOptions? options = null, Action<IServiceCollection>? more = null, Dictionary<string, string>? settings = null)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        // Everybody is let in; what they see is said by the header.
        builder.Configuration["Access:PublicReads"] = "true";
        foreach (var (name, value) in settings ?? [])
            builder.Configuration[name] = value;
        // Alone on its database, its projections start at once.
        builder.AddLedgerHost(connectionString, options ?? new LedgerOptions { IsAlone = true });
        builder.Services.AddHttpContextAccessor();
        builder.Services.AddSingleton<IViewers, NamedViewers>();
        more?.Invoke(builder.Services);
        return new(await AlbaHost.For(builder, app => app.MapLedger()), connectionString);
    }

    /// <summary>A client of its own.</summary>
    public HttpClient Client() => host.Server.CreateClient();

    /// <summary>Asks, and gives the data; a page of which only the nodes are asked is shown as its list. Fails where there are errors.</summary>
    public async Task<JsonElement> Ask([StringSyntax("graphql")] string query, object? variables = null, string? viewer = null)
    {
        var answer = await Answer(query, variables, viewer);
        if (answer.TryGetProperty("errors", out var errors))
            Assert.Fail($"{query}\n{Written(errors)}");
        return Listed(answer.GetProperty("data"));
    }

    /// <summary>JSON in which a page of which only the nodes are asked is shown as its list.</summary>
    public static JsonElement Listed(JsonElement json)
    {
        using var written = new MemoryStream();
        using (var writer = new Utf8JsonWriter(written))
            Write(json, writer);
        return JsonSerializer.Deserialize<JsonElement>(written.ToArray());

        static void Write(JsonElement value, Utf8JsonWriter writer)
        {
            switch (value.ValueKind)
            {
                case JsonValueKind.Object when value.EnumerateObject().ToArray() is [{ Name: "nodes" } nodes]:
                    Write(nodes.Value, writer);
                    break;
                case JsonValueKind.Object:
                    writer.WriteStartObject();
                    foreach (var member in value.EnumerateObject())
                    {
                        writer.WritePropertyName(member.Name);
                        Write(member.Value, writer);
                    }
                    writer.WriteEndObject();
                    break;
                case JsonValueKind.Array:
                    writer.WriteStartArray();
                    foreach (var item in value.EnumerateArray())
                        Write(item, writer);
                    writer.WriteEndArray();
                    break;
                default:
                    value.WriteTo(writer);
                    break;
            }
        }
    }

    /// <summary>Asks, and compares the data with what is expected.</summary>
    public async Task Answers([StringSyntax("graphql")] string query, [StringSyntax("json")] string expected, object? variables = null, string? viewer = null) =>
        AssertJson(expected, await Ask(query, variables, viewer));

    /// <summary>Asks what is refused, and gives the one error.</summary>
    public async Task<(string Code, string Message)> Refuses([StringSyntax("graphql")] string query, object? variables = null, string? viewer = null)
    {
        var answer = await Answer(query, variables, viewer);
        if (!answer.TryGetProperty("errors", out var errors))
            Assert.Fail($"It is answered.\n{query}\n{Written(answer)}");
        var error = Assert.Single(errors.EnumerateArray());
        return (error.TryGetProperty("extensions", out var extensions) ? extensions.GetProperty("code").GetString()! : "", error.GetProperty("message").GetString()!);
    }

    /// <summary>Asks, and gives the whole answer.</summary>
    public async Task<JsonElement> Answer([StringSyntax("graphql")] string query, object? variables = null, string? viewer = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query, variables }) };
        if (viewer is not null)
            request.Headers.Add(NamedViewers.Header, viewer);
        using var response = await Client().SendAsync(request, TestContext.Current.CancellationToken);
        return (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken));
    }

    /// <summary>Records by mutation, and gives the payload: id and sequence of the entry, whether it was recorded before, errors.</summary>
    public async Task<JsonElement> Submit(string kind, object input, string? viewer = null) => (await Ask(
        $$"""
        mutation($input: Record{{kind}}Input!) {
          record{{kind}}(input: $input) {
            entry { id: uuid sequence }
            wasRecordedBefore
            errors { __typename code message path accepted ... on InvalidEntry { nearest } ... on NewerRevision { newest } ... on IdTaken { recorded { uuid } } }
          }
        }
        """, new { input }, viewer)).GetProperty($"record{kind}");

    /// <summary>Records by mutation what is accepted; gives the entry's id.</summary>
    public async Task<string> Record(string kind, object input, string? viewer = null)
    {
        var payload = await Submit(kind, input, viewer);
        if (payload.GetProperty("errors").GetArrayLength() > 0)
            Assert.Fail($"{JsonSerializer.Serialize(input)}\n{Written(payload)}");
        return payload.GetProperty("entry").GetProperty("id").GetString()!;
    }

    /// <summary>Opens an endeavour of which nothing is known but that it is open to everybody.</summary>
    public Task<string> Open(string endeavour, string visibility = "PUBLIC") => Record("EndeavourOpened",
        new { endeavour, occurredAt = "2016", visibility, data = new { title = endeavour, challenges = new[] { "OTHER" }, scale = "LOCAL", defaultVisibility = "PUBLIC" } });

    /// <summary>Imports lines, which may claim when they were recorded. Fails where one is refused.</summary>
    public async Task Import(params string[] lines)
    {
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllLinesAsync(file, lines, TestContext.Current.CancellationToken);
            await ImportFile(file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>Imports a file. Fails where a line is refused.</summary>
    public async Task ImportFile(string file)
    {
        var report = await Services.GetRequiredService<Import>().RunAsync([file], new(Convener), cancellation: TestContext.Current.CancellationToken);
        if (!report.IsClean)
            Assert.Fail(string.Join("\n", report.Refusals));
    }

    /// <summary>The rows of a statement.</summary>
    public async Task<List<T>> Rows<T>(string sql)
    {
        await using var source = NpgsqlDataSource.Create(ConnectionString);
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        var rows = new List<T>();
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
            rows.Add(reader.GetFieldValue<T>(0));
        return rows;
    }

    /// <summary>Keeps everybody else out of an endeavour's stream, as an import does, until the connection is disposed.</summary>
    public async Task<NpgsqlConnection> KeepOthersOut(string endeavour)
    {
        var connection = new NpgsqlConnection($"{ConnectionString};Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand("select pg_advisory_lock(hashtextextended('import ' || $1, 0))", connection) { Parameters = { new() { Value = endeavour } } };
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    /// <summary>Compares JSON by its values, and shows both where they differ.</summary>
    public static void AssertJson([StringSyntax("json")] string expected, JsonElement actual)
    {
        var wanted = Listed(JsonSerializer.Deserialize<JsonElement>(expected));
        if (!JsonElement.DeepEquals(wanted, actual))
            Assert.Equal(Written(wanted), Written(actual));
    }

    /// <summary>JSON to be read by a person.</summary>
    public static string Written(JsonElement json) => JsonSerializer.Serialize(json, Layout);

    public ValueTask DisposeAsync() => host.DisposeAsync();

    /// <summary>Who asks, as a header says it: a subject and the circle that they belong to everywhere.</summary>
    sealed class NamedViewers(IHttpContextAccessor http) : IViewers
    {
        public const string Header = "X-Viewer";

        public Task<IViewer> Of(ClaimsPrincipal user, CancellationToken cancellation) => Task.FromResult<IViewer>(http.HttpContext?.Request.Headers[Header].ToString() switch
        {
            null or "" => new Named(Convener.Subject, Convener.Clearance),
            "fault" => throw new InvalidOperationException("the password is swordfish"),
            var name when name.EndsWith(" none", StringComparison.Ordinal) => new Named(name.Split(' ')[0], null),
            var name => name.Split(' ') is [var subject, var circle] ? new Named(subject, Enum.Parse<Visibility>(circle, ignoreCase: true)) : throw new ArgumentException(name),
        });

        sealed record Named(string Subject, Visibility? Clearance) : IViewer
        {
            public Visibility? ClearanceFor(string endeavour) => Clearance;

            public SessionKind? Kind => SessionKind.Person;

            public Guid? Session => null;

            public IReadOnlyDictionary<string, Role> Roles => new Dictionary<string, Role>();

            public Visibility? ClearanceToOpen => Clearance ?? Visibility.Conveners;
        }
    }
}

/// <summary>The ledger that the tests of the API share, with the sample endeavour in it. Each test takes an endeavour of its own, or only reads.</summary>
public sealed class SharedApi(PostgresServer server) : IAsyncLifetime
{
    /// <summary>The ledger.</summary>
    public LedgerApi Ledger { get; private set; } = null!;

    readonly SemaphoreSlim once = new(1);
    bool hasBridge;
    int counted;

    /// <summary>The file of the sample.</summary>
    public static string SampleFile => Path.Combine(AppContext.BaseDirectory, "Sample", "vessa-water.jsonl");

    public async ValueTask InitializeAsync()
    {
        Ledger = await LedgerApi.Start(await server.CreateDatabase());
        await Ledger.ImportFile(SampleFile);
    }

    /// <summary>Sees to it that the endeavour <c>bridge</c> is there, to be read only.</summary>
    public async Task Bridge()
    {
        await once.WaitAsync();
        try
        {
            if (!hasBridge)
                await Ledger.Import(GraphQL.TheBridge.Lines("bridge"));
            hasBridge = true;
        }
        finally
        {
            once.Release();
        }
    }

    /// <summary>Sees to it that there are so many endeavours <c>counted-…</c>, each with a note, to be read only.</summary>
    public async Task Counted(int count)
    {
        await once.WaitAsync();
        try
        {
            for (; counted < count; counted++)
            {
                var endeavour = $"counted-{counted:000}";
                await Ledger.Open(endeavour);
                await Ledger.Record("FieldNoteTaken", new { endeavour, occurredAt = "2019", data = new { words = "Counted." } });
            }
        }
        finally
        {
            once.Release();
        }
    }

    public async ValueTask DisposeAsync()
    {
        once.Dispose();
        await Ledger.DisposeAsync();
        await server.DropDatabase(Ledger.ConnectionString);
    }
}

/// <summary>The tests that share a host. They run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class OnTheApi : ICollectionFixture<SharedApi>
{
    /// <summary>The name.</summary>
    public const string Name = "on the API";
}
