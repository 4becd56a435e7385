using FsCheck.Xunit;

namespace ConveningLedger.Tests.Properties;

public class ComparingAnyFrames
{
    [Property(MaxTest = 120, Arbitrary = [typeof(AnySteps)])]
    public void every_change_has_movers_and_all_of_them_differ(Steps steps, int seed)
    {
        var stream = Stream.Of(steps);
        var random = new Random(seed);
        for (var tries = 0; tries < 6; tries++)
        {
            var (from, to) = (AnyFrame(stream, random), AnyFrame(stream, random));
            var comparison = Comparison.Of(from, to);
            foreach (var change in comparison.Changes)
            {
                Assert.NotEqual(change.From, change.To);
                Assert.True(change.Movers.Length > 0, $"Nothing moved {change.Register} from {change.From} to {change.To}.");
                foreach (var mover in change.Movers)
                {
                    Assert.Equal(mover.Before, from.FindEffective(mover.Entry.Id.ToString()));
                    Assert.Equal(mover.After, to.FindEffective(mover.Entry.Id.ToString()));
                    Assert.False(mover.Before is not null && mover.Before.Equals(mover.After));
                }
            }
        }
    }

    [Property(MaxTest = 30, Arbitrary = [typeof(AnySteps)])]
    public void the_other_way_round_every_change_is_turned_round(Steps steps, int seed)
    {
        var stream = Stream.Of(steps);
        var random = new Random(seed);
        var (from, to) = (AnyFrame(stream, random), AnyFrame(stream, random));
        var (forth, back) = (Comparison.Of(from, to), Comparison.Of(to, from));
        Assert.Equal(forth.Changes.Select(change => (change.Register, change.From, change.To)), back.Changes.Select(change => (change.Register, change.To, change.From)));
        Assert.Equal(forth.Changes.SelectMany(change => change.Movers.Select(mover => mover.Entry.Id).Order()), back.Changes.SelectMany(change => change.Movers.Select(mover => mover.Entry.Id).Order()));
        Assert.Empty(Comparison.Of(from, from).Changes);
    }

    [Property(MaxTest = 30, Arbitrary = [typeof(AnySteps)])]
    public void leaves_no_trace_of_what_is_hidden(Steps steps, int seed)
    {
        var stream = Stream.Of(steps);
        var rendering = new Rendering();
        foreach (var clearance in Enum.GetValues<Visibility>().Where(clearance => stream.History.ExistsFor(clearance)))
        {
            var seen = Stream.HistoryOf(stream.Entries.Where(entry => stream.History.TierOf(entry).Admits(clearance)));
            var random = new Random(seed);
            Instant Any() => stream.Entries[random.Next(stream.Entries.Count)].RecordedAt;
            var (at, then, now) = (stream.Entries[random.Next(stream.Entries.Count)].OccurredAt.Latest, Any(), Any());
            string Compared(History history) => rendering.Of(Comparison.Of(history.At(at, then, clearance), history.At(stream.Now, now, clearance)).Changes
                .Select(change => (object)new { change.Register, change.From, change.To, change.Movers }));
            Assert.Equal(Compared(seen), Compared(stream.History));
        }
    }

    static Frame AnyFrame(Stream stream, Random random)
    {
        var at = stream.Entries[random.Next(stream.Entries.Count)].OccurredAt;
        return stream.History.At(random.Next(2) == 0 ? at.Latest : stream.Now,
            random.Next(2) == 0 ? stream.Now : stream.Entries[random.Next(stream.Entries.Count)].RecordedAt, (Visibility)random.Next(3));
    }
}
