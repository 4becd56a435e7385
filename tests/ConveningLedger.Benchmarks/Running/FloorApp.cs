using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;
using NpgsqlTypes;

namespace ConveningLedger.Benchmarks.Running;

/// <summary>What cannot be beaten on this machine: the same Kestrel and the same PostgreSQL with nothing between them.</summary>
static class FloorApp
{
    /// <summary>An application that does nothing.</summary>
    /// <param name="url">Where it listens.</param>
    public static void Empty(string url)
    {
        var app = Builder(url).Build();
        app.MapGet("/", () => "{}");
        app.Run();
    }

    /// <summary>Answers at once; inserts and commits; reads and decodes.</summary>
    /// <param name="url">Where it listens.</param>
    /// <param name="database">The database.</param>
    public static void Serve(string url, string database)
    {
        using var source = NpgsqlDataSource.Create(database);
        var app = Builder(url).Build();
        var bare = """{"data":{"__typename":"Query"}}"""u8.ToArray();
        app.MapPost("/bare", async http =>
        {
            await Body(http);
            await Write(http, bare);
        });
        app.MapPost("/insert", async http =>
        {
            var body = await Body(http);
            await using var command = source.CreateCommand("insert into floor.entries (stream, data) values ($1, $2)");
            command.Parameters.Add(new() { Value = http.Request.Query["stream"].ToString() });
            command.Parameters.Add(new() { Value = body, NpgsqlDbType = NpgsqlDbType.Jsonb });
            await command.ExecuteNonQueryAsync();
            await Write(http, bare);
        });
        app.MapPost("/read", async http =>
        {
            var stream = System.Text.Encoding.UTF8.GetString(await Body(http));
            await using var command = source.CreateCommand("select version, id, type, timestamp, data from ledger.mt_events where stream_id = $1 order by version");
            command.Parameters.Add(new() { Value = stream });
            await using var reader = await command.ExecuteReaderAsync();
            var events = new List<Event>();
            while (await reader.ReadAsync())
                events.Add(new(reader.GetInt64(0), reader.GetGuid(1), reader.GetString(2), reader.GetDateTime(3), JsonSerializer.Deserialize(reader.GetFieldValue<byte[]>(4), BodyContext.Default.EventBody)!));
            await Write(http, JsonSerializer.SerializeToUtf8Bytes(events.Count, BodyContext.Default.Int32));
        });
        app.Run();
    }

    static WebApplicationBuilder Builder(string url)
    {
        var builder = WebApplication.CreateBuilder();
        builder.WebHost.UseUrls(url);
        builder.Logging.ClearProviders();
        return builder;
    }

    static async Task<byte[]> Body(HttpContext http)
    {
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body);
        return body.ToArray();
    }

    static async Task Write(HttpContext http, byte[] answer)
    {
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = answer.Length;
        await http.Response.Body.WriteAsync(answer);
    }

    sealed record Event(long Version, Guid Id, string Type, DateTime ReceivedAt, EventBody Body);
}

/// <summary>The body of an event, as a plain serializer reads it.</summary>
sealed record EventBody
{
    public string? OccurredAt { get; init; }
    public string? RecordedAt { get; init; }
    public string? RecordedBy { get; init; }
    public string? Visibility { get; init; }
    public string? Ref { get; init; }
    public string? Note { get; init; }
    public EventData? Data { get; init; }
}

/// <summary>The members of the kinds that are measured.</summary>
sealed record EventData
{
    public string? Key { get; init; }
    public string? Name { get; init; }
    public string? Element { get; init; }
    public string? Scale { get; init; }
    public string? Participant { get; init; }
    public string? With { get; init; }
    public string? Constituency { get; init; }
    public string? Source { get; init; }
    public string? Holder { get; init; }
    public string? Form { get; init; }
    public string? Words { get; init; }
    public string? Text { get; init; }
    public decimal? Strength { get; init; }
    public decimal? Influence { get; init; }
    public decimal? Stance { get; init; }
    public string[]? Contributors { get; init; }
}

[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(EventBody))]
[JsonSerializable(typeof(int))]
sealed partial class BodyContext : JsonSerializerContext;
