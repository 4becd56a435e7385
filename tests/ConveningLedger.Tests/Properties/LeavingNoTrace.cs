using FsCheck.Xunit;

namespace ConveningLedger.Tests.Properties;

public class LeavingNoTrace
{
    static readonly Visibility[] Clearances = Enum.GetValues<Visibility>();

    [Property(MaxTest = 30, Arbitrary = [typeof(AnySteps)])]
    public void frames_are_those_of_a_ledger_in_which_the_hidden_entries_never_were(Steps steps)
    {
        var stream = Stream.Of(steps);
        var rendering = new Rendering();
        foreach (var (clearance, seen) in Seen(stream))
        {
            var random = new Random(steps.All.Length);
            for (var moments = 0; moments < 3; moments++)
            {
                var at = moments == 0 ? stream.Now : stream.Entries[random.Next(stream.Entries.Count)].OccurredAt.Earliest;
                var knownAt = moments == 0 ? stream.Now : stream.Entries[random.Next(stream.Entries.Count)].RecordedAt;
                foreach (var (one, other) in rendering.Views(seen.At(at, knownAt, clearance)).Zip(rendering.Views(stream.History.At(at, knownAt, clearance))))
                    Assert.True(one == other, $"{one.Name} at {at}, known at {knownAt}, as {clearance}:\nexpected {one.Text}\nbut was  {other.Text}");
            }
        }
    }

    [Property(MaxTest = 30, Arbitrary = [typeof(AnySteps)])]
    public void so_is_all_that_is_worked_out_from_a_frame(Steps steps)
    {
        var stream = Stream.Of(steps);
        var rendering = new Rendering();
        var random = new Random(steps.All.Length);
        foreach (var (clearance, seen) in Seen(stream))
        {
            var (at, knownAt) = (stream.Entries[random.Next(stream.Entries.Count)].OccurredAt.Latest, stream.Entries[random.Next(stream.Entries.Count)].RecordedAt);
            foreach (var (one, other) in WorkedOut(seen.At(at, knownAt, clearance)).Zip(WorkedOut(stream.History.At(at, knownAt, clearance))))
                Assert.Equal(rendering.Of(one), rendering.Of(other));
        }
    }

    static IEnumerable<object> WorkedOut(Frame frame) =>
    [
        global::ConveningLedger.Evaluation.Outcome.In(frame), Claim.In(frame), Wave.In(frame), Straddle.In(frame), Adaptation.In(frame), Drift.In(frame.Narrative),
        ValueChains.Of(frame.Value), ValueChains.OpenEnds(frame.Value), ToldNarrative.In(frame.Value), Silence.In(frame),
        Trend.AllOf(frame, frame.At.PlusMicroseconds(-2 * 365 * TimeSpan.MicrosecondsPerDay)),
        Stream.Names.Select(name => Person.Of(frame, name.Key)),
    ];

    [Property(MaxTest = 30, Arbitrary = [typeof(AnySteps)])]
    public void so_are_remarks_and_corrections_and_all_that_can_be_looked_up(Steps steps)
    {
        var stream = Stream.Of(steps);
        var rendering = new Rendering();
        var random = new Random(steps.All.Length);
        foreach (var (clearance, seen) in Seen(stream))
        {
            var (without, with) = (seen.For(clearance), stream.History.For(clearance));
            var knownAt = stream.Entries[random.Next(stream.Entries.Count)].RecordedAt;
            Assert.Equal(without.LastRecordedAt, with.LastRecordedAt);
            foreach (var (one, other) in new[] { (without.Latest, with.Latest), (without.KnownAt(knownAt), with.KnownAt(knownAt)) })
            {
                Assert.Equal(one.KnownCount, other.KnownCount);
                Assert.Equal(rendering.Of(one.Known), rendering.Of(other.Known));
                foreach (var entry in stream.Entries)
                {
                    var (there, here) = (seen.Find(entry.Id), with.Find(entry.Id.ToString()));
                    Assert.Equal(there is null, here is null);
                    Assert.Equal(rendering.Of(one.Find(entry.Id.ToString())), rendering.Of(other.Find(entry.Id.ToString())));
                    if (entry.Ref is { } name)
                        Assert.Equal(rendering.Of(without.Find(name)), rendering.Of(with.Find(name)));
                    if (there is null)
                        continue;
                    Assert.Equal(rendering.Of(one.RemarksOn(there)), rendering.Of(other.RemarksOn(entry)));
                    Assert.Equal(rendering.Of(one.CorrectionsOf(there)), rendering.Of(other.CorrectionsOf(entry)));
                    Assert.Equal(rendering.Of(one.RetractionOf(there)), rendering.Of(other.RetractionOf(entry)));
                }
            }
        }
    }

    [Property(MaxTest = 100, Arbitrary = [typeof(AnySteps)])]
    public void so_is_what_is_told_of_erasures_and_that_is_all_that_was_shown(Steps steps, int seed)
    {
        var stream = Stream.Of(steps);
        var random = new Random(seed);
        var left = stream.Entries.Where(_ => random.Next(2) == 0).Select(entry => (Entry: entry, Paths: PersonalData.ErasableIn(entry).Where(_ => random.Next(2) == 0).ToArray()))
            .Where(one => one.Paths.Length > 0).ToDictionary(one => one.Entry.Id, one => Erased.From(one.Entry, one.Paths));
        ErasedEntry[] erasures = [.. left.Values.OrderBy(_ => random.Next()).Select((entry, place) => new ErasedEntry(entry.Id, place + 1, new Instant(stream.Now.Microseconds + place), entry.Erased))];
        var history = Without(stream.Entries);
        foreach (var (clearance, seen) in Seen(stream))
        {
            var told = history.For(clearance).Erased;
            Assert.Equal(Without(seen.Entries).For(clearance).Erased, told);
            Assert.All(told, one => Assert.Equal(one.At, history.For(clearance).ErasedAt(one.Id)));
            foreach (var knownAt in stream.Entries.Select(entry => entry.RecordedAt).Distinct())
            {
                foreach (var lossy in history.For(clearance).KnownAt(knownAt).Known.Where(entry => entry.Erased.Count > 0))
                    Assert.Contains(told, one => one.Id == lossy.Id);
            }
        }

        History Without(IEnumerable<Entry> entries) => History.Empty(Stream.Slug, erasures).After([.. entries.Select(entry => left.TryGetValue(entry.Id, out var without) ? without with { Sequence = entry.Sequence } : entry)]);
    }

    [Property(MaxTest = 30, Arbitrary = [typeof(AnySteps)])]
    public void so_is_what_a_recorder_of_that_circle_is_told(Steps steps, int seed)
    {
        var stream = Stream.Of(steps);
        var random = new Random(seed);
        foreach (var (clearance, seen) in Seen(stream))
        {
            var drafts = Enumerable.Range(0, 40)
                .Select(place => stream.DraftOf(new(Stream.Names.Count + 500 + place, random.Next()), clearance)?.Draft)
                .OfType<Draft>();
            foreach (var draft in drafts)
            {
                // Keys, refs and ids that are taken are refused, and no more is said; see the envelope's tests.
                var recorder = new Recorder("somebody", clearance);
                if (draft.Kind.KeyNamedBy(draft.Data) is { } key && stream.Entries.Any(entry => PlainFold.KeyNamedBy(entry) == key))
                    continue;
                var one = Recording.Decide(seen.Registry, seen, draft, recorder, Guid.Empty, stream.Now);
                var other = Recording.Decide(stream.History.Registry, stream.History, draft, recorder, Guid.Empty, stream.Now);
                Assert.Equal(Told(one), Told(other));
            }
        }
    }

    [Property(MaxTest = 30, Arbitrary = [typeof(AnySteps)])]
    public void the_rules_know_a_key_exactly_when_its_first_naming_is_seen(Steps steps)
    {
        var stream = Stream.Of(steps);
        foreach (var clearance in Clearances.Where(clearance => stream.History.ExistsFor(clearance)))
        {
            // Those who may not record a kind are told nothing of its keys.
            foreach (var naming in stream.Entries.Where(entry => PlainFold.KeyNamedBy(entry) is not null).DistinctBy(PlainFold.KeyNamedBy)
                .Where(entry => clearance <= Visibility.Team || (clearance == Visibility.Evaluators && entry.Kind.IsByEvaluatorsToo)))
            {
                // Naming it again as the same thing is refused to those alone who do not know it.
                var draft = new Draft { Endeavour = Stream.Slug, Kind = naming.Kind, Data = naming.Data, OccurredAt = naming.OccurredAt };
                var decision = Recording.Decide(stream.History.Registry, stream.History, draft, new("somebody", clearance), Guid.NewGuid(), stream.Now);
                var isTaken = decision is Decision.Refused refused && refused.Refusals.Any(refusal => refusal is { Code: RefusalCode.KeyTaken, Field: "data.key" });
                Assert.Equal(stream.History.TierOf(naming).Admits(clearance), !isTaken);
            }
        }
    }

    static IEnumerable<(Visibility Clearance, History Seen)> Seen(Stream stream) =>
        from clearance in Clearances
        where stream.History.ExistsFor(clearance)
        select (clearance, Stream.HistoryOf(stream.Entries.Where(entry => stream.History.TierOf(entry).Admits(clearance))));

    static string Told(Decision decision) => decision switch
    {
        Decision.Accepted accepted => $"accepted {new Rendering().Of(accepted.Entry)}",
        Decision.Repeated repeated => $"repeated {repeated.Entry}",
        Decision.Refused refused => string.Join("\n", refused.Refusals.Select(refusal => $"{refusal.Code} {refusal}")),
        _ => throw new InvalidOperationException(),
    };
}
