namespace ConveningLedger.Calls;

/// <summary>The convening call was put into words, for the first time or anew.</summary>
/// <param name="Audience">The audience whose call it is; absent: the common call.</param>
/// <param name="Text">The call in full.</param>
/// <param name="Rationale">Why it was reworded.</param>
/// <param name="Trigger">What led to it.</param>
/// <param name="Contributors">Who contributed to the wording.</param>
/// <param name="Promise">The transformative promise beyond the immediate goal.</param>
/// <param name="Horizon">How soon it is meant to matter.</param>
/// <param name="Articulation">How far it is spoken out.</param>
/// <param name="AdaptedFrom">The entry of the call it was adapted from.</param>
/// <param name="BasedOn">The entry of the revision it was written against; refused where the recorder could see a newer one.</param>
[EntryKind(Family.Call)]
public sealed record ConveningCallRevised(
    [Element] string? Audience,
    [Words(nameof(Contributors))] string Text,
    [Words, About] string? Rationale,
    CallTrigger? Trigger,
    [Who] Several<string>? Contributors,
    [Words(nameof(Contributors))] string? Promise,
    Horizon? Horizon,
    Articulation? Articulation,
    [RefersToEntry(typeof(ConveningCallRevised))] string? AdaptedFrom,
    [RefersToEntry(typeof(ConveningCallRevised))] string? BasedOn) : EntryData
{
    /// <inheritdoc/>
    public override string Account(Wording wording) => $"{wording.Call(Audience)} was put into words{(Contributors is null ? "" : $" by {wording.Names(Contributors)}")}: {Wording.Quoted(Text)}";

    /// <inheritdoc/>
    public override IEnumerable<Refusal> Check(RuleContext context)
    {
        if (BasedOn is null || context.Find(BasedOn) is not { Data: ConveningCallRevised } based)
            yield break;
        if (context.AudienceOf(based) != Audience)
        {
            yield return new(RefusalCode.WrongEntry, "data.basedOn", "It is a revision of another audience's call.",
                $"a revision of {(Audience is null ? "the common call" : $"the call for '{Audience}'")}");
        }
        else if (!context.IsCorrection && context.NewestRevision(Audience) is { } newest && newest.Sequence > based.Sequence)
        {
            yield return new(RefusalCode.BasedOnBehind, "data.basedOn", "The call has been revised since.",
                "the entry of the newest revision, after reading it") { Nearest = [newest.Id.ToString()] };
        }
    }
}

/// <summary>What led to a revision of the call.</summary>
public enum CallTrigger
{
    /// <summary>A voice that was not heard before.</summary>
    NewVoice,

    /// <summary>Something was understood.</summary>
    Understanding,

    /// <summary>It was to reach somebody else.</summary>
    Audience,

    /// <summary>Somebody was to be answered to.</summary>
    Accountability,

    /// <summary>Something worked.</summary>
    Success,

    /// <summary>Something was resisted.</summary>
    Resistance,

    /// <summary>Something else.</summary>
    Other,
}

/// <summary>How soon something is meant to matter.</summary>
public enum Horizon
{
    /// <summary>Now.</summary>
    Urgent,

    /// <summary>Soon.</summary>
    ShortTerm,

    /// <summary>In the long run.</summary>
    LongTerm,
}

/// <summary>How far a call is spoken out.</summary>
public enum Articulation
{
    /// <summary>Felt, without words.</summary>
    Sensed,

    /// <summary>Tried out.</summary>
    Tentative,

    /// <summary>Worked out with others.</summary>
    Negotiated,

    /// <summary>Said plainly.</summary>
    Articulate,

    /// <summary>Known and kept back.</summary>
    Withheld,
}
