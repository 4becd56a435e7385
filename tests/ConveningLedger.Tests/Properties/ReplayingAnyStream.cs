using FsCheck.Xunit;

namespace ConveningLedger.Tests.Properties;

public class ReplayingAnyStream
{
    static readonly Visibility[] Clearances = Enum.GetValues<Visibility>();

    [Property(MaxTest = 30, Arbitrary = [typeof(AnySteps)])]
    public void any_frame_is_the_plain_fold_of_what_was_known_and_visible(Steps steps)
    {
        var stream = Stream.Of(steps);
        var plain = new PlainFold(stream.Entries);
        var rendering = new Rendering();
        foreach (var (at, knownAt) in Moments(stream, steps, 4))
        {
            foreach (var clearance in Clearances)
                AssertSame(rendering.Views(plain.Effective(at, knownAt, clearance), at), rendering.Views(stream.History.At(at, knownAt, clearance)), at, knownAt, clearance);
        }
    }

    [Property(MaxTest = 30, Arbitrary = [typeof(AnySteps)])]
    public void the_tier_of_every_entry_is_the_plain_one(Steps steps)
    {
        var stream = Stream.Of(steps);
        var plain = new PlainFold(stream.Entries);
        Assert.Equal(stream.Entries.Select(entry => (entry.ToString(), plain.TierOf(entry))), stream.Entries.Select(entry => (entry.ToString(), stream.History.TierOf(entry))));
    }

    [Property(MaxTest = 6, StartSize = 150, EndSize = 200, Arbitrary = [typeof(AnySteps)])]
    public void long_streams_are_folded_from_checkpoints_to_the_same_frames(Steps steps)
    {
        var stream = Stream.Of(steps);
        var plain = new PlainFold(stream.Entries);
        var rendering = new Rendering();
        foreach (var (at, knownAt) in Moments(stream, steps, 2).Append((stream.Now, stream.Now)))
            AssertSame(rendering.Views(plain.Effective(at, knownAt, Visibility.Conveners), at),
                rendering.Views(stream.History.At(at, knownAt, Visibility.Conveners)), at, knownAt, Visibility.Conveners);
    }

    [Property(MaxTest = 30, Arbitrary = [typeof(AnySteps)])]
    public void a_history_is_the_same_however_it_grew(Steps steps, FsCheck.PositiveInt chunk)
    {
        // One by one while it was recorded; in chunks; and on from a shorter history whose buffer a longer one has grown past.
        var stream = Stream.Of(steps);
        var inChunks = stream.Entries.Chunk(chunk.Get).Aggregate(History.Empty(Stream.Slug), (history, more) => history.After(more));
        var shorter = History.Empty(Stream.Slug).After([.. stream.Entries.Take(stream.Entries.Count / 2)]);
        var gone = shorter.After([.. stream.Entries.Skip(shorter.Count)]);
        var branched = shorter.After([.. stream.Entries.Skip(shorter.Count)]);
        var rendering = new Rendering();
        foreach (var (at, knownAt) in Moments(stream, steps, 2))
        {
            foreach (var clearance in Clearances)
            {
                var expected = rendering.Views(stream.History.At(at, knownAt, clearance)).ToArray();
                foreach (var other in new[] { inChunks, gone, branched })
                    AssertSame(expected, rendering.Views(other.At(at, knownAt, clearance)), at, knownAt, clearance);
            }
        }
    }

    [Property(MaxTest = 20, Arbitrary = [typeof(AnySteps)])]
    public void a_history_that_is_looked_at_while_it_grows_is_the_same(Steps steps, int seed)
    {
        var stream = Stream.Of(steps);
        AssertSameWhileLookedAt(stream, stream.Entries, steps, seed, most: 5, Clearances);
    }

    // Long enough for what is shared to be laid anew; an entry about an entry begins anew anyhow.
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void a_long_history_that_is_looked_at_while_it_grows_is_the_same(int seed)
    {
        var random = new Random(seed);
        var steps = new Steps([.. Enumerable.Range(0, 1_800).Select(place => new Step(place, random.Next()))]);
        var stream = Stream.Of(steps);
        var entries = Stream.HistoryOf(stream.Entries.Where(entry => !entry.Kind.IsMeta)).Entries.ToArray();
        Assert.InRange(entries.Length, 600, int.MaxValue);
        AssertSameWhileLookedAt(stream, entries, steps, seed, most: 40, [Visibility.Conveners]);
    }

    static void AssertSameWhileLookedAt(Stream stream, IReadOnlyList<Entry> entries, Steps steps, int seed, int most, Visibility[] circles)
    {
        var random = new Random(seed);
        var history = History.Empty(Stream.Slug);
        var rendering = new Rendering();
        while (history.Count < entries.Count)
        {
            history = history.After([.. entries.Skip(history.Count).Take(random.Next(1, most + 1))]);
            var alone = History.Empty(Stream.Slug).After([.. entries.Take(history.Count)]);
            // Not every one by every circle: what was folded for one is gone on with from further back.
            foreach (var clearance in circles.Where(_ => random.Next(3) > 0))
            {
                var (one, other) = (history.For(clearance), alone.For(clearance));
                Assert.Equal(other.LastRecordedAt, one.LastRecordedAt);
                Assert.Equal(other.Latest.Known, one.Latest.Known);
                Assert.Equal(other.Latest.KnownCount, one.Latest.KnownCount);
                Assert.Equal(other.Latest.Effective, one.Latest.Effective);
                if (random.Next(4) != 0)
                    continue;
                var (at, knownAt) = Moments(stream, steps, 1).First();
                AssertSame(rendering.Views(alone.At(at, knownAt, clearance)), rendering.Views(history.At(at, knownAt, clearance)), at, knownAt, clearance);
            }
        }
    }

    [Property(MaxTest = 30, Arbitrary = [typeof(AnySteps)])]
    public void a_history_that_others_have_grown_past_still_answers_as_before(Steps steps)
    {
        var stream = Stream.Of(steps);
        var half = stream.Entries.Take((stream.Entries.Count + 1) / 2).ToArray();
        var shorter = History.Empty(Stream.Slug).After(half);
        // The longer one is made before the shorter one is asked for the first time.
        Assert.Equal(stream.Entries.Count, shorter.After([.. stream.Entries.Skip(half.Length)]).Count);
        var alone = Stream.HistoryOf(half);
        var rendering = new Rendering();
        foreach (var clearance in Clearances)
        {
            AssertSame(rendering.Views(alone.At(stream.Now, stream.Now, clearance)), rendering.Views(shorter.At(stream.Now, stream.Now, clearance)), stream.Now, stream.Now, clearance);
            Assert.All(stream.Entries.Skip(half.Length), entry => Assert.Null(shorter.For(clearance).Find(entry.Id.ToString())));
        }
        Assert.All(stream.Entries.Skip(half.Length), entry => Assert.Null(shorter.Find(entry.Id)));
    }

    [Property(MaxTest = 30, Arbitrary = [typeof(AnySteps)])]
    public void the_order_of_recording_what_shares_no_subject_changes_no_frame(Steps steps, int seed)
    {
        var stream = Stream.Of(steps, Stream.Allowing.Reclassification | Stream.Allowing.OnlyDistinctTimes);
        var random = new Random(seed);
        var order = stream.Entries.ToArray();
        for (var swaps = order.Length * 4; swaps > 0 && order.Length > 2; swaps--)
        {
            // The opening stays the first.
            var place = random.Next(1, order.Length - 1);
            if (!ShareASubject(order[place], order[place + 1], stream.Entries))
                (order[place], order[place + 1]) = (order[place + 1], order[place]);
        }
        // The same places in time, taken by other entries.
        var reordered = Stream.HistoryOf(order.Select((entry, index) => entry with
        {
            ReceivedAt = stream.Entries[index].ReceivedAt,
            RecordedAt = stream.Entries[index].RecordedAt,
        }));
        var rendering = new Rendering(withTimes: false);
        foreach (var (at, _) in Moments(stream, steps, 2))
        {
            foreach (var clearance in Clearances)
                AssertSame(rendering.Views(stream.History.At(at, stream.Now, clearance)), rendering.Views(reordered.At(at, stream.Now, clearance)), at, stream.Now, clearance);
        }
    }

    [Property(MaxTest = 30, Arbitrary = [typeof(AnySteps)])]
    public void what_was_known_at_a_time_does_not_change_with_what_is_recorded_later(Steps steps)
    {
        var stream = Stream.Of(steps, Stream.Allowing.Nothing);
        var random = new Random(steps.All.Length);
        var rendering = new Rendering();
        for (var cuts = 0; cuts < 3; cuts++)
        {
            var count = random.Next(1, stream.Entries.Count + 1);
            var then = Stream.HistoryOf(stream.Entries.Take(count));
            // Later entries may have been received in the same microsecond: those were known then, too.
            var knownAt = count == stream.Entries.Count ? stream.Now : stream.Entries[count].RecordedAt.PlusMicroseconds(-1);
            var at = random.Next(2) == 0 ? stream.Now : Instant.Parse("2022-03-02T00:00:00Z");
            foreach (var clearance in Clearances)
            {
                // What an entry's meta entries refer to can narrow it, as a reclassification does.
                if (stream.Entries.Take(count).Any(entry => then.TierOf(entry).Admits(clearance) != stream.History.TierOf(entry).Admits(clearance)))
                    continue;
                AssertSame(rendering.Views(then.At(at, knownAt, clearance)), rendering.Views(stream.History.At(at, knownAt, clearance)), at, knownAt, clearance);
            }
        }
    }

    static void AssertSame(
        IEnumerable<(string Name, string Text)> expected, IEnumerable<(string Name, string Text)> actual, Instant at, Instant knownAt, Visibility clearance)
    {
        foreach (var (one, other) in expected.Zip(actual))
            Assert.True(one == other, $"{one.Name} at {at}, known at {knownAt}, as {clearance}:\nexpected {one.Text}\nbut was  {other.Text}");
    }

    static IEnumerable<(Instant At, Instant KnownAt)> Moments(Stream stream, Steps steps, int count)
    {
        var random = new Random(steps.All.Length == 0 ? 1 : steps.All[0].Gene);
        yield return (stream.Now, stream.Now);
        for (var made = 1; made < count; made++)
        {
            var at = stream.Entries[random.Next(stream.Entries.Count)].OccurredAt;
            yield return (random.Next(3) switch { 0 => at.Earliest, 1 => at.Latest, _ => at.Earliest.PlusMicroseconds(-1) },
                stream.Entries[random.Next(stream.Entries.Count)].RecordedAt.PlusMicroseconds(random.Next(2) == 0 ? 0 : -1));
        }
    }

    static bool ShareASubject(Entry one, Entry other, IEnumerable<Entry> stream) =>
        SubjectsOf(one, stream).Intersect(SubjectsOf(other, stream)).Any();

    static IEnumerable<string> SubjectsOf(Entry entry, IEnumerable<Entry> stream)
    {
        yield return entry.Id.ToString();
        foreach (var key in PlainFold.KeysOf(entry))
            yield return key;
        if (entry.Kind.Family == Family.Call)
            yield return "the calls";
        if (entry.Data is IAboutEntry about)
        {
            foreach (var subject in SubjectsOf(stream.Single(target => PlainFold.IsAbout(about, target)), stream))
                yield return subject;
        }
    }

    [Property(MaxTest = 60, Arbitrary = [typeof(AnySteps)])]
    public void the_micro_shifts_of_an_entry_are_those_that_it_makes(Steps steps)
    {
        var stream = Stream.Of(steps);
        foreach (var clearance in Enum.GetValues<Visibility>().Where(stream.History.ExistsFor))
        {
            var frame = stream.History.At(Instant.MaxValue, Instant.MaxValue, clearance);
            foreach (var entry in frame.Edition.Known)
                Assert.Equal(frame.Measures.MicroShifts.Where(shift => shift.Entry.Id == entry.Id), frame.Measures.By(entry));
        }
    }
}
