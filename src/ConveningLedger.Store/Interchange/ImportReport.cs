namespace ConveningLedger.Store.Interchange;

/// <summary>What came of an import.</summary>
/// <param name="Endeavours">Each endeavour of the files, by slug.</param>
/// <param name="Refusals">The first refusals, in the order of the files and lines; at most <see cref="MostRefusals"/>.</param>
/// <param name="RefusalCount">How many refusals there are in all; one line may have several.</param>
/// <param name="Unassigned">How many refused lines do not say, readably, of which endeavour they are.</param>
/// <param name="IsDryRun">Whether nothing was to be recorded.</param>
public sealed record ImportReport(
    IReadOnlyList<ImportedEndeavour> Endeavours, IReadOnlyList<LineRefusal> Refusals, long RefusalCount, long Unassigned, bool IsDryRun)
{
    /// <summary>How many refusals are told one by one.</summary>
    public const int MostRefusals = 100;

    /// <summary>How many lines there are, blank ones apart.</summary>
    public long Lines => Unassigned + Endeavours.Sum(endeavour => endeavour.Lines);

    /// <summary>How many entries were recorded; in a dry run none.</summary>
    public long Recorded => Endeavours.Sum(endeavour => endeavour.Recorded);

    /// <summary>How many lines are of entries that were recorded before, by an earlier line too.</summary>
    public long AlreadyRecorded => Endeavours.Sum(endeavour => endeavour.AlreadyRecorded);

    /// <summary>How many lines were refused.</summary>
    public long Refused => Unassigned + Endeavours.Sum(endeavour => endeavour.Refused);

    /// <summary>Whether no line was refused.</summary>
    public bool IsClean => Refused == 0;
}

/// <summary>What came of the lines of one endeavour.</summary>
/// <param name="Endeavour">The slug.</param>
/// <param name="Lines">How many lines are of it.</param>
/// <param name="Recorded">How many entries were recorded.</param>
/// <param name="AlreadyRecorded">How many lines are of entries that were recorded before, by an earlier line too.</param>
/// <param name="Refused">How many lines were refused.</param>
/// <param name="Accepted">How many lines were found good and new; as many as were recorded, or none was.</param>
public sealed record ImportedEndeavour(string Endeavour, long Lines, long Recorded, long AlreadyRecorded, long Refused, long Accepted)
{
    /// <summary>Whether good lines were left out because others were refused.</summary>
    public bool IsWithheld { get; init; }
}

/// <summary>One "no" to a line of a file.</summary>
/// <param name="File">The file, as it was named.</param>
/// <param name="Line">The line, from 1.</param>
/// <param name="Endeavour">The endeavour that the line says it is of; null where that cannot be told.</param>
/// <param name="Refusal">Which rule, which member, why, and what would be accepted.</param>
public sealed record LineRefusal(string File, long Line, string? Endeavour, Refusal Refusal)
{
    /// <summary>The cell that it is about; null where that cannot be told, and in files that are no sheets.</summary>
    public Cell? Cell { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{File}:{Line}: {Refusal}";
}
