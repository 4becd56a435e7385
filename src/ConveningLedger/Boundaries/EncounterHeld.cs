namespace ConveningLedger.Boundaries;

/// <summary>People met, across a boundary or within.</summary>
/// <param name="Title">What it was.</param>
/// <param name="Boundary">The boundary they met across.</param>
/// <param name="Space">The learning space they met in.</param>
/// <param name="Who">Who met.</param>
/// <param name="Form">In which form.</param>
/// <param name="Outcome">What came of it.</param>
[EntryKind(Family.Boundary)]
public sealed record EncounterHeld(
    [Words, About] string Title,
    [Refers(Thing.Boundary)] string? Boundary,
    [Refers(Thing.LearningSpace)] string? Space,
    [Who] Several<string> Who,
    EncounterForm Form,
    [Words, About(nameof(Who))] string? Outcome) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => Said($"{wording.Names(Who)} met ({Wording.Of(Form)}): {Title}", Outcome);
}

/// <summary>The form of an encounter.</summary>
public enum EncounterForm
{
    /// <summary>Talking.</summary>
    Conversation,

    /// <summary>A workshop.</summary>
    Workshop,

    /// <summary>Working on something together.</summary>
    JointWork,

    /// <summary>Going to see.</summary>
    FieldTrip,

    /// <summary>Telling each other stories.</summary>
    Storytelling,

    /// <summary>Drawing a map together.</summary>
    Mapping,

    /// <summary>Negotiating.</summary>
    Negotiation,

    /// <summary>Training.</summary>
    Training,

    /// <summary>Something else.</summary>
    Other,
}
