using FsCheck;
using FsCheck.Fluent;
using FsCheck.Xunit;

namespace ConveningLedger.Tests.Calls;

public class ComparingWords
{
    public static Arbitrary<string> Texts() => Arb.From(
        from pieces in Gen.ListOf(Gen.Elements(
            "river", "water", "l’eau", "don't", "'", "’", " ", "  ", "\n", "\t", ".", ",", "-", "–", "水", "をみずに", "नदी", "e\u0301", "𝒘", "🏞️", "👩‍🌾", "\ud835", "\udc98", "42", "\0", "\u00a0", "ﬁ"))
        select string.Concat(pieces));

    [Property(MaxTest = 300, Arbitrary = [typeof(ComparingWords)])]
    public void what_is_kept_and_added_is_the_later_text_and_kept_and_removed_the_earlier(string earlier, string later)
    {
        var runs = WordDiff.Between(earlier, later);
        Assert.Equal(later, Joined(runs, DiffOperation.Removed));
        Assert.Equal(earlier, Joined(runs, DiffOperation.Added));
        Assert.All(runs, run => Assert.NotEmpty(run.Text));
    }

    [Property(MaxTest = 100)]
    public void whatever_the_texts_are(NonNull<string> earlier, NonNull<string> later)
    {
        var runs = WordDiff.Between(earlier.Get, later.Get);
        Assert.Equal(later.Get, Joined(runs, DiffOperation.Removed));
        Assert.Equal(earlier.Get, Joined(runs, DiffOperation.Added));
    }

    [Property(MaxTest = 100, Arbitrary = [typeof(ComparingWords)])]
    public void a_text_and_itself_do_not_differ(string text) => Assert.DoesNotContain(WordDiff.Between(text, text), run => run.Operation != DiffOperation.Kept);

    [Theory]
    [InlineData("Come to the river", "Come to the lake", "=Come to the |-river|+lake")]
    [InlineData("don't come", "don’t come", "-don't|+don’t|= come")]
    [InlineData("l'eau", "l'air", "-l'eau|+l'air")]
    [InlineData("The river", "the river", "-The|+the|= river")]
    [InlineData("2019 – 2020", "2019 – 2021", "=2019 – |-2020|+2021")]
    [InlineData("", "Come", "+Come")]
    [InlineData("Come", "", "-Come")]
    [InlineData("a  b", "a b", "=a|-  |+ |=b")]
    [InlineData("नदी का पानी", "नदी का जल", "=नदी का |-पानी|+जल")]
    public void words_change_as_a_whole(string earlier, string later, string runs) => Assert.Equal(runs,
        string.Join('|', WordDiff.Between(earlier, later).Select(run => $"{run.Operation switch { DiffOperation.Kept => '=', DiffOperation.Removed => '-', _ => '+' }}{run.Text}")));

    static string Joined(IEnumerable<DiffRun> runs, DiffOperation without) =>
        string.Concat(runs.Where(run => run.Operation != without).Select(run => run.Text));
}
