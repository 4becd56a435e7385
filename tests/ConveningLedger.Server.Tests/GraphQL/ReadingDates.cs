namespace ConveningLedger.Server.Tests.GraphQL;

/// <summary>How a date would be read, before anything is recorded.</summary>
[Collection(OnTheApi.Name)]
public sealed class ReadingDates(SharedApi api)
{
    [Theory]
    [InlineData("2019-03-04", "on 4 March 2019", "2019-03-04T00:00:00Z", "2019-03-05T00:00:00Z")]
    [InlineData("2019-03~", "around March 2019", "2019-03-01T00:00:00Z", "2019-04-01T00:00:00Z")]
    [InlineData("2019-03/2019-06", "between March 2019 and June 2019", "2019-03-01T00:00:00Z", "2019-07-01T00:00:00Z")]
    public Task a_date_is_told_in_words_with_the_span_that_it_may_mean(string text, string words, string earliest, string latest) => api.Ledger.Answers(
        "query($text: EDTF!) { edtf(text: $text) { text words earliest latest } }",
        $$$"""{"edtf": {"text": "{{{text}}}", "words": "{{{words}}}", "earliest": "{{{earliest}}}", "latest": "{{{latest}}}"}}""", new { text });

    [Fact]
    public async Task a_date_that_cannot_be_read_is_refused_with_what_would_be()
    {
        var (code, message) = await api.Ledger.Refuses("query($text: EDTF!) { edtf(text: $text) { words } }", new { text = "03/04/2019" });

        Assert.Equal("DATE_UNREADABLE", code);
        Assert.Contains("Accepted: a date in EDTF", message);
    }
}
