using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.Time;

public class KnowingThenAndNow
{
    static Telling Note(string at, string today, string named, string? claimedAt = null) =>
        A<FieldNoteTaken>("{'words':'They sat together.'}", at: at, today: today, named: named, claimedAt: claimedAt);

    static readonly Endeavour Noted = Opened.Given(
        Note("2024-01-20", "2024-01-21T00:00:00Z", "prompt"),
        Note("2024-02", "2024-02-10T00:00:00Z", "early"),
        Note("2024-01-10T10:00:00Z", "2024-03-10T10:00:01Z", "late"),
        Note("2019~", "2024-03-20T00:00:00Z", "very-late"));

    static IEnumerable<string> Shown(Endeavour endeavour, string? at = null, string? knownAt = null) =>
        endeavour.Frame(at, knownAt).LongGame.FieldNotes.Select(entry => entry.Ref!);

    [Fact]
    public void the_world_is_in_the_order_of_the_world()
    {
        Assert.Equal(["very-late", "late", "prompt", "early"], Shown(Noted));
        Assert.Equal(["very-late", "late"], Shown(Noted, at: "2024-01-19"));
        Assert.Equal(["very-late", "late", "prompt"], Shown(Noted, at: "2024-01"));
        Assert.Equal(["late"], Shown(Noted, at: "2024-01-10T10:00:00Z", knownAt: "2024-03-15"));
    }

    [Fact]
    public void an_entry_is_effective_from_its_earliest_instant_and_known_from_its_recording_both_included()
    {
        Assert.Empty(Shown(Noted, at: "2018"));
        Assert.Equal(["very-late"], Shown(Noted, at: "2019-01-01T00:00:00Z"));
        Assert.Equal(["prompt"], Shown(Noted, knownAt: "2024-01-21T00:00:00Z"));
        Assert.Empty(Shown(Noted, knownAt: "2024-01-20T23:59:59.999999Z"));
    }

    [Fact]
    public void what_was_known_at_a_time_is_what_was_recorded_by_then()
    {
        Assert.Equal(["prompt"], Shown(Noted, knownAt: "2024-01"));
        Assert.Equal(["prompt", "early"], Shown(Noted, knownAt: "2024-02"));
        Assert.Equal(["late", "prompt", "early"], Shown(Noted, knownAt: "2024-03-15"));
        Assert.Equal(["very-late", "late", "prompt", "early"], Shown(Noted, knownAt: "2030"));
    }

    [Fact]
    public void of_what_begins_at_the_same_instant_what_was_received_first_comes_first()
    {
        var ties = Opened.Given(
            Note("2020-03", "2024-01-02T00:00:00Z", "month"), Note("2020-03-01", "2024-01-03T00:00:00Z", "day"), Note("2020-03-01T00:00:00Z", "2024-01-04T00:00:00Z", "instant"),
            Note("2020-21", "2024-01-05T00:00:00Z", "season"), Note("2020-02-29T23:59:59Z", "2024-01-06T00:00:00Z", "before"));
        Assert.Equal(["before", "month", "day", "instant", "season"], Shown(ties));
        // A corrected entry keeps its sequence.
        Assert.Equal(["before", "day", "instant", "season", "month"], Shown(ties.Given(
            A<EntryCorrected>("{'entry':'month','reason':'Later.','occurredAt':'2020-04'}", today: "2024-02-01T00:00:00Z"))));
        Assert.Equal(["before", "month", "day", "instant", "season"], Shown(ties.Given(
            A<EntryCorrected>("{'entry':'month','reason':'Later.','occurredAt':'2020-04'}", today: "2024-02-01T00:00:00Z"),
            A<EntryCorrected>("{'entry':'month','reason':'No.','occurredAt':'2020-03'}", today: "2024-02-02T00:00:00Z"))));
    }

    [Fact]
    public void a_claimed_time_is_when_it_was_known()
    {
        var claimed = Noted.Given(Note("2019-05", "2024-04-01T00:00:00Z", "claimed", claimedAt: "2019-06-01T00:00:00Z"));
        Assert.Equal(["claimed"], Shown(claimed, knownAt: "2019"));
        Assert.Equal(1, claimed.Frame().Lateness.Claimed);
        Assert.Equal(0, claimed.Frame(at: "2018").Lateness.Claimed);
    }

    [Fact]
    public void the_frame_names_the_instants_it_took()
    {
        var frame = Noted.Frame("2024-01", "2024-02", Visibility.Team);
        Assert.Equal(("2024-01-31T23:59:59.999999Z", "2024-02-29T23:59:59.999999Z", Visibility.Team), ($"{frame.At}", $"{frame.KnownAt}", frame.SeenAs));
        Assert.Equal(Endeavour.Slug, frame.Slug);
    }

    [Fact]
    public void lag_is_how_long_after_its_latest_instant_an_entry_was_recorded()
    {
        // The opening: of January 2018, recorded on the first day of 2024.
        var opening = TimeSpan.FromDays(((365 * 6) + 1) - 31);
        var lateness = Noted.Frame().Lateness;
        // In order: early 0 (recorded within its month), prompt 0 (the very end of its day), late 60 days, very late, the opening.
        Assert.Equal(TimeSpan.FromDays(60), lateness.Median);
        Assert.Equal((opening, opening, 5), (lateness.P90, lateness.Max, lateness.Count));
        Assert.Equal(TimeSpan.FromDays(1540), Noted.Frame(at: "2024-01-19").Lateness.Median);
    }

    [Fact]
    public void percentiles_are_those_of_the_nearest_rank()
    {
        var ten = Opened.Given([.. Enumerable.Range(1, 9).Select(days => Note("2024-02-01", $"2024-02-{2 + days:00}T00:00:00Z", $"n-{days}"))]);
        var lateness = ten.Frame(at: "2030").Lateness;
        // Nine notes of 1 to 9 days and the opening: the fifth, the ninth and the tenth of ten.
        Assert.Equal((TimeSpan.FromDays(5), TimeSpan.FromDays(9)), (lateness.Median, lateness.P90));
        Assert.True(lateness.Max > TimeSpan.FromDays(2000));
        var none = Noted.Frame(at: "1990").Lateness;
        Assert.Equal(new Lateness(null, null, null, 0, 0, 0), none);
    }

    [Fact]
    public void hindsight_counts_what_was_recorded_after_the_moment_in_the_world()
    {
        Assert.Equal(0, Noted.Frame(at: "2024-03-20T00:00:00Z").Lateness.Hindsight);
        Assert.Equal(1, Noted.Frame(at: "2024-03-19").Lateness.Hindsight);
        Assert.Equal(2, Noted.Frame(at: "2024-02-28").Lateness.Hindsight);
        // The opening, too, was recorded later than 2019.
        Assert.Equal(2, Noted.Frame(at: "2019").Lateness.Hindsight);
        Assert.Equal(1, Noted.Frame(at: "2019", knownAt: "2024-02").Lateness.Hindsight);
    }

    [Fact]
    public void late_remarks_say_so_in_what_they_amend()
    {
        // Lag is counted from when it happened as it is known by now.
        var corrected = Noted.Given(A<EntryCorrected>("{'entry':'very-late','reason':'Sooner.','occurredAt':'2024-03-18'}", today: "2024-04-01T00:00:00Z"));
        Assert.Equal(TimeSpan.FromDays(1), corrected.Frame().Lateness.Median);
    }
}
