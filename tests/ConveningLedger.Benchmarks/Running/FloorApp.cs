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
    /// <summary>Answers at once; inserts and commits.</summary>
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
}
