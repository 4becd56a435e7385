using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.Evaluation;

public class MarkingMoments
{
    static readonly Endeavour Marked = Furnished.Given(
        A<MomentMarked>("{'name':'baseline','at':'2019','knownAt':'2020-01'}", at: "2018-07", today: "2024-03-01T00:00:00Z"),
        A<MomentMarked>("{'name':'midterm'}", at: "2021-06", today: "2024-03-02T00:00:00Z"));

    static string? Read(Endeavour endeavour, string text, Clock clock, Visibility seenAs = Visibility.Conveners) =>
        Moments.Read(text, clock, endeavour.History.For(seenAs), out _)?.ToString();

    [Fact]
    public void a_name_stands_for_both_of_its_instants()
    {
        Assert.Equal("2019-12-31T23:59:59.999999Z", Read(Marked, "baseline", Clock.At));
        Assert.Equal("2020-01-31T23:59:59.999999Z", Read(Marked, "baseline", Clock.KnownAt));
    }

    [Fact]
    public void saying_nothing_it_is_when_it_occurred_and_when_it_was_recorded()
    {
        Assert.Equal("2021-06-30T23:59:59.999999Z", Read(Marked, "midterm", Clock.At));
        Assert.Equal("2024-03-02T00:00:00Z", Read(Marked, "midterm", Clock.KnownAt));
    }

    [Fact]
    public void a_date_means_its_last_microsecond_and_an_instant_itself()
    {
        Assert.Equal("2024-06-30T23:59:59.999999Z", Read(Marked, "2024-06", Clock.KnownAt));
        Assert.Equal("2024-06-30T12:00:00Z", Read(Marked, "2024-06-30T12:00:00Z", Clock.At));
        Assert.Equal("2024-05-31T23:59:59.999999Z", Read(Marked, "2024-21", Clock.At));
    }

    [Fact]
    public void the_latest_marking_of_a_name_counts_unless_it_was_taken_back()
    {
        var again = Marked.Given(A<MomentMarked>("{'name':'baseline','at':'2020'}", at: "2018-02", named: "again"));
        Assert.Equal("2020-12-31T23:59:59.999999Z", Read(again, "baseline", Clock.At));
        Assert.Equal("2019-12-31T23:59:59.999999Z", Read(again.Given(A<EntryRetracted>("{'entry':'again','reason':'No.'}")), "baseline", Clock.At));
    }

    [Fact]
    public void an_unknown_name_is_refused_with_the_nearest_known_ones()
    {
        Assert.Null(Moments.Read("basline", Clock.KnownAt, Marked.History.For(Visibility.Conveners), out var refusal));
        Assert.Equal((RefusalCode.DateUnreadable, "knownAt"), (refusal!.Code, refusal.Field));
        Assert.Equal(["baseline"], refusal.Nearest);
    }

    [Fact]
    public void a_name_that_one_may_not_see_is_an_unknown_one()
    {
        var hidden = Furnished.Given(A<MomentMarked>("{'name':'the quiet'}", visibility: Visibility.Conveners));
        Assert.NotNull(Read(hidden, "the quiet", Clock.At));
        Assert.Null(Moments.Read("the quiet", Clock.At, hidden.History.For(Visibility.Team), out var refusal));
        Assert.Empty(refusal!.Nearest);
    }
}
