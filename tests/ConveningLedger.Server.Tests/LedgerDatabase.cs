using ConveningLedger.Server.Postgres;
using ConveningLedger.Server.Tests.Postgres;
using Npgsql;

namespace ConveningLedger.Server.Tests;

/// <summary>
/// A fresh database for the tests of one run: on the server that LEDGER_TEST_CONNECTION names, or on a private one of its own.
/// </summary>
public sealed class LedgerDatabase : IAsyncLifetime
{
    readonly string name = $"ledger_test_{Guid.NewGuid():N}";
    ClusterFolder? folder;
    EmbeddedPostgres? postgres;
    string server = "";

    /// <summary>The database.</summary>
    public string ConnectionString { get; private set; } = "";

    public async ValueTask InitializeAsync()
    {
        if (Environment.GetEnvironmentVariable("LEDGER_TEST_CONNECTION") is { Length: > 0 } given)
        {
            server = given;
        }
        else
        {
            folder = new();
            postgres = await folder.StartAsync();
            server = postgres.ConnectionString;
        }
        await Execute($"create database {name}");
        ConnectionString = new NpgsqlConnectionStringBuilder(server) { Database = name }.ConnectionString;
    }

    public async ValueTask DisposeAsync()
    {
        await Execute($"drop database if exists {name} with (force)");
        if (postgres is not null)
            await postgres.DisposeAsync();
        folder?.Dispose();
    }

    async Task Execute(string sql)
    {
        await using var source = NpgsqlDataSource.Create(server);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}

/// <summary>The tests that share a database. They run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class OnADatabase : ICollectionFixture<LedgerDatabase>
{
    /// <summary>The name.</summary>
    public const string Name = "on a database";
}
