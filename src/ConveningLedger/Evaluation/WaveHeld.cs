namespace ConveningLedger.Evaluation;

/// <summary>People were asked about their ties, so that silence is not mistaken for absence.</summary>
/// <param name="Key">Its key.</param>
/// <param name="Asked">Who was asked.</param>
/// <param name="Answered">Who answered; absent: nobody.</param>
[EntryKind(Family.Evaluation)]
public sealed record WaveHeld(
    [Names(Thing.Wave)] string Key,
    [Who] Several<string> Asked,
    [Who] Several<string>? Answered) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => $"{wording.Names(Asked, 6)} {(Asked.Count == 1 ? "was" : "were")} asked about their ties, and {Wording.Number(Answered.OrNone().Count)} answered";
}
