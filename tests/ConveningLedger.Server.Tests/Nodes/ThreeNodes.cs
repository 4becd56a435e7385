using Npgsql;

namespace ConveningLedger.Server.Tests.Nodes;

/// <summary>Three nodes on one database, and the address at which a proxy is to share out the requests.</summary>
public sealed class ThreeNodes(PostgresServer server) : IAsyncLifetime
{
    /// <summary>For how many seconds they are to be tried; 0: as short as the tests do.</summary>
    public static readonly int Seconds = int.TryParse(Environment.GetEnvironmentVariable("LEDGER_NODES_SECONDS"), out var seconds) ? seconds : 0;

    const int Count = 3;

    /// <summary>How often the proxy looks: as operators have it, or as fast as it can be told apart.</summary>
    internal static readonly TimeSpan Look = TimeSpan.FromSeconds(Seconds > 0 ? 1 : 0.4);

    static readonly TimeSpan Drain = TimeSpan.FromSeconds(Seconds > 0 ? 5 : 4);

    /// <summary>Where the proxy is to listen.</summary>
    public string Url { get; } = $"http://127.0.0.1:{LedgerProcess.FreePort()}";

    /// <summary>How to reach their database.</summary>
    public string Database { get; private set; } = "";

    /// <summary>A token of the operator's.</summary>
    public string Token { get; private set; } = "";

    internal IReadOnlyList<NodeProcess> Nodes { get; private set; } = [];

    public async ValueTask InitializeAsync()
    {
        Database = await server.CreateDatabase();
        var connection = new NpgsqlConnectionStringBuilder(Database) { MaxPoolSize = 20 }.ConnectionString;
        Nodes = [.. Enumerable.Range(0, Count).Select(_ => new NodeProcess(connection, Url, Drain))];
        // The first makes the tables.
        await Nodes[0].Start(CancellationToken.None);
        await Task.WhenAll(Nodes.Skip(1).Select(node => node.Start(CancellationToken.None)));
        Token = await Nodes[0].Token(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var node in Nodes)
            await node.DisposeAsync();
        await server.DropDatabase(Database);
    }
}
