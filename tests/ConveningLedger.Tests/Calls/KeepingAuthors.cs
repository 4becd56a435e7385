using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.Calls;

public class KeepingAuthors
{
    /// <summary>Revisions of the common call in 2019, a month apart, named one, two, three …</summary>
    static Endeavour Worded(params string[] texts) => Opened.Given(Element("p-01", "PERSON"), Element("p-02", "PERSON"), Element("farmers", "CONSTITUENCY"))
        .Given([.. texts.Select((text, index) => Call(text, index + 1))]);

    static Telling Call(string text, int number, string? audience = null, string? adaptedFrom = null, string? named = null) => A<ConveningCallRevised>(
        $"{{{(audience is null ? "" : $"'audience':'{audience}',")}'text':'{text}','contributors':['p-0{(number % 2) + 1}']{(adaptedFrom is null ? "" : $",'adaptedFrom':'{adaptedFrom}'")}}}",
        at: $"2019-{number:00}", named: named ?? $"wording-{number}");

    /// <summary>The runs of the last revision with the refs of those that brought them in.</summary>
    static IEnumerable<string> Runs(Frame frame, string audience = Narrative.Common) =>
        frame.Narrative.Calls[audience].Authorships[^1].Runs.Select(run => $"{run.Text}[{run.Revision.Ref}]");

    [Fact]
    public void all_words_of_the_first_wording_are_its_own() =>
        Assert.Equal(["Come and share the river.[wording-1]"], Runs(Worded("Come and share the river.").Frame()));

    [Fact]
    public void words_that_stand_keep_their_author_and_those_put_in_are_new() =>
        Assert.Equal(["Come and [wording-1]", "quietly [wording-2]", "share the river, [wording-1]", "all of you.[wording-2]"],
            Runs(Worded("Come and share the river.", "Come and quietly share the river, all of you.").Frame()));

    [Fact]
    public void four_words_that_were_removed_and_come_back_keep_their_first_author()
    {
        var endeavour = Worded("We drink from one river, come and talk.", "Come and talk.", "Come and talk. We drink from one river.");
        Assert.Equal(["Come and talk. We drink from one river.[wording-1]"], Runs(endeavour.Frame()));
        Assert.Equal(["wording-1"], endeavour.Frame().Narrative.Calls[Narrative.Common].Authorships[^1].Shares.Select(share => share.Revision.Ref));
    }

    [Fact]
    public void three_words_that_come_back_are_new()
    {
        var endeavour = Worded("Our one river. Come and talk with us.", "Come and talk with us.", "Our one river. Come and talk with us.");
        Assert.Equal(["Our one river. [wording-3]", "Come and talk with us.[wording-1]"], Runs(endeavour.Frame()));
    }

    [Fact]
    public void part_of_a_removed_run_comes_back_with_its_author_where_it_has_four_words()
    {
        var endeavour = Worded(
            "Stay. The water in our taps is the water of the river.", "Stay.",
            "Stay. The water in our taps tastes of iron.");
        Assert.Equal(["Stay. The water in our taps [wording-1]", "tastes of iron.[wording-3]"], Runs(endeavour.Frame()));
    }

    [Fact]
    public void a_run_that_moves_within_a_revision_keeps_its_author()
    {
        var endeavour = Worded("Before the summer comes again, let us sit at one long table and talk of nothing but water.",
            "Let us sit at one long table and talk of nothing but water before the summer comes again.");
        Assert.Equal(["wording-1"], endeavour.Frame().Narrative.Calls[Narrative.Common].Authorships[^1].Shares.Select(share => share.Revision.Ref));
    }

    [Fact]
    public void an_adaptation_keeps_the_authors_of_what_it_was_adapted_from()
    {
        var endeavour = Worded("Come and share the river.").Given(Call("Come and share the August river.", 2, "farmers", "wording-1"));
        Assert.Equal(["Come and share the [wording-1]", "August [wording-2]", "river.[wording-1]"], Runs(endeavour.Frame(), "farmers"));
        Assert.Equal("wording-1", endeavour.Frame().Narrative.Calls["farmers"].Authorships[^1].AdaptedFrom!.Ref);
        // Without saying what it was adapted from, the same words are its own.
        Assert.Equal(["Come and share the August river.[wording-2]"], Runs(Worded("Come and share the river.").Given(Call("Come and share the August river.", 2, "farmers")).Frame(), "farmers"));
    }

    [Fact]
    public void what_was_removed_from_a_call_comes_back_in_one_adapted_from_it()
    {
        var endeavour = Worded("Nobody owns the rain. Come and talk.", "Come and talk.")
            .Given(Call("Come and talk.", 3, "farmers", "wording-2"), Call("Come and talk. Nobody owns the rain.", 4, "farmers"));
        Assert.Equal(["wording-1"], endeavour.Frame().Narrative.Calls["farmers"].Authorships[^1].Shares.Select(share => share.Revision.Ref));
        // In a call that is not adapted from it they are new.
        var apart = Worded("Nobody owns the rain. Come and talk.", "Come and talk.")
            .Given(Call("Come and talk.", 3, "farmers"), Call("Come and talk. Nobody owns the rain.", 4, "farmers"));
        Assert.Equal(["wording-4", "wording-3"], apart.Frame().Narrative.Calls["farmers"].Authorships[^1].Shares.Select(share => share.Revision.Ref));
    }

    [Fact]
    public void an_author_who_was_retracted_or_comes_late_is_as_the_frame_has_it()
    {
        var endeavour = Worded("Come and talk.", "Come and talk. Nobody owns the rain.", "Come and talk. Nobody owns the rain, nor the river.");
        Assert.Equal(["Come and talk. [wording-1]", "Nobody owns the rain, [wording-2]", "nor the river.[wording-3]"], Runs(endeavour.Frame()));
        var retracted = endeavour.Given(A<EntryRetracted>("{'entry':'wording-2','reason':'Never said.'}"));
        Assert.Equal(["Come and talk. [wording-1]", "Nobody owns the rain, nor the river.[wording-3]"], Runs(retracted.Frame()));
        // One that is known only now had the words first.
        var late = endeavour.Given(A<ConveningCallRevised>("{'text':'Nobody owns the rain.'}", at: "2018-06", named: "found"));
        Assert.Contains("found", late.Frame().Narrative.Calls[Narrative.Common].Authorships[^1].Shares.Select(share => share.Revision.Ref));
        Assert.DoesNotContain("found", late.Frame(knownAt: $"{endeavour.Last.RecordedAt}").Narrative.Calls[Narrative.Common].Authorships[^1].Shares.Select(share => share.Revision.Ref));
    }

    [Fact]
    public void words_are_compared_without_their_case_and_in_any_script()
    {
        var endeavour = Worded("Вода для всех сёл долины.", "ВОДА для всех сёл долины, 水也是.");
        Assert.Equal(["wording-1", "wording-2"], endeavour.Frame().Narrative.Calls[Narrative.Common].Authorships[^1].Shares.Select(share => share.Revision.Ref));
    }

    [Fact]
    public void a_long_row_of_revisions_is_no_deeper_than_a_short_one()
    {
        var frame = Worded("Come.").Given([.. Enumerable.Range(2, 3000).Select(number => Call($"Come, {number} times.", 2, named: $"wording-{number}"))]).Frame();
        Assert.Equal("wording-3001", frame.Narrative.Calls[Narrative.Common].Authorships[^1].Runs[1].Revision.Ref);
    }

    [FsCheck.Xunit.Property(MaxTest = 100)]
    public void runs_joined_are_the_text(FsCheck.NonEmptyArray<byte> drawn)
    {
        string[] pieces = ["come", " and", " share", " the river", ", ", "of course", ".", " Nobody owns the rain", "\n\n", "водa "];
        var texts = drawn.Get.Take(40).Chunk(8).Select(chunk => string.Concat(chunk.Select(piece => pieces[piece % pieces.Length]))).Where(text => !string.IsNullOrWhiteSpace(text)).ToArray();
        if (texts.Length == 0)
            return;
        var call = Worded([.. texts.Select(text => text.Replace("\n", "\\n"))]).Frame().Narrative.Calls[Narrative.Common];
        foreach (var authorship in call.Authorships)
        {
            Assert.Equal(((ConveningCallRevised)authorship.Revision.Data).Text, string.Concat(authorship.Runs.Select(run => run.Text)));
            // Nobody brings in words before they came.
            Assert.All(authorship.Runs, run => Assert.True(call.Revisions.IndexOf(run.Revision) <= call.Revisions.IndexOf(authorship.Revision)));
        }
    }
}
