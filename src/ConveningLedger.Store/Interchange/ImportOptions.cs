namespace ConveningLedger.Store.Interchange;

/// <summary>How an import goes about it.</summary>
/// <param name="Convener">Who imports: a convener, since only they may say when and by whom an entry was recorded.</param>
public sealed record ImportOptions(Recorder Convener)
{
    /// <summary>
    /// Records the good lines of an endeavour though others are refused. Otherwise nothing of it is recorded then.
    /// </summary>
    public bool KeepGoing { get; init; }

    /// <summary>Only checks.</summary>
    public bool DryRun { get; init; }

    /// <summary>The endeavour of the rows of a sheet that do not say it; null: each has to say it.</summary>
    public string? Endeavour { get; init; }

    /// <summary>The kind of the rows of a sheet that do not say it; null: each has to say it.</summary>
    public string? Kind { get; init; }

    /// <summary>Takes every refusal, also those beyond the first hundred.</summary>
    public Action<LineRefusal>? OnRefusal { get; init; }

    /// <summary>How many lines are looked at together.</summary>
    internal int ChunkLines { get; init; } = 1_000;

    /// <summary>How many bytes of lines are looked at together, but for the last line.</summary>
    internal int ChunkBytes { get; init; } = 8 << 20;

    /// <summary>How many entries are recorded in one transaction.</summary>
    internal int BatchEntries { get; init; } = 2_000;

    /// <summary>How many bytes of entries are recorded in one transaction, but for the last entry.</summary>
    internal int BatchBytes { get; init; } = 8 << 20;
}

/// <summary>What an import is at.</summary>
public enum ImportPhase
{
    /// <summary>Finding out which endeavours the files are of.</summary>
    Scanning,

    /// <summary>Waiting until nobody else records in these endeavours, and reading what they hold.</summary>
    Waiting,

    /// <summary>Deciding on each line.</summary>
    Checking,

    /// <summary>Recording what was accepted.</summary>
    Recording,
}

/// <summary>How far an import is.</summary>
/// <param name="Phase">What it is at.</param>
/// <param name="Done">How much of it is done: bytes of the files, endeavours while waiting, entries while recording.</param>
/// <param name="Of">How much there is to do.</param>
/// <param name="Lines">How many lines were looked at so far.</param>
/// <param name="Refused">How many of them were refused.</param>
public readonly record struct ImportProgress(ImportPhase Phase, long Done, long Of, long Lines, long Refused);
