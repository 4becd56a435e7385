using System.Collections.Immutable;
using System.Security.Cryptography;
using ConveningLedger.Calls;
using ConveningLedger.Endeavours;
using ConveningLedger.Evaluation;
using ConveningLedger.LongGame;
using ConveningLedger.Value;

namespace ConveningLedger.Time;

/// <summary>How the rows of a track make its value.</summary>
public enum TrackFold
{
    /// <summary>The value of the last row.</summary>
    Last,

    /// <summary>The mean of the values of the last five rows, to six decimals, halves to even.</summary>
    MeanOfLastFive,

    /// <summary>
    /// How many members there are: a value n above 0 puts the n-th of the track's members in, one below 0 takes the member of its size
    /// out, and 0 leaves them as they are. A track of which no row holds has no value.
    /// </summary>
    CountOfMembers,
}

/// <summary>A text that a track is of.</summary>
public enum TrackText
{
    /// <summary>The call of an audience.</summary>
    Call,

    /// <summary>The title of the endeavour.</summary>
    Title,

    /// <summary>A value story.</summary>
    Story,

    /// <summary>A harvested outcome.</summary>
    Outcome,

    /// <summary>A contribution claim.</summary>
    Claim,
}

/// <summary>
/// Everything that the measures and texts of an endeavour were at any moment, as far as it was known by any other moment, for one
/// circle: what a client needs to move both clocks without asking again. Valid time is exact, in microseconds. Recorded time is in
/// whole milliseconds, rounded up, which makes it exact for every moment on a whole millisecond: what became known at 10.2 ms is known
/// at 11 ms and not at 10.
/// </summary>
/// <remarks>
/// To read a track at (at, knownAt): take its rows with ValidFrom ≤ at and RecordedFrom ≤ knownAt &lt; RecordedTo, in the order of
/// ValidFrom and then of Entry, and fold them.
/// </remarks>
/// <param name="Origin">The instant that times are counted from: the start of a UTC day.</param>
/// <param name="Version">Names the entries: where it is another, so are the numbers of entries.</param>
/// <param name="Entries">
/// The entries that ever stood for the circle, entries about entries apart, in the order of receiving; their places are the numbers that
/// rows refer to. Each as the circle may first see it.
/// </param>
/// <param name="Stays">When those entries stood whose date was corrected or that were taken back, by entry; every other stands at its date since it became known.</param>
/// <param name="All">The tracks: those of measures, then those of texts.</param>
/// <param name="Rows">The rows of all tracks, by entry.</param>
public sealed record Tracks(Instant Origin, string Version, ImmutableArray<Entry> Entries, ImmutableArray<EntryStay> Stays, ImmutableArray<Track> All, ImmutableArray<TrackRow> Rows)
{
    const long Millisecond = 1_000;

    /// <summary>An instant in milliseconds since the origin, rounded up.</summary>
    /// <param name="instant">The instant.</param>
    public long MillisecondsOf(Instant instant)
    {
        var milliseconds = Math.DivRem(instant.Microseconds - Origin.Microseconds, Millisecond, out var rest);
        return rest > 0 ? milliseconds + 1 : milliseconds;
    }

    /// <summary>An instant in microseconds since the origin.</summary>
    /// <param name="instant">The instant.</param>
    public long MicrosecondsOf(Instant instant) => instant.Microseconds - Origin.Microseconds;

    internal static Tracks Of(Prospect prospect)
    {
        // Of what never stood for this circle, and of a wording that it may not look behind, not even the date is told.
        var entries = prospect.Versions().Where(entry => entry.Versions.Count > 0).Select(entry => (entry.Versions[0].Entry, entry.Versions)).ToArray();
        var origin = entries.Length == 0 ? new Instant(0) : StartOfDay(entries.Min(entry => entry.Entry.OccurredAt.Earliest));
        var tracks = new Tracks(origin, VersionOf(entries.Select(entry => entry.Entry)), [.. entries.Select(entry => entry.Entry)], [], [], []);
        var members = new Dictionary<TrackKey, List<string>>();
        var rows = new List<(TrackKey Of, TrackRow Row)>();
        foreach (var (number, entry) in entries.Index())
        {
            foreach (var version in entry.Versions)
            {
                foreach (var move in Measures.MovesOf(version.Entry.Data))
                {
                    var of = new TrackKey(FoldOf(move), move.Of, null, "");
                    if (!members.TryGetValue(of, out var known))
                        members[of] = known = [];
                    rows.AddRange(Values(move, known).Select(value => (of, tracks.Row(number, version, value))));
                }
                if (TextOf(version.Entry.Data) is { } text)
                {
                    var of = new TrackKey(TrackFold.Last, null, text.Text, text.Key);
                    members.TryAdd(of, []);
                    rows.Add((of, tracks.Row(number, version, text.Stands ? 1 : 0)));
                }
            }
        }
        var all = members.Keys
            .OrderBy(of => of.Text is not null).ThenBy(of => of.Measure?.Measure).ThenBy(of => of.Text)
            .ThenBy(of => of.Measure is null ? of.Key : string.Join(' ', of.Measure.Subject), StringComparer.Ordinal).ToArray();
        var numbers = all.Index().ToDictionary(pair => pair.Item, pair => pair.Index);
        return tracks with
        {
            Stays = [.. entries.Index().SelectMany(pair => tracks.StaysOf(pair.Index, pair.Item.Versions))],
            All = [.. all.Select(of => new Track(of.Fold, of.Measure, of.Text, of.Key, [.. members[of]]))],
            Rows = [.. rows.Select(pair => pair.Row with { Track = numbers[pair.Of] })],
        };
    }

    TrackRow Row(int number, EntryVersion version, decimal value) => new(0, number, value, MicrosecondsOf(version.Entry.OccurredAt.Earliest),
        MillisecondsOf(version.KnownFrom), version.KnownTo is { } to ? MillisecondsOf(to) : null, version.Entry.Standpoint, version.Entry.Modes);

    IEnumerable<EntryStay> StaysOf(int number, IReadOnlyList<EntryVersion> versions)
    {
        var stays = new List<EntryVersion>();
        foreach (var version in versions)
        {
            if (stays is [.., var last] && last.KnownTo == version.KnownFrom && last.Entry.OccurredAt.Equals(version.Entry.OccurredAt))
                stays[^1] = last with { KnownTo = version.KnownTo };
            else
                stays.Add(version);
        }
        if (stays is [{ KnownTo: null } only] && only.KnownFrom == only.Entry.RecordedAt)
            return [];
        return stays.Select(stay => new EntryStay(number, MicrosecondsOf(stay.Entry.OccurredAt.Earliest), stay.Entry.OccurredAt.Latest.Microseconds - stay.Entry.OccurredAt.Earliest.Microseconds,
            MillisecondsOf(stay.KnownFrom), stay.KnownTo is { } to ? MillisecondsOf(to) : null));
    }

    static TrackFold FoldOf(Move move) => move switch
    {
        Move.To => TrackFold.Last,
        Move.Signal => TrackFold.MeanOfLastFive,
        _ => TrackFold.CountOfMembers,
    };

    static IEnumerable<decimal> Values(Move move, List<string> members)
    {
        switch (move)
        {
            case Move.To to:
                return [to.Value];
            case Move.Signal signal:
                return [signal.Strength];
            case Move.Add { Members.Count: 0 }:
                return [0];
            case Move.Add add:
                return [.. add.Members.Select(member => (decimal)Number(member))];
            default:
                // Whom somebody lost who could have been there: all that the measure can count.
                var lost = ((Move.Remove)move).Members ?? Several.Of<string>(Enum.GetValues<Agency.Milestone>().Select(ValueNames.Of).ToArray());
                return [.. lost.Select(member => -(decimal)Number(member))];
        }

        int Number(string member)
        {
            if (!members.Contains(member))
                members.Add(member);
            return members.IndexOf(member) + 1;
        }
    }

    static (TrackText Text, string Key, bool Stands)? TextOf(EntryData data) => data switch
    {
        ConveningCallRevised call => (TrackText.Call, call.Audience ?? "", true),
        ConveningCallWithdrawn call => (TrackText.Call, call.Audience ?? "", false),
        EndeavourOpened => (TrackText.Title, "", true),
        ValueStoryTold story => (TrackText.Story, story.Key, true),
        OutcomeHarvested outcome => (TrackText.Outcome, outcome.Key, true),
        ContributionClaimed claim => (TrackText.Claim, claim.Key, true),
        _ => null,
    };

    static string VersionOf(IEnumerable<Entry> entries)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var entry in entries)
            hash.AppendData(entry.Id.ToByteArray());
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    static Instant StartOfDay(Instant instant)
    {
        var days = Math.DivRem(instant.Microseconds, IsoText.MicrosecondsPerDay, out var rest);
        return new((rest < 0 ? days - 1 : days) * IsoText.MicrosecondsPerDay);
    }

    sealed record TrackKey(TrackFold Fold, MeasureKey? Measure, TrackText? Text, string Key);
}

/// <summary>What a track is of: a measure of a subject, or a text.</summary>
/// <param name="Fold">How rows make the value.</param>
/// <param name="Measure">The measure and its subject; null for a text.</param>
/// <param name="Text">What text it is; null for a measure. A value of 1 means that the text of the row's entry stands, 0 that none does.</param>
/// <param name="Key">The key that the text is of; of a call that of its audience, empty for the common one; empty for the title.</param>
/// <param name="Members">The members that a count is of, in the order of their numbers, from 1.</param>
public sealed record Track(TrackFold Fold, MeasureKey? Measure, TrackText? Text, string Key, ImmutableArray<string> Members);

/// <summary>A row of a track: what one entry did, from when on, and from when to when that was known.</summary>
/// <param name="Track">The place of the track.</param>
/// <param name="Entry">The number of the entry.</param>
/// <param name="Value">What it did; see the track's fold.</param>
/// <param name="ValidFrom">From when on it was so in the world, inclusive, in microseconds since the origin.</param>
/// <param name="RecordedFrom">From when on it was known, inclusive, in milliseconds since the origin.</param>
/// <param name="RecordedTo">Until when it was known so, exclusive, in milliseconds since the origin; null: it still is.</param>
/// <param name="Standpoint">From where it was told, as far as that was known then; null: nobody said.</param>
/// <param name="Modes">The modes of identification at work, as far as they were known then.</param>
public readonly record struct TrackRow(int Track, int Entry, decimal Value, long ValidFrom, long RecordedFrom, long? RecordedTo, Standpoint? Standpoint, Several<Mode> Modes);

/// <summary>That an entry stood at a date, and from when to when that was known.</summary>
/// <param name="Entry">The number of the entry.</param>
/// <param name="ValidFrom">The earliest end of the date, in microseconds since the origin.</param>
/// <param name="Span">How many microseconds its latest end is after that.</param>
/// <param name="RecordedFrom">From when on it was known, inclusive, in milliseconds since the origin.</param>
/// <param name="RecordedTo">Until when it was known so, exclusive, in milliseconds since the origin; null: it still is.</param>
public readonly record struct EntryStay(int Entry, long ValidFrom, long Span, long RecordedFrom, long? RecordedTo);
