using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ConveningLedger.Server.Access;
using ConveningLedger.Server.Tenants;
using ConveningLedger.Store.Access;
using Microsoft.Extensions.DependencyInjection;

namespace ConveningLedger.Server.Tests.Tenants;

/// <summary>A node with two tenants, each on a database of its own.</summary>
public sealed class TwoTenants(PostgresServer server) : IAsyncLifetime
{
    readonly HttpClient http = new();
    readonly Dictionary<string, string> databases = [];
    ServingTenants serving = null!;

    /// <summary>Where the node listens.</summary>
    public string Url { get; } = $"http://127.0.0.1:{LedgerProcess.FreePort()}";

    public async ValueTask InitializeAsync()
    {
        foreach (var tenant in new[] { "acme", "beta" })
            databases[tenant] = await server.CreateDatabase();
        var arguments = Arguments(databases, Url);
        var builder = Settings.Application(arguments);
        serving = await ServingTenants.Make(Tenant.Choose(builder, isNeeded: false), arguments, 1, CancellationToken.None);
        await serving.Start(CancellationToken.None);
    }

    internal static string[] Arguments(IReadOnlyDictionary<string, string> databases, string url) =>
    [
        "--urls", url, "--Logging:LogLevel:Default=None",
        .. databases.SelectMany(pair => new[] { $"--Tenants:{pair.Key}:ConnectionStrings:Ledger={pair.Value}", $"--Tenants:{pair.Key}:Access:PublicUrl=http://{pair.Key}.example.org" }),
    ];

    /// <summary>How to reach a tenant's database.</summary>
    public string DatabaseOf(string tenant) => databases[tenant];

    /// <summary>The parts that a tenant's ledger is made of.</summary>
    public IServiceProvider Services(string tenant) => serving.Of($"{tenant}.example.org")!.Services;

    /// <summary>A token of somebody's in a tenant's ledger; null of the operator's.</summary>
    public async Task<string> Token(string tenant, string? subject)
    {
        var book = Services(tenant).GetRequiredService<AccessBook>();
        var session = await book.Begin(subject ?? Viewers.Operator, subject is null ? SessionKind.Operator : SessionKind.Person, "a test", TimeSpan.FromHours(1), "a test", null, TestContext.Current.CancellationToken);
        return await Services(tenant).GetRequiredService<LedgerTokens>().TokenOf(session, TestContext.Current.CancellationToken);
    }

    /// <summary>Sends a request under a name.</summary>
    public async Task<HttpResponseMessage> Send(HttpMethod method, string host, string path, string? token, object? body = null, string? accept = null)
    {
        using var request = new HttpRequestMessage(method, $"{Url}{path}") { Content = body is null ? null : JsonContent.Create(body) };
        request.Headers.Host = host;
        if (token is not null)
            request.Headers.Authorization = new("Bearer", token);
        if (accept is not null)
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(accept));
        return await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    /// <summary>What a tenant's ledger answers, status and all.</summary>
    public async Task<string> Answer(string tenant, string? token, string query)
    {
        using var response = await Send(HttpMethod.Post, $"{tenant}.example.org", "/graphql", token, new { query });
        return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)}";
    }

    /// <summary>The data of an answer; fails where there are errors.</summary>
    public async Task<JsonElement> Ask(string tenant, string token, string query)
    {
        var answer = await Answer(tenant, token, query);
        Assert.True(answer.StartsWith("200 {\"data\"", StringComparison.Ordinal), answer);
        return JsonSerializer.Deserialize<JsonElement>(answer[4..]).GetProperty("data");
    }

    public async ValueTask DisposeAsync()
    {
        await serving.Stop();
        await serving.DisposeAsync();
        http.Dispose();
        foreach (var database in databases.Values)
            await server.DropDatabase(database);
    }
}
