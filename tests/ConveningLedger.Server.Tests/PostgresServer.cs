using ConveningLedger.Server.Postgres;
using ConveningLedger.Server.Tests;
using ConveningLedger.Server.Tests.Postgres;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresServer))]

namespace ConveningLedger.Server.Tests;

/// <summary>
/// The PostgreSQL of a test run: the one that LEDGER_TEST_CONNECTION names, or a private one in a folder that goes with the run. It
/// starts when the first test asks for a database.
/// </summary>
public sealed class PostgresServer : IAsyncDisposable
{
    readonly Lazy<Task<string>> connectionString;
    ClusterFolder? folder;
    EmbeddedPostgres? embedded;
    int databases;

    public PostgresServer() => connectionString = new(Start);

    /// <summary>A fresh database; how to reach it.</summary>
    public async Task<string> CreateDatabase()
    {
        var server = await connectionString.Value;
        var name = $"test_{Environment.ProcessId}_{Interlocked.Increment(ref databases)}";
        await Execute(server, $"create database {name}");
        return new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
    }

    /// <summary>Drops a database that <see cref="CreateDatabase"/> made. One of a private PostgreSQL goes with that: to drop it would have everything of the others written, too.</summary>
    public async Task DropDatabase(string database)
    {
        if (embedded is not null)
            return;
        await Execute(await connectionString.Value, $"drop database if exists {new NpgsqlConnectionStringBuilder(database).Database} with (force)");
    }

    /// <summary>Lets connections to a database be made, or cuts off those that there are and lets none be made.</summary>
    public async Task Allow(string database, bool allowed)
    {
        var (postgres, name) = (await connectionString.Value, new NpgsqlConnectionStringBuilder(database).Database);
        // One after the other: until the first is committed, connections are still made.
        await Execute(postgres, $"alter database {name} allow_connections {allowed}");
        if (!allowed)
            await Execute(postgres, $"select pg_terminate_backend(pid, 5000) from pg_stat_activity where datname = '{name}'");
    }

    public async ValueTask DisposeAsync()
    {
        if (embedded is not null)
            await embedded.DisposeAsync();
        folder?.Dispose();
    }

    async Task<string> Start()
    {
        if (Environment.GetEnvironmentVariable("LEDGER_TEST_CONNECTION") is { Length: > 0 } given)
            return given;
        folder = new();
        embedded = await EmbeddedPostgres.StartAsync(new EmbeddedPostgresOptions(folder.Path), folder.Said.Enqueue, CancellationToken.None);
        // What is written goes away with the run.
        await Execute(embedded.ConnectionString, "alter system set fsync = off");
        await Execute(embedded.ConnectionString, "select pg_reload_conf()");
        return embedded.ConnectionString;
    }

    static async Task Execute(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection($"{connectionString};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
