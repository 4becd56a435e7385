using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using Alba;
using ConveningLedger.Server.Access;
using ConveningLedger.Store;
using ConveningLedger.Store.Access;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ConveningLedger.Server.Tests.Access;

/// <summary>A ledger that lets in those who may come in, and nobody else.</summary>
public sealed class GuardedLedger(PostgresServer server) : IAsyncLifetime
{
    IAlbaHost host = null!;
    string connectionString = "";

    /// <summary>A token of the operator's.</summary>
    public string Operator { get; private set; } = "";

    /// <summary>The parts that it is made of.</summary>
    public IServiceProvider Services => host.Services;

    public async ValueTask InitializeAsync()
    {
        connectionString = await server.CreateDatabase();
        host = await Start(connectionString, []);
        Operator = await OperatorsToken(host.Services);
    }

    /// <summary>Serves a database with some settings.</summary>
    public static async Task<IAlbaHost> Start(string connectionString, Dictionary<string, string> settings)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Logging.ClearProviders();
        foreach (var (name, value) in settings)
            builder.Configuration[name] = value;
        builder.AddLedgerHost(connectionString, new LedgerOptions { IsAlone = true });
        return await AlbaHost.For(builder, app => app.MapLedger());
    }

    /// <summary>Another host on the same database.</summary>
    public Task<IAlbaHost> Start(Dictionary<string, string> settings) => Start(connectionString, settings);

    /// <summary>A token of the operator's.</summary>
    public static async Task<string> OperatorsToken(IServiceProvider services) => await services.GetRequiredService<LedgerTokens>().TokenOf(
        await services.GetRequiredService<AccessBook>().Begin(Viewers.Operator, SessionKind.Operator, "a test", TimeSpan.FromHours(1), Viewers.Operator, null, TestContext.Current.CancellationToken), TestContext.Current.CancellationToken);

    /// <summary>A client.</summary>
    public HttpClient Client() => host.Server.CreateClient();

    /// <summary>Asks with a token, and gives the data. Fails where there are errors.</summary>
    public async Task<JsonElement> Ask(string token, string query, object? variables = null)
    {
        using var response = await Send(token, query, variables);
        var answer = await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken);
        if (answer.TryGetProperty("errors", out var errors))
            Assert.Fail($"{query}\n{LedgerApi.Written(errors)}");
        return LedgerApi.Listed(answer.GetProperty("data"));
    }

    /// <summary>Asks with a token; null: without one.</summary>
    public async Task<HttpResponseMessage> Send(string? token, string query, object? variables = null, HttpClient? client = null)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query, variables }) };
        if (token is not null)
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        return await (client ?? Client()).SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
    }

    /// <summary>Does something by mutation; the payload.</summary>
    public async Task<JsonElement> Do(string token, string mutation, object input, string fields)
    {
        var type = $"{char.ToUpperInvariant(mutation[0])}{mutation[1..]}Input";
        return (await Ask(token, $"mutation($input: {type}!) {{ {mutation}(input: $input) {{ {fields} errors {{ code path }} }} }}", new { input })).GetProperty(mutation);
    }

    /// <summary>The codes of the errors of a payload.</summary>
    public static IEnumerable<string?> Codes(JsonElement payload) => payload.GetProperty("errors").EnumerateArray().Select(error => error.GetProperty("code").GetString());

    /// <summary>Opens an endeavour.</summary>
    public Task<JsonElement> Open(string token, string endeavour, string visibility = "PUBLIC") => Do(token, "recordEndeavourOpened",
        new { endeavour, occurredAt = "2016", visibility, data = new { title = endeavour, challenges = new[] { "OTHER" }, scale = "LOCAL", defaultVisibility = "PUBLIC" } }, "entry { recordedBy }");

    /// <summary>Records a field note; the codes of what is wrong with it.</summary>
    public async Task<IEnumerable<string?>> Note(string token, string endeavour, string words, string? visibility = null) =>
        Codes(await Do(token, "recordFieldNoteTaken", new { endeavour, occurredAt = "2019", visibility, data = new { words } }, "entry { uuid }"));

    /// <summary>Invites somebody, who comes in: their token, as their browser keeps it.</summary>
    public async Task<string> ComeIn(string inviter, string endeavour, string role, string name)
    {
        var link = (await Do(inviter, "invite", new { endeavour, role, name, days = 7 }, "link")).GetProperty("link").GetString()!;
        using var response = await Use(link);
        return TokenIn(response) ?? throw new InvalidOperationException($"{link} gave {response.StatusCode}.");
    }

    /// <summary>Uses a link as a person who presses the button.</summary>
    public Task<HttpResponseMessage> Use(string link) => Client().PostAsync(new Uri(link).PathAndQuery, null, TestContext.Current.CancellationToken);

    /// <summary>The token in the cookie that a response sets.</summary>
    public static string? TokenIn(HttpResponseMessage response) => response.Headers.TryGetValues("Set-Cookie", out var cookies)
        ? cookies.Select(cookie => cookie.Split(';')[0].Split('=')).FirstOrDefault(cookie => cookie[0] == Authentication.Cookie)?[1]
        : null;

    public async ValueTask DisposeAsync()
    {
        await host.DisposeAsync();
        await server.DropDatabase(connectionString);
    }
}
