using FsCheck.Xunit;

namespace ConveningLedger.Tests.Properties;

public class ScrubbingTracks
{
    [Property(MaxTest = 60, Arbitrary = [typeof(AnySteps)])]
    public void whoever_reads_the_tracks_finds_what_the_frame_says(Steps steps, int seed)
    {
        var stream = Stream.Of(steps);
        var random = new Random(seed);
        foreach (var clearance in Enum.GetValues<Visibility>().Where(clearance => stream.History.ExistsFor(clearance)))
        {
            var tracks = stream.History.For(clearance).Tracks;
            for (var moments = 0; moments < 6; moments++)
            {
                var date = stream.Entries[random.Next(stream.Entries.Count)].OccurredAt;
                var (at, knownAt) = (tracks.MicrosecondsOf(random.Next(2) == 0 ? date.Earliest : date.Latest) - random.Next(2),
                    tracks.MillisecondsOf(stream.Entries[random.Next(stream.Entries.Count)].RecordedAt) - random.Next(2));
                var frame = stream.History.At(tracks.Origin.PlusMicroseconds(at), tracks.Origin.PlusMicroseconds(knownAt * 1000), clearance);

                var holding = tracks.Rows
                    .Where(row => row.ValidFrom <= at && row.RecordedFrom <= knownAt && (row.RecordedTo is null || knownAt < row.RecordedTo))
                    .OrderBy(row => row.ValidFrom).ThenBy(row => row.Entry).ToLookup(row => row.Track);
                var measures = new Dictionary<MeasureKey, decimal>();
                foreach (var (number, track) in tracks.All.Index())
                {
                    if (track.Measure is { } measure && ValueOf(track, [.. holding[number].Select(row => row.Value)]) is { } value)
                    {
                        measures[measure] = value;
                        if (track.Fold == TrackFold.Last)
                        {
                            var (last, entry) = (holding[number].Last(), frame.Measures.Courses[measure][^1].Entry);
                            Assert.Equal((entry.Standpoint, entry.Modes), (last.Standpoint, last.Modes));
                        }
                    }
                    else if (track.Text is not null)
                        Assert.Equal(EntryOf(frame, track)?.Id, holding[number].LastOrDefault() is { Value: 1 } row ? tracks.Entries[row.Entry].Id : null);
                }
                var whole = stream.History.At(Instant.MaxValue, tracks.Origin.PlusMicroseconds(knownAt * 1000), clearance);
                Assert.Equal(whole.Effective.Select(entry => (entry.Id, tracks.MicrosecondsOf(entry.OccurredAt.Earliest), tracks.MicrosecondsOf(entry.OccurredAt.Latest))).Order(), Standing(tracks, knownAt).Order());
                Assert.Equal(frame.Measures.Values.OrderBy(pair => $"{pair.Key}"), measures.OrderBy(pair => $"{pair.Key}"));
            }
        }
    }

    [Property(MaxTest = 30, Arbitrary = [typeof(AnySteps)])]
    public void they_are_those_of_a_ledger_without_the_hidden_entries(Steps steps)
    {
        var stream = Stream.Of(steps);
        var rendering = new Rendering();
        foreach (var clearance in Enum.GetValues<Visibility>().Where(clearance => stream.History.ExistsFor(clearance)))
        {
            var seen = Stream.HistoryOf(stream.Entries.Where(entry => stream.History.TierOf(entry).Admits(clearance)));
            Assert.Equal(rendering.Of(seen.For(clearance).Tracks), rendering.Of(stream.History.For(clearance).Tracks));
        }
    }

    /// <summary>The entries that stood by a moment of knowledge, each with both ends of its date: as a client reads the columns.</summary>
    static IEnumerable<(Guid Entry, long Earliest, long Latest)> Standing(Tracks tracks, long knownAt)
    {
        var stays = tracks.Stays.ToLookup(stay => stay.Entry);
        foreach (var (number, entry) in tracks.Entries.Index())
        {
            var earliest = tracks.MicrosecondsOf(entry.OccurredAt.Earliest);
            if (!stays.Contains(number) && tracks.MillisecondsOf(entry.RecordedAt) <= knownAt)
                yield return (entry.Id, earliest, tracks.MicrosecondsOf(entry.OccurredAt.Latest));
            foreach (var stay in stays[number].Where(stay => stay.RecordedFrom <= knownAt && (stay.RecordedTo is null || knownAt < stay.RecordedTo)))
                yield return (entry.Id, stay.ValidFrom, stay.ValidFrom + stay.Span);
        }
    }

    static decimal? ValueOf(Track track, decimal[] rows)
    {
        if (rows.Length == 0)
            return null;
        switch (track.Fold)
        {
            case TrackFold.Last:
                return rows[^1];
            case TrackFold.MeanOfLastFive:
                var last = rows.TakeLast(5).ToArray();
                return Math.Round(last.Sum() / last.Length, 6);
            default:
                var members = new HashSet<decimal>();
                foreach (var value in rows)
                {
                    if (value > 0)
                        members.Add(value);
                    else
                        members.Remove(-value);
                }
                return members.Count;
        }
    }

    static Entry? EntryOf(Frame frame, Track track) => track.Text switch
    {
        TrackText.Call => frame.Narrative.Calls.GetValueOrDefault(track.Key)?.Current,
        TrackText.Title => frame.Endeavour.Opening,
        TrackText.Story => frame.Value.Stories.GetValueOrDefault(track.Key),
        TrackText.Outcome => frame.Evaluation.Outcomes.GetValueOrDefault(track.Key),
        _ => frame.Evaluation.Claims.GetValueOrDefault(track.Key),
    };
}
