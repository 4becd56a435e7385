namespace ConveningLedger.Ledger;

/// <summary>Why an entry is not recorded. The names are a contract: they are never changed or used again.</summary>
public enum RefusalCode
{
    /// <summary>Not JSON, or not an object.</summary>
    NotJson,

    /// <summary>Longer than a line may be.</summary>
    LineTooLong,

    /// <summary>Not valid UTF-8, or with a character that no text can hold.</summary>
    InvalidText,

    /// <summary>A member that is not known here.</summary>
    UnknownMember,

    /// <summary>A member that is required, or that another one requires, is missing.</summary>
    MissingMember,

    /// <summary>A member of another type than it has.</summary>
    WrongType,

    /// <summary>A kind of entry that there is not.</summary>
    UnknownKind,

    /// <summary>A value that its list does not have.</summary>
    UnknownValue,

    /// <summary>A number outside its range.</summary>
    OutOfRange,

    /// <summary>A text without words.</summary>
    TextEmpty,

    /// <summary>A text that is too long.</summary>
    TextTooLong,

    /// <summary>Not a slug.</summary>
    NotASlug,

    /// <summary>Not a UUID.</summary>
    NotAnId,

    /// <summary>An item twice in a list, or a member twice in an object.</summary>
    Repeated,

    /// <summary>Too few items in a list.</summary>
    TooFew,

    /// <summary>A date or time that cannot be read.</summary>
    DateUnreadable,

    /// <summary>It would have occurred after it was recorded.</summary>
    OccurredAfterRecorded,

    /// <summary>It would have been recorded after it was received.</summary>
    RecordedAfterReceived,

    /// <summary>It occurred while the endeavour was closed.</summary>
    EndeavourClosed,

    /// <summary>An endeavour that is not known.</summary>
    UnknownEndeavour,

    /// <summary>The endeavour is open already.</summary>
    AlreadyOpened,

    /// <summary>A key that is not known.</summary>
    UnknownKey,

    /// <summary>A key that names something else than is wanted here.</summary>
    WrongKey,

    /// <summary>An entry that is not known.</summary>
    UnknownEntry,

    /// <summary>An entry of another kind than is wanted here.</summary>
    WrongEntry,

    /// <summary>Something has to be recorded before.</summary>
    NeedsEarlier,

    /// <summary>The id belongs to another entry.</summary>
    IdTaken,

    /// <summary>The key names something else.</summary>
    KeyTaken,

    /// <summary>The ref belongs to another entry.</summary>
    RefTaken,

    /// <summary>The call has been revised since.</summary>
    BasedOnBehind,

    /// <summary>A story would lead, over others, to itself.</summary>
    StoryCycle,

    /// <summary>Narrower than the recorder can read.</summary>
    VisibilityTooNarrow,

    /// <summary>Not for this recorder.</summary>
    NotAllowed,

    /// <summary>A correction that changes what cannot be corrected.</summary>
    NotCorrectable,
}

/// <summary>A "no" to an entry: which rule, which member, why, and what would be accepted.</summary>
/// <param name="Code">The rule, a stable name.</param>
/// <param name="Field">The path of the member, as in the interchange format (<c>data.causes[0].entry</c>); empty: the whole.</param>
/// <param name="Message">Why, in one sentence.</param>
/// <param name="Accepted">What would be accepted.</param>
public sealed record Refusal(RefusalCode Code, string Field, string Message, string Accepted)
{
    /// <summary>What was perhaps meant, nearest first: known keys, names of values, or the newer revision.</summary>
    public Several<string> Nearest { get; init; } = Several<string>.None;

    internal static Refusal Missing(string field, string message, string accepted) =>
        new(RefusalCode.MissingMember, field, message, accepted);

    internal static Refusal NeedsEarlier(string field, string message, string accepted) =>
        new(RefusalCode.NeedsEarlier, field, message, accepted);

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Field}: {Message} Accepted: {Accepted}.{(Nearest.Count > 0 ? $" Nearest: {string.Join(", ", Nearest)}." : "")}";
}
