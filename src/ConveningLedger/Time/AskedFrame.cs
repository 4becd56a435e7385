namespace ConveningLedger.Time;

/// <summary>A frame as somebody asks for it.</summary>
/// <param name="At">When it was so in the world: an instant, a date or the name of a marked moment; null: now.</param>
/// <param name="KnownAt">By when it had to be known, in the same ways; null: all that is recorded.</param>
/// <param name="As">As which circle to look; null: one's own.</param>
public sealed record AskedFrame(string? At = null, string? KnownAt = null, Visibility? As = null)
{
    /// <summary>The frame; null where the endeavour does not exist for the circle, or the asking is refused.</summary>
    /// <param name="history">The history.</param>
    /// <param name="clearance">The circle of who asks.</param>
    /// <param name="now">Now.</param>
    /// <param name="refusal">Why it is refused; null where it is not.</param>
    public Frame? Of(History history, Visibility clearance, Instant now, out Refusal? refusal)
    {
        refusal = null;
        if (As < clearance)
        {
            refusal = new(RefusalCode.NotAllowed, "as", $"It may only look from a wider circle than one's own, which is {ValueNames.Of(clearance)}.",
                string.Join(", ", Enum.GetValues<Visibility>().Where(circle => circle >= clearance).Select(ValueNames.Of)));
            return null;
        }
        var prospect = history.For(As ?? clearance);
        if (!prospect.Exists)
            return null;
        var at = Read(At, Clock.At, prospect, ref refusal) ?? now;
        var knownAt = Read(KnownAt, Clock.KnownAt, prospect, ref refusal) ?? (now > prospect.LastRecordedAt ? now : prospect.LastRecordedAt);
        return refusal is null ? prospect.KnownAt(knownAt).At(at, knownAt) : null;
    }

    static Instant? Read(string? text, Clock clock, Prospect prospect, ref Refusal? refusal)
    {
        if (text is null)
            return null;
        var instant = Moments.Read(text, clock, prospect, out var why);
        refusal ??= why;
        return instant;
    }
}
