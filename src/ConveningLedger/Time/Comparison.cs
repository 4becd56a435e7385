using System.Collections.Immutable;
using ConveningLedger.Agency;
using ConveningLedger.Boundaries;
using ConveningLedger.Calls;
using ConveningLedger.Endeavours;
using ConveningLedger.Evaluation;
using ConveningLedger.Identity;
using ConveningLedger.Landscape;
using ConveningLedger.Legitimacy;
using ConveningLedger.LongGame;
using ConveningLedger.Meta;
using ConveningLedger.Power;
using ConveningLedger.Value;

namespace ConveningLedger.Time;

/// <summary>
/// Two frames of one history beside each other: the registers that differ, from what to what, and what moved them. What describes a
/// thing is compared where the thing is in both frames; else only that it came or went is a change.
/// </summary>
/// <param name="From">One frame.</param>
/// <param name="To">The other frame.</param>
/// <param name="Changes">The registers that differ, in a fixed order.</param>
public sealed record Comparison(Frame From, Frame To, ImmutableArray<Change> Changes)
{
    /// <summary>Compares two frames.</summary>
    /// <param name="from">One frame.</param>
    /// <param name="to">The other frame, of the same endeavour; perhaps of another moment, known by another time, or for another circle.</param>
    public static Comparison Of(Frame from, Frame to)
    {
        var (before, after) = (Registers.Of(from), Registers.Of(to));
        var movers = Mover.Between(from, to);
        var changes = before.Keys.Union(after.Keys)
            .Select(register => (Register: register, From: before.GetValueOrDefault(register), To: after.GetValueOrDefault(register)))
            .Where(change => change.From != change.To && IsThere(change.Register.Thing, before) && IsThere(change.Register.Thing, after))
            .OrderBy(change => change.Register.Name).ThenBy(change => string.Join('\n', change.Register.Subject), StringComparer.Ordinal)
            .Select(change => new Change(change.Register, change.From, change.To, [.. movers.Where(mover => mover.Touches(change.Register, from, to))]));
        return new(from, to, [.. changes]);
    }

    static bool IsThere(Register? thing, IReadOnlyDictionary<Register, RegisterValue> registers) => thing is null || registers.ContainsKey(thing);
}

/// <summary>A register that differs between two frames.</summary>
/// <param name="Register">The register.</param>
/// <param name="From">Its value in the one frame; null where it has none.</param>
/// <param name="To">Its value in the other; null where it has none.</param>
/// <param name="Movers">What moved it, in the order of the frame.</param>
public sealed record Change(Register Register, RegisterValue? From, RegisterValue? To, ImmutableArray<Mover> Movers)
{
    /// <summary>How far a number moved; null for others, and where it has no value on one side.</summary>
    public decimal? Delta => (From, To) is (RegisterValue.Number from, RegisterValue.Number to) ? to.Value - from.Value : null;

    /// <summary>The word-level difference of two texts; empty for others.</summary>
    public IReadOnlyList<DiffRun> Diff => Register.Kind == RegisterKind.Text
        ? WordDiff.Between((From as RegisterValue.Text)?.Value ?? "", (To as RegisterValue.Text)?.Value ?? "")
        : [];
}

/// <summary>An entry that is effective in, or has other content in, exactly one of two frames.</summary>
/// <param name="Before">The entry as the one frame has it; null where it is not effective there.</param>
/// <param name="After">The entry as the other frame has it; null where it is not effective there.</param>
/// <param name="Causes">The meta entries that made the difference; none where it is time, or knowledge of the entry itself, that did.</param>
public sealed record Mover(Entry? Before, Entry? After, ImmutableArray<Entry> Causes)
{
    /// <summary>The entry, as the later frame has it if it does.</summary>
    public Entry Entry => After ?? Before!;

    /// <summary>All entries that differ between two frames, in the order of a frame.</summary>
    internal static ImmutableArray<Mover> Between(Frame from, Frame to)
    {
        var before = from.Effective.ToDictionary(entry => entry.Id);
        var movers = ImmutableArray.CreateBuilder<Mover>();
        foreach (var entry in to.Effective)
        {
            if (!before.Remove(entry.Id, out var earlier))
                movers.Add(new(null, entry, CausesOf(entry, from, to)));
            else if (!earlier.Equals(entry))
                movers.Add(new(earlier, entry, CausesOf(entry, from, to)));
        }
        movers.AddRange(before.Values.Select(entry => new Mover(entry, null, CausesOf(entry, from, to))));
        movers.Sort((one, other) => Edition.Order(one.Entry, other.Entry));
        return movers.ToImmutable();
    }

    /// <summary>Whether it is about a register, as it stands in either frame.</summary>
    internal bool Touches(Register register, Frame from, Frame to) =>
        (Before is not null && Touched(Before, register, from)) || (After is not null && Touched(After, register, to));

    static ImmutableArray<Entry> CausesOf(Entry entry, Frame from, Frame to)
    {
        var (one, other) = (from.Edition.Find(entry.Id.ToString()), to.Edition.Find(entry.Id.ToString()));
        var causes = new List<Entry>();
        if (one is not null && other is not null)
        {
            Differing(from.Edition.CorrectionsOf(one), to.Edition.CorrectionsOf(other));
            Differing(Standing(from.Edition.RetractionOf(one)), Standing(to.Edition.RetractionOf(other)));
            // A retraction that stands in one only may have been taken back in the other.
            foreach (var retraction in causes.Where(cause => cause.Data is EntryRetracted).ToArray())
                Differing(Standing(from.Edition.RetractionOf(retraction)), Standing(to.Edition.RetractionOf(retraction)));
        }
        else if (from.SeenAs != to.SeenAs && (one is null ? from : to) is var wider && (one is null ? to : from) is var narrower && wider.SeenAs > narrower.SeenAs)
        {
            causes.AddRange(narrower.Edition.ReclassificationsOf(entry));
        }
        return [.. causes.DistinctBy(cause => cause.Id).OrderBy(cause => cause.Sequence)];

        static IEnumerable<Entry> Standing(Entry? retraction) => retraction is null ? [] : [retraction];

        void Differing(IEnumerable<Entry> before, IEnumerable<Entry> after)
        {
            Entry[] both = [.. before], others = [.. after];
            causes.AddRange(both.ExceptBy(others.Select(by => by.Id), by => by.Id));
            causes.AddRange(others.ExceptBy(both.Select(by => by.Id), by => by.Id));
        }
    }

    static bool Touched(Entry entry, Register register, Frame frame)
    {
        if (register.Measure is not null)
            return Measures.MovesOf(entry.Data).Any(move => Register.Of(move.Of) == register);
        // A cause is one where the frame has it, and whether it came before its outcome rests on the dates of both.
        if (register.Name is RegisterName.ClaimCause or RegisterName.CauseOrder && IsNamed(entry, register.Subject[1]))
            return true;
        if (register.Name == RegisterName.CauseOrder && entry.Data is OutcomeHarvested harvested && Claim.Of(frame, register.Subject[0])?.Data.Outcome == harvested.Key)
            return true;
        return TouchesOf(entry.Data).Any(touch => touch.Covers(register));
    }

    static bool IsNamed(Entry entry, string idOrRef) => string.Equals(entry.Id.ToString(), idOrRef, StringComparison.OrdinalIgnoreCase) || entry.Ref == idOrRef;

    /// <summary>Which registers, measures apart, an entry is about.</summary>
    static IEnumerable<Touch> TouchesOf(EntryData data) => data switch
    {
        EndeavourOpened => Touch.Exactly([], RegisterName.Title, RegisterName.Purpose, RegisterName.EndeavourScale, RegisterName.EndeavourStatus)
            .Append(Touch.From(RegisterName.Challenge)),
        EndeavourStatusChanged => Touch.Exactly([], RegisterName.EndeavourStatus),
        ConvenerJoined joined => OfConvener(joined.Convener),
        ConvenerLeft left => OfConvener(left.Convener),
        ElementMapped { Key: { } key } => OfElement(key),
        ElementRetired retired => OfElement(retired.Key),
        TieDrawn tie => Touch.Exactly(TieKey.Of(tie) is var key ? [key.From, key.To, ValueNames.Of(key.Relation)] : [], RegisterName.TieDirection, RegisterName.TieNature),
        ConvenerLocated located => Touch.Exactly([located.Convener], RegisterName.LocatedAt),
        SphereOfInfluenceDrawn sphere => [Touch.From(RegisterName.SphereMember, sphere.Convener)],
        ConveningCallRevised call => OfText(call.Audience)
            .Concat(call.Contributors.OrNone().Select(who => new Touch(Registers.OfCall(RegisterName.CallVoice, who, call.Audience), true))),
        ConveningCallWithdrawn call => OfText(call.Audience),
        CallAnswered answered => [new(Registers.OfCall(RegisterName.CallAnswer, answered.Who, answered.Audience), true)],
        VoiceIncluded voice => [new(Registers.OfCall(RegisterName.CallVoice, voice.Who, voice.Audience), true)],
        LegitimacySignalled { Direction: not null } signal => [new(Registers.OfSignal(signal), true)],
        BoundaryNamed named => Touch.Exactly([named.Key], RegisterName.Boundary, RegisterName.BoundaryName, RegisterName.BoundaryType)
            .Append(Touch.From(RegisterName.BoundarySide, named.Key)),
        BoundaryObjectMade made => Touch.Exactly([made.Key], RegisterName.BoundaryObject, RegisterName.BoundaryObjectName, RegisterName.BoundaryObjectForm)
            .Append(Touch.From(RegisterName.BoundaryObjectMaker, made.Key)),
        LearningSpaceOpened opened => OfSpace(opened.Key),
        LearningSpaceClosed closed => OfSpace(closed.Key),
        ParticipantJoined joined => OfParticipant(joined.Participant),
        ParticipantLeft left => OfParticipant(left.Participant),
        IdentificationShifted shift => Touch.Exactly([shift.Participant, shift.With],
        [
            .. shift.Movement is null ? [] : new[] { RegisterName.IdentityMovement }, .. shift.Accountability is null ? [] : new[] { RegisterName.IdentityAccountability },
        ]),
        AccountabilityNamed named => Touch.Exactly([named.Who, named.To, named.For], RegisterName.AccountabilityMove),
        AgencyMilestoneReached reached => Touch.Exactly([reached.Who, ValueNames.Of(reached.Milestone)], RegisterName.Milestone),
        AgencySetBack { Lost: null } setBack => [Touch.From(RegisterName.Milestone, setBack.Who)],
        AgencySetBack setBack => setBack.Lost.SelectMany(lost => Touch.Exactly([setBack.Who, ValueNames.Of(lost)], RegisterName.Milestone)),
        PowerMapped mapped => Touch.Exactly([mapped.Holder, ValueNames.Of(mapped.Form)], RegisterName.PowerSeen, RegisterName.PowerApproach)
            .Append(Touch.From(RegisterName.PowerOver, mapped.Holder, ValueNames.Of(mapped.Form))),
        SanctionChanged => Touch.Exactly([], RegisterName.Sanction),
        VoiceMissed missed => [new(Registers.OfVoice(RegisterName.VoiceMissing, missed.Who, missed.Where), true)],
        // A seat of which nobody said where it is answers every place where the voice was missed, and one somewhere also the voice missed nowhere in particular.
        VoiceSeated { Where: null } seated => [new(Registers.OfVoice(RegisterName.VoiceSeated, seated.Who, null), true), Touch.From(RegisterName.VoiceMissing, seated.Who)],
        VoiceSeated seated =>
        [
            new(Registers.OfVoice(RegisterName.VoiceSeated, seated.Who, seated.Where), true),
            new(Registers.OfVoice(RegisterName.VoiceMissing, seated.Who, seated.Where), true), new(Registers.OfVoice(RegisterName.VoiceMissing, seated.Who, null), true),
        ],
        NonNegotiableDeclared declared => Touch.Exactly([declared.Holder, declared.Statement], RegisterName.NonNegotiable),
        ValueStoryTold story => Touch.Exactly([story.Key], RegisterName.Story, RegisterName.StoryText, RegisterName.StoryType, RegisterName.StoryStep, RegisterName.StoryEffect)
            .Append(Touch.From(RegisterName.StoryLeadsFrom, story.Key)),
        OutcomeHarvested outcome => Touch.Exactly([outcome.Key], RegisterName.Outcome, RegisterName.OutcomeChange, RegisterName.OutcomeSignificance,
            RegisterName.OutcomeTime, RegisterName.OutcomeIntended, RegisterName.OutcomeEffect),
        ContributionClaimed claim => Touch.Exactly([claim.Key], RegisterName.Claim, RegisterName.ClaimText)
            .Concat([Touch.From(RegisterName.ClaimCause, claim.Key), Touch.From(RegisterName.CauseWeight, claim.Key), Touch.From(RegisterName.CauseOrder, claim.Key), Touch.From(RegisterName.ClaimRival, claim.Key)]),
        FindingSubstantiated said => Touch.Exactly([said.Finding, ValueNames.Of(said.Aspect), said.By], RegisterName.FindingVerdict),
        WaveHeld wave => Touch.Exactly([wave.Key], RegisterName.Wave).Concat([Touch.From(RegisterName.WaveAsked, wave.Key), Touch.From(RegisterName.WaveAnswered, wave.Key)]),
        _ => [],
    };

    static IEnumerable<Touch> OfConvener(string key) => Touch.Exactly([key], RegisterName.Convener).Append(Touch.From(RegisterName.ConvenerRole, key));

    static IEnumerable<Touch> OfElement(string key) => Touch.Exactly([key], RegisterName.Element, RegisterName.ElementName, RegisterName.ElementDescription,
        RegisterName.ElementKind, RegisterName.ElementForce, RegisterName.ElementScale);

    static IEnumerable<Touch> OfText(string? audience) => Touch.Exactly(Registers.OfAudience(audience), RegisterName.CallText, RegisterName.CallPromise,
        RegisterName.CallHorizon, RegisterName.CallArticulation);

    static IEnumerable<Touch> OfSpace(string key) => Touch.Exactly([key], RegisterName.LearningSpace, RegisterName.LearningSpaceName)
        .Append(Touch.From(RegisterName.LearningSpaceMember, key));

    static IEnumerable<Touch> OfParticipant(string key) => Touch.Exactly([key], RegisterName.Participant).Append(Touch.From(RegisterName.ParticipantFrom, key));

    /// <summary>A register that an entry is about, or all whose subject begins so.</summary>
    sealed record Touch(Register Register, bool IsExact)
    {
        public static IEnumerable<Touch> Exactly(Several<string> subject, params IEnumerable<RegisterName> names) => names.Select(name => new Touch(new(name, subject), true));

        public static Touch From(RegisterName name, params ReadOnlySpan<string> start) => new(new(name, Several.Of(start)), false);

        public bool Covers(Register register) => register.Name == Register.Name
            && (IsExact ? register.Subject.Equals(Register.Subject) : register.Subject.Take(Register.Subject.Count).SequenceEqual(Register.Subject));
    }
}
