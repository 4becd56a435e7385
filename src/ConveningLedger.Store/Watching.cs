using System.Diagnostics.Metrics;

namespace ConveningLedger.Store;

/// <summary>What can be watched of the store, beside what Marten and Npgsql tell: how many entries are recorded.</summary>
public static class Watching
{
    /// <summary>The name of its meter.</summary>
    public const string Name = "ConveningLedger.Store";

    static readonly Meter Meter = new(Name);

    /// <summary>The entries that were committed by this process, by the door or by an import.</summary>
    internal static Counter<long> Recorded { get; } = Meter.CreateCounter<long>("ledger.entries.recorded", "{entry}", "Entries that were recorded.");
}
