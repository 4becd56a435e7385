using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.Calls;

public class DriftingApart
{
    [Theory]
    [InlineData("Come and share the river.", "the river, share and COME!", 0)]
    [InlineData("Come and share.", "Stay at home tonight.", 1)]
    // Of 5 and 6 words 3 are common: 1 - 2*3/11.
    [InlineData("Come and share the river", "Share the gate and the key", 1 - (6.0 / 11))]
    // A word counts as often as both have it: 1 - 2*2/(4+2).
    [InlineData("water, water, water, wine", "water water", 1 - (4.0 / 6))]
    [InlineData("…", "!", 0)]
    [InlineData("…", "Come", 1)]
    public void is_what_of_the_words_of_both_is_not_common(string one, string other, double drift)
    {
        Assert.Equal(drift, Drift.Between(one, other), 1e-12);
        Assert.Equal(drift, Drift.Between(other, one), 1e-12);
    }

    [Fact]
    public void is_told_of_every_pair_of_calls_that_stand()
    {
        var endeavour = Furnished.Given(A<ConveningCallRevised>("{'audience':'council','text':'Come and share.'}", at: "2018-03"));
        Assert.Equal([("", "council", 0.25), ("", "farmers", 0.2), ("council", "farmers", 0.25)],
            Drift.In(endeavour.Frame().Narrative).Select(drift => (drift.One.Audience ?? "", drift.Other.Audience ?? "", Math.Round(drift.Value, 6))));
        // One that is withdrawn does not stand.
        Assert.Equal([("", "farmers")], Drift.In(endeavour.Given(A<ConveningCallWithdrawn>("{'audience':'council'}")).Frame().Narrative)
            .Select(drift => (drift.One.Audience ?? "", drift.Other.Audience ?? "")));
    }

    [Fact]
    public void answers_are_counted_as_they_stood_after_each()
    {
        var endeavour = Furnished.Given(
            A<CallAnswered>("{'who':'p-01','answer':'HESITANT'}", at: "2018-03"), A<CallAnswered>("{'who':'p-02','answer':'HESITANT'}", at: "2018-04"),
            A<ConveningCallRevised>("{'text':'Come, and bring your own cup.'}", at: "2018-05"),
            A<CallAnswered>("{'who':'p-01','answer':'JOINED'}", at: "2018-06"), A<CallAnswered>("{'who':'council','answer':'DECLINED'}", at: "2018"));
        Assert.Equal(
            ["2018 null: Declined 1", "2018-03 0: Hesitant 1, Declined 1", "2018-04 0: Hesitant 2, Declined 1", "2018-06 1: Joined 1, Hesitant 1, Declined 1"],
            endeavour.Frame().Narrative.Calls[Narrative.Common].AnswerCourse.Select(point =>
                $"{point.Entry.OccurredAt} {point.Revision?.ToString() ?? "null"}: {string.Join(", ", point.Standing.Select(standing => $"{standing.Key} {standing.Value}"))}"));
    }
}
