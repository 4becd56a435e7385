namespace ConveningLedger.Store;

/// <summary>What can be set of the ledger.</summary>
public sealed record LedgerOptions
{
    /// <summary>The database schema of the ledger's tables.</summary>
    public string Schema { get; init; } = "ledger";

    /// <summary>About how many bytes the histories in memory may take together.</summary>
    public long HistoriesBytes { get; init; } = 512L << 20;

    /// <summary>The share of the time that projections may work, above 0; 1: all of it.</summary>
    public double ProjectionShare { get; init; } = 1;

    /// <summary>Whether no other node runs on the same database.</summary>
    public bool IsAlone { get; init; }

    /// <summary>Whether the database is brought to what this version needs by whoever starts first; else only by <c>ledger upgrade</c>, and nothing is served or done before.</summary>
    public bool UpgradesAtStart { get; init; } = true;

    /// <summary>The kinds of entries there are.</summary>
    public Catalogue Catalogue { get; init; } = Catalogue.Standard;
}
