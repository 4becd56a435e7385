namespace ConveningLedger.Endeavours;

/// <summary>The endeavour was taken up again, paused or closed.</summary>
/// <param name="Status">What it is from then on.</param>
/// <param name="Reason">Why.</param>
[EntryKind(Family.Endeavour)]
public sealed record EndeavourStatusChanged(
    EndeavourStatus Status,
    [Words, About] string? Reason) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => Said(Status switch
    {
        EndeavourStatus.Paused => "the endeavour paused",
        EndeavourStatus.Closed => "the endeavour was closed",
        _ => "the endeavour was at work again",
    }, Reason);
}

/// <summary>Whether an endeavour is at work.</summary>
public enum EndeavourStatus
{
    /// <summary>At work.</summary>
    Active,

    /// <summary>Resting, to be taken up again.</summary>
    Paused,

    /// <summary>Ended.</summary>
    Closed,
}
