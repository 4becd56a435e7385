using System.Collections.Immutable;
using ConveningLedger.Agency;
using ConveningLedger.Boundaries;
using ConveningLedger.Calls;
using ConveningLedger.Identity;
using ConveningLedger.Landscape;
using ConveningLedger.Legitimacy;
using ConveningLedger.Power;

namespace ConveningLedger.LongGame;

/// <summary>The value of every measure at a moment, and the micro-shifts that led there.</summary>
public sealed record Measures : IView<Measures>
{
    /// <inheritdoc/>
    public static Measures Empty { get; } = new();

    /// <summary>The value of each measure that has one.</summary>
    public ImmutableDictionary<MeasureKey, decimal> Values { get; private init; } = ImmutableDictionary<MeasureKey, decimal>.Empty;

    /// <summary>The micro-shifts, in order. A first value is none.</summary>
    public ImmutableList<MicroShift> MicroShifts { get; private init; } = [];

    ImmutableDictionary<MeasureKey, Standing> Standings { get; init; } = ImmutableDictionary<MeasureKey, Standing>.Empty;

    ImmutableDictionary<MeasureKey, ImmutableHashSet<string>> Sets { get; init; } = ImmutableDictionary<MeasureKey, ImmutableHashSet<string>>.Empty;

    /// <inheritdoc/>
    public Measures After(Entry entry) => entry.Data switch
    {
        IdentificationShifted { Strength: { } strength } shift => To(Of(Measure.Identification, shift.Participant, shift.With), strength, entry),
        PowerMapped mapped => To(Of(Measure.Stance, mapped.Holder, ValueNames.Of(mapped.Form)), mapped.Stance, entry)
            .To(Of(Measure.Influence, mapped.Holder, ValueNames.Of(mapped.Form)), mapped.Influence, entry),
        LegitimacySignalled { Strength: { } strength } signal => StandingTo(Of(Measure.Standing, signal.Constituency), strength, entry),
        BoundaryNamed { Permeability: { } permeability } named => To(Of(Measure.Permeability, named.Key), permeability, entry),
        BoundaryShifted shifted => To(Of(Measure.Permeability, shifted.Boundary), shifted.Permeability, entry),
        AgencyMilestoneReached reached => SetTo(Of(Measure.Milestones, reached.Who), held => held.Add(ValueNames.Of(reached.Milestone)), entry),
        AgencySetBack setBack => SetTo(Of(Measure.Milestones, setBack.Who),
            held => setBack.Lost is null ? held.Clear() : held.Except(setBack.Lost.Select(ValueNames.Of)), entry),
        TieDrawn tie => To(OfTie(TieKey.Of(tie)), tie.Depth, entry),
        TensionHeld held => To(Of(Measure.Leaning, ValueNames.Of(held.Tension)), held.Leaning, entry),
        ConveningCallRevised call => SetTo(OfCall(call.Audience), voices => voices.Union(call.Contributors.OrNone()), entry),
        VoiceIncluded voice => SetTo(OfCall(voice.Audience), voices => voices.Add(voice.Who), entry),
        _ => this,
    };

    static MeasureKey Of(Measure measure, params ReadOnlySpan<string> subject) => new(measure, Several.Of(subject));

    static MeasureKey OfTie(TieKey tie) => Of(Measure.Depth, tie.From, tie.To, ValueNames.Of(tie.Relation));

    static MeasureKey OfCall(string? audience) => audience is null ? Of(Measure.Voices) : Of(Measure.Voices, audience);

    Measures To(MeasureKey key, decimal value, Entry entry)
    {
        if (!Values.TryGetValue(key, out var before))
            return this with { Values = Values.Add(key, value) };
        return before == value
            ? this
            : this with { Values = Values.SetItem(key, value), MicroShifts = MicroShifts.Add(new(key, before, value, entry)) };
    }

    Measures StandingTo(MeasureKey key, decimal strength, Entry entry)
    {
        var standing = Standings.GetValueOrDefault(key, Standing.None).After(strength);
        return (this with { Standings = Standings.SetItem(key, standing) }).To(key, standing.Mean!.Value, entry);
    }

    Measures SetTo(MeasureKey key, Func<ImmutableHashSet<string>, ImmutableHashSet<string>> change, Entry entry)
    {
        var set = change(Sets.GetValueOrDefault(key, ImmutableHashSet.Create<string>(StringComparer.Ordinal)));
        return (this with { Sets = Sets.SetItem(key, set) }).To(key, set.Count, entry);
    }
}
