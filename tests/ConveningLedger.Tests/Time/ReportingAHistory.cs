using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.Time;

public class ReportingAHistory
{
    [Fact]
    public void shows_a_call_with_the_difference_to_the_wording_before()
    {
        var report = Report.Of(Furnished.Given(A<ConveningCallRevised>("{'text':'Come and share our river.','contributors':['p-02']}", at: "2019")).Frame(knownAt: "2100"));
        Assert.Contains("### The common call\n\n**Wording 1**, in February 2018[^", report);
        Assert.Contains("> Come and share the river.\n", report);
        Assert.Contains("**Wording 2**, in 2019, by p-02[^", report);
        Assert.Contains("> Come and share ~~the~~**our** river.\n", report);
        Assert.Contains("Of the words that stand: 80% from wording 1[^", report);
    }

    [Fact]
    public void cites_the_entry_as_known_at_and_as_seen_by()
    {
        var report = Report.Of(Furnished.Frame(at: "2018-12-31", knownAt: "2024-06", seenAs: Visibility.Team));
        Assert.Contains($": entry {Furnished.Find("common-call").Id}, occurred 2018-02, recorded {Furnished.Find("common-call").RecordedAt}, as known at 2024-06-30T23:59:59.999999Z, as seen by TEAM\n", report);
        Assert.Contains("| 2018-12-31T23:59:59.999999Z | 2024-06-30T23:59:59.999999Z | TEAM |", report);
    }

    [Theory]
    [InlineData("# Heading", "\\# Heading")]
    [InlineData("[a](javascript:alert) ![b](c)", "\\[a\\](javascript:alert) \\!\\[b\\](c)")]
    [InlineData("<script>alert(1)</script> &amp;", "\\<script\\>alert(1)\\</script\\> \\&amp;")]
    [InlineData("a | b\n| - | - |", "a \\| b \\| - \\| - \\|")]
    [InlineData("- item", "\\- item")]
    [InlineData("1. item", "1\\. item")]
    [InlineData("12) item", "12\\) item")]
    [InlineData("*b* _i_ ~~s~~ `c`", "\\*b\\* \\_i\\_ \\~\\~s\\~\\~ \\`c\\`")]
    [InlineData("https://x.example www.x.example a@x.example", "https\\://x.example www\\.x.example a\\@x.example")]
    [InlineData("a\\*b\0c", "a\\\\\\*b c")]
    public void what_people_wrote_stays_text(string text, string escaped) => Assert.Equal(escaped, Markdown.Escape(text));

    [Fact]
    public void has_the_contests_and_the_tables()
    {
        var report = Report.Of(Furnished.Given(
            A<PowerMapped>("{'holder':'river-board','form':'GATEKEEPING','influence':0.8,'stance':-0.5,'seen':'SUBTLE'}", named: "mapped"),
            A<EntryContested>("{'entry':'mapped','who':'p-02','words':'Not | so.'}"),
            A<MomentMarked>("{'name':'midterm'}", at: "2019-07", visibility: Visibility.Public)).Frame(knownAt: "2100"));
        Assert.Contains("| who | form | influence | stance | seen |\n| --- | --- | --- | --- | --- |\n| river-board[^", report);
        Assert.Contains("| gatekeeping | 0.8 | −0.5 | subtle |", report);
        Assert.Contains("p-02 contests it: “Not so.”", report);
        Assert.Contains("### midterm[^", report);
        Assert.Contains("## What was mended and contested", report);
    }
}
