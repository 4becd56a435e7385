namespace ConveningLedger.Store;

/// <summary>What can be set of the ledger.</summary>
public sealed record LedgerOptions
{
    const int StatementsSilence = 4;

    /// <summary>The database schema of the ledger's tables.</summary>
    public string Schema { get; init; } = "ledger";

    /// <summary>About how many bytes the histories in memory may take together.</summary>
    public long HistoriesBytes { get; init; } = 512L << 20;

    /// <summary>The share of the time that projections may work, above 0; 1: all of it.</summary>
    public double ProjectionShare { get; init; } = 1;

    /// <summary>How to reach the standbys of the primary, all of them in one connection string, separated by commas; null: there are none.</summary>
    public string? Standbys { get; init; }

    /// <summary>The file that holds the log of erasures outside of the database; null: none is kept, and a restored backup brings back what was destroyed since.</summary>
    public string? ErasureFile { get; init; }

    /// <summary>Whether no other node runs on the same database.</summary>
    public bool IsAlone { get; init; }

    /// <summary>Whether the database is brought to what this version needs by whoever starts first; else only by <c>ledger upgrade</c>, and nothing is served or done before.</summary>
    public bool UpgradesAtStart { get; init; } = true;

    /// <summary>How long nothing may be heard of PostgreSQL before whoever records is told that it does not answer; of a statement that records, four times as long.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(8);

    /// <summary>The kinds of entries there are.</summary>
    public Catalogue Catalogue { get; init; } = Catalogue.Standard;

    /// <summary>For how many seconds a statement that records may be silent.</summary>
    internal int SilentSeconds => (int)Math.Ceiling(Silence.TotalSeconds * StatementsSilence);
}
