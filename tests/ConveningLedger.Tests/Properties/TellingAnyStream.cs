using System.Text.RegularExpressions;
using FsCheck.Xunit;

namespace ConveningLedger.Tests.Properties;

public partial class TellingAnyStream
{
    [Property(MaxTest = 40, Arbitrary = [typeof(AnySteps)])]
    public void accounts_are_short_and_have_no_keys_no_names_of_values_and_no_sentence_twice(Steps steps, int seed)
    {
        var stream = Stream.Of(steps);
        var random = new Random(seed);
        for (var moments = 0; moments < 4; moments++)
        {
            var (from, to) = (AnyFrame(stream, random), AnyFrame(stream, random));
            AssertPlain(Accounts.OfFrame(from), 120);
            AssertPlain(ComparisonAccount.Of(Comparison.Of(from, to)), 120);
            foreach (var entry in from.Edition.Known)
                AssertPlain(Accounts.OfEntry(from, entry), int.MaxValue);
            foreach (var (key, _, _) in Stream.Names)
            {
                if (Person.Of(from, key) is { } person)
                    AssertPlain(Accounts.OfPerson(from, person), 80);
            }
        }
    }

    [Property(MaxTest = 20, Arbitrary = [typeof(AnySteps)])]
    public void accounts_and_reports_are_those_of_a_ledger_without_the_hidden_entries(Steps steps, int seed)
    {
        var stream = Stream.Of(steps);
        foreach (var clearance in Enum.GetValues<Visibility>().Where(clearance => stream.History.ExistsFor(clearance)))
        {
            var seen = Stream.HistoryOf(stream.Entries.Where(entry => stream.History.TierOf(entry).Admits(clearance)));
            var random = new Random(seed);
            var (at, knownAt) = (stream.Entries[random.Next(stream.Entries.Count)].OccurredAt.Latest, stream.Entries[random.Next(stream.Entries.Count)].RecordedAt);
            Assert.Equal(Report.Of(seen.At(at, knownAt, clearance)), Report.Of(stream.History.At(at, knownAt, clearance)));
        }
    }

    [Property(MaxTest = 20, Arbitrary = [typeof(AnySteps)])]
    public void every_citation_of_a_report_is_resolved_once(Steps steps)
    {
        var stream = Stream.Of(steps);
        var report = Report.Of(stream.History.At(stream.Now, stream.Now, Visibility.Conveners));
        var cited = Citation().Matches(report).Select(match => match.Groups[1].Value).ToHashSet();
        var resolved = Resolution().Matches(report).Select(match => match.Groups[1].Value).ToArray();
        Assert.Equal(resolved.Length, resolved.Distinct().Count());
        Assert.Equal(cited.Order(), resolved.Order());
    }

    static Frame AnyFrame(Stream stream, Random random) => stream.History.At(stream.Entries[random.Next(stream.Entries.Count)].OccurredAt.Latest,
        random.Next(2) == 0 ? stream.Now : stream.Entries[random.Next(stream.Entries.Count)].RecordedAt, (Visibility)random.Next(3));

    static void AssertPlain(string account, int most)
    {
        Assert.InRange(Wording.WordsIn(account), 1, most);
        Assert.DoesNotMatch(Key(), account);
        Assert.DoesNotMatch(ValueName(), account);
        var sentences = account.Split(". ");
        Assert.Equal(sentences.Length, sentences.Distinct().Count());
    }

    [GeneratedRegex(@"\b[pgcibsvohkw]-\d\b|\bstep-\d")]
    private static partial Regex Key();

    [GeneratedRegex(@"\b[A-Z]{2,}(_[A-Z]+)*\b")]
    private static partial Regex ValueName();

    [GeneratedRegex(@"\[\^(\d+)\](?!:)")]
    private static partial Regex Citation();

    [GeneratedRegex(@"^\[\^(\d+)\]: entry [0-9a-f-]{36}, ", RegexOptions.Multiline)]
    private static partial Regex Resolution();
}
