namespace ConveningLedger.Server.Tests;

/// <summary>A fresh database for those who share it.</summary>
public sealed class LedgerDatabase(PostgresServer server) : IAsyncLifetime
{
    /// <summary>How to reach it.</summary>
    public string ConnectionString { get; private set; } = "";

    public async ValueTask InitializeAsync() => ConnectionString = await server.CreateDatabase();

    public async ValueTask DisposeAsync() => await server.DropDatabase(ConnectionString);
}

/// <summary>The tests that share a database. They run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class OnADatabase : ICollectionFixture<LedgerDatabase>
{
    /// <summary>The name.</summary>
    public const string Name = "on a database";
}

/// <summary>The tests that have the process to themselves, with a database.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone : ICollectionFixture<LedgerDatabase>
{
    /// <summary>The name.</summary>
    public const string Name = "alone";
}
