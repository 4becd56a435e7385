namespace ConveningLedger.Server.Tests.GraphQL;

[Collection(OnTheApi.Name)]
public sealed class ReadingTheSample(SharedApi api)
{
    [Fact]
    public Task opens_with_its_title() => api.Ledger.Answers(
        """{ endeavour(slug: "vessa-water") { slug title status entryCount } }""",
        """{"endeavour":{"slug":"vessa-water","title":"One River, Many Taps","status":"ACTIVE","entryCount":380}}""");
}
