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

    /// <summary>The micro-shifts that an entry makes: none where it is not among those that were folded.</summary>
    /// <param name="entry">The entry, as the frame shows it.</param>
    public IEnumerable<MicroShift> By(Entry entry)
    {
        // They are in the order of their entries.
        var (low, high) = (0, MicroShifts.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (Edition.Order(MicroShifts[middle].Entry, entry) < 0)
                low = middle + 1;
            else
                high = middle;
        }
        for (; low < MicroShifts.Count && MicroShifts[low].Entry.Id == entry.Id; low++)
            yield return MicroShifts[low];
    }

    /// <summary>Every value of each measure with the entry that gave it, in order; one that stayed what it was is in it too.</summary>
    public ImmutableDictionary<MeasureKey, ImmutableList<MeasurePoint>> Courses { get; private init; } =
        ImmutableDictionary<MeasureKey, ImmutableList<MeasurePoint>>.Empty;

    ImmutableDictionary<MeasureKey, Standing> Standings { get; init; } = ImmutableDictionary<MeasureKey, Standing>.Empty;

    ImmutableDictionary<MeasureKey, ImmutableHashSet<string>> Sets { get; init; } = ImmutableDictionary<MeasureKey, ImmutableHashSet<string>>.Empty;

    /// <inheritdoc/>
    public Measures After(Entry entry)
    {
        var measures = this;
        foreach (var move in MovesOf(entry.Data))
            measures = measures.After(move, entry);
        return measures;
    }

    /// <summary>What an entry does to measures, whatever their values are.</summary>
    /// <param name="data">What happened.</param>
    public static IReadOnlyList<Move> MovesOf(EntryData data) => data switch
    {
        IdentificationShifted { Strength: { } strength } shift => [new Move.To(Of(Measure.Identification, shift.Participant, shift.With), strength)],
        PowerMapped mapped =>
        [
            new Move.To(Of(Measure.Stance, mapped.Holder, ValueNames.Of(mapped.Form)), mapped.Stance),
            new Move.To(Of(Measure.Influence, mapped.Holder, ValueNames.Of(mapped.Form)), mapped.Influence),
        ],
        LegitimacySignalled { Strength: { } strength } signal => [new Move.Signal(Of(Measure.Standing, signal.Constituency), strength)],
        BoundaryNamed { Permeability: { } permeability } named => [new Move.To(Of(Measure.Permeability, named.Key), permeability)],
        BoundaryShifted shifted => [new Move.To(Of(Measure.Permeability, shifted.Boundary), shifted.Permeability)],
        AgencyMilestoneReached reached => [new Move.Add(Of(Measure.Milestones, reached.Who), [ValueNames.Of(reached.Milestone)])],
        AgencySetBack setBack => [new Move.Remove(Of(Measure.Milestones, setBack.Who),
            setBack.Lost is null ? null : [.. setBack.Lost.Select(lost => ValueNames.Of(lost))])],
        TieDrawn tie => [new Move.To(OfTie(TieKey.Of(tie)), tie.Depth)],
        TensionHeld held => [new Move.To(Of(Measure.Leaning, ValueNames.Of(held.Tension)), held.Leaning)],
        ConveningCallRevised call => [new Move.Add(OfCall(call.Audience), call.Contributors.OrNone())],
        VoiceIncluded voice => [new Move.Add(OfCall(voice.Audience), [voice.Who])],
        _ => [],
    };

    static MeasureKey Of(Measure measure, params ReadOnlySpan<string> subject) => new(measure, Several.Of(subject));

    static MeasureKey OfTie(TieKey tie) => Of(Measure.Depth, tie.From, tie.To, ValueNames.Of(tie.Relation));

    static MeasureKey OfCall(string? audience) => audience is null ? Of(Measure.Voices) : Of(Measure.Voices, audience);

    Measures After(Move move, Entry entry)
    {
        switch (move)
        {
            case Move.To to:
                return To(to.Of, to.Value, entry);
            case Move.Signal signal:
                var standing = Standings.GetValueOrDefault(signal.Of, Standing.None).After(signal.Strength);
                return (this with { Standings = Standings.SetItem(signal.Of, standing) }).To(signal.Of, standing.Mean!.Value, entry);
            default:
                var set = Sets.GetValueOrDefault(move.Of, ImmutableHashSet.Create<string>(StringComparer.Ordinal));
                set = move switch
                {
                    Move.Add add => set.Union(add.Members),
                    Move.Remove { Members: { } members } => set.Except(members),
                    _ => set.Clear(),
                };
                return (this with { Sets = Sets.SetItem(move.Of, set) }).To(move.Of, set.Count, entry);
        }
    }

    Measures To(MeasureKey key, decimal value, Entry entry)
    {
        var moved = this with { Courses = Courses.SetItem(key, Courses.GetValueOrDefault(key, []).Add(new(entry, value))) };
        if (!Values.TryGetValue(key, out var before))
            return moved with { Values = Values.Add(key, value) };
        return before == value
            ? moved
            : moved with { Values = Values.SetItem(key, value), MicroShifts = MicroShifts.Add(new(key, before, value, entry)) };
    }
}
