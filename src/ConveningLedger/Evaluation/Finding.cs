namespace ConveningLedger.Evaluation;

/// <summary>A harvested outcome in a frame.</summary>
/// <param name="Entry">The entry that describes it.</param>
/// <param name="Claims">The claims of what led to it, by key.</param>
/// <param name="Aspects">What was said of it, for each aspect that something was said of.</param>
public sealed record Outcome(Entry Entry, IReadOnlyList<Claim> Claims, IReadOnlyList<AspectState> Aspects)
{
    /// <summary>What the entry says.</summary>
    public OutcomeHarvested Data => (OutcomeHarvested)Entry.Data;

    /// <summary>The outcomes of a frame, by key.</summary>
    /// <param name="frame">The frame.</param>
    public static IEnumerable<Outcome> In(Frame frame) => frame.Evaluation.Outcomes.Values.Select(entry => Of(frame, entry));

    /// <summary>One outcome of a frame; null where it is not in it.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="key">Its key.</param>
    public static Outcome? Of(Frame frame, string key) => frame.Evaluation.Outcomes.GetValueOrDefault(key) is { } entry ? Of(frame, entry) : null;

    static Outcome Of(Frame frame, Entry entry) => new(entry,
        [.. Claim.In(frame).Where(claim => claim.Data.Outcome == ((OutcomeHarvested)entry.Data).Key)],
        AspectState.Of(frame, ((OutcomeHarvested)entry.Data).Key, entry, claimant: null));
}

/// <summary>A claim of what led to an outcome, in a frame.</summary>
/// <param name="Entry">The entry that makes it.</param>
/// <param name="Outcome">The entry that describes the outcome; null where the frame has none.</param>
/// <param name="Causes">What it says contributed.</param>
/// <param name="Rivals">Other explanations.</param>
/// <param name="Aspects">What was said of it, for each aspect that something was said of.</param>
public sealed record Claim(Entry Entry, Entry? Outcome, IReadOnlyList<CauseState> Causes, IReadOnlyList<RivalState> Rivals, IReadOnlyList<AspectState> Aspects)
{
    /// <summary>What the entry says.</summary>
    public ContributionClaimed Data => (ContributionClaimed)Entry.Data;

    /// <summary>The claims of a frame, by key.</summary>
    /// <param name="frame">The frame.</param>
    public static IEnumerable<Claim> In(Frame frame) => frame.Evaluation.Claims.Values.Select(entry => Of(frame, entry));

    /// <summary>One claim of a frame; null where it is not in it.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="key">Its key.</param>
    public static Claim? Of(Frame frame, string key) => frame.Evaluation.Claims.GetValueOrDefault(key) is { } entry ? Of(frame, entry) : null;

    static Claim Of(Frame frame, Entry entry)
    {
        var data = (ContributionClaimed)entry.Data;
        var outcome = frame.Evaluation.Outcomes.GetValueOrDefault(data.Outcome);
        return new(entry, outcome, CauseState.Of(frame, data.Causes, outcome),
            [.. data.Rivals.OrNone().Select(rival => new RivalState(rival.Text, CauseState.Of(frame, rival.Causes.OrNone(), outcome)))],
            AspectState.Of(frame, data.Key, entry, data.By));
    }
}

/// <summary>Something that is said to have contributed, in a frame.</summary>
/// <param name="Named">The id or ref by which the claim names it.</param>
/// <param name="Entry">The entry of it; null where the frame does not have it.</param>
/// <param name="Weight">How much the evidence weighs; null where that was not said.</param>
/// <param name="Order">How its time stands to the outcome's.</param>
public sealed record CauseState(string Named, Entry? Entry, EvidenceWeight? Weight, TimeOrder Order)
{
    /// <summary>Those of a claim or rival, in its order. An entry that the frame's circle may not see is not among them.</summary>
    internal static CauseState[] Of(Frame frame, Several<Cause> causes, Entry? outcome) =>
    [
        .. from cause in causes
           where frame.MayName(cause.Entry)
           let entry = frame.FindEffective(cause.Entry)
           select new CauseState(cause.Entry, entry, cause.Weight, outcome is null ? TimeOrder.CannotTell : TimeOrders.Of(entry?.OccurredAt, outcome.OccurredAt)),
    ];
}

/// <summary>Another explanation, in a frame.</summary>
/// <param name="Text">What it says.</param>
/// <param name="Causes">What it rests on.</param>
public sealed record RivalState(string Text, IReadOnlyList<CauseState> Causes);

/// <summary>What was said of one aspect of an outcome or claim.</summary>
/// <param name="Aspect">The aspect.</param>
/// <param name="Findings">What was said, in order.</param>
public sealed record AspectState(Aspect Aspect, IReadOnlyList<SubstantiationState> Findings)
{
    internal static AspectState[] Of(Frame frame, string finding, Entry entry, string? claimant) =>
    [
        .. frame.Evaluation.Substantiations.GetValueOrDefault(finding, [])
            .Select(said => new SubstantiationState(said, IsIndependent(said, entry, claimant)))
            .GroupBy(said => said.Data.Aspect)
            .OrderBy(group => group.Key)
            .Select(group => new AspectState(group.Key, [.. group])),
    ];

    static bool IsIndependent(Entry said, Entry of, string? claimant) =>
        ((FindingSubstantiated)said.Data).By != claimant && said.RecordedBy != of.RecordedBy;
}

/// <summary>What somebody said of an aspect of an outcome or claim.</summary>
/// <param name="Entry">The entry that says it.</param>
/// <param name="IsIndependent">Whether it was said neither by the claimant nor recorded by who recorded the claim or outcome.</param>
public sealed record SubstantiationState(Entry Entry, bool IsIndependent)
{
    /// <summary>What the entry says.</summary>
    public FindingSubstantiated Data => (FindingSubstantiated)Entry.Data;
}

/// <summary>A wave of asking about ties, in a frame.</summary>
/// <param name="Entry">The entry that describes it.</param>
/// <param name="Ties">The ties that were told in it, in order, as they stood then.</param>
public sealed record Wave(Entry Entry, IReadOnlyList<Entry> Ties)
{
    /// <summary>What the entry says.</summary>
    public WaveHeld Data => (WaveHeld)Entry.Data;

    /// <summary>Those who were asked and did not answer. Of their ties the wave says nothing.</summary>
    public IEnumerable<string> NonRespondents => Data.Asked.Except(Data.Answered.OrNone());

    /// <summary>The waves of a frame, in the order in which they were held.</summary>
    /// <param name="frame">The frame.</param>
    public static IEnumerable<Wave> In(Frame frame) =>
        from entry in frame.Evaluation.Waves.Values
        orderby entry.OccurredAt.Earliest, entry.Sequence
        select new Wave(entry, frame.Landscape.ToldIn.GetValueOrDefault(((WaveHeld)entry.Data).Key, []));
}
