namespace ConveningLedger.Value;

/// <summary>The value of the endeavour was told to somebody.</summary>
/// <param name="Audience">Whom it was told to.</param>
/// <param name="Text">How it was told.</param>
/// <param name="DrawsOn">The stories it draws on.</param>
[EntryKind(Family.Value)]
public sealed record ValueNarrativeTold(
    [Element] string Audience,
    [Words, About(nameof(Audience))] string Text,
    [Refers(Thing.ValueStory)] Several<string>? DrawsOn) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => $"{wording.Name(Audience)} was told what it is worth: {Wording.Quoted(Text)}";
}
