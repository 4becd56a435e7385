using System.Text.Json;

namespace ConveningLedger.Server.Tests.GraphQL;

[Collection(OnTheApi.Name)]
public sealed class AskingByIds(SharedApi api)
{
    [Fact]
    public async Task whatever_has_an_id_is_given_again_by_it()
    {
        var found = await api.Ledger.Ask(
            """
            { endeavour(slug: "vessa-water") { id frame { landscape { elements(first: 1) { nodes { id } } } narrative { calls(first: 1) { nodes { id } } }
              identities { participants(first: 1) { nodes { id } } } boundaries { boundaries(first: 1) { nodes { id } } } legitimacy { constituencies(first: 1) { nodes { id } } }
              value { stories(first: 1) { nodes { id } } } evaluation { outcomes(first: 1) { nodes { id } } claims(first: 1) { nodes { id } } } person(key: "p-10") { id } } entry(id: "c01") { uuid } timeline(first: 1) { edges { node { id } } } } }
            """);
        var ids = Ids(found).ToArray();

        var again = await api.Ledger.Ask("query($ids: [ID!]!) { found: nodes(ids: $ids) { __typename id } }", new { ids });

        Assert.Equal(11, ids.Length);
        Assert.Equal(ids, again.GetProperty("found").EnumerateArray().Select(node => node.GetProperty("id").GetString()));
        Assert.Equal(["Boundary", "Call", "Claim", "Constituency", "Element", "Endeavour", "EndeavourOpened", "Outcome", "Participant", "Person", "ValueStory"],
            again.GetProperty("found").EnumerateArray().Select(node => node.GetProperty("__typename").GetString()).Order(StringComparer.Ordinal));
        foreach (var id in ids)
            Assert.Equal(id, (await api.Ledger.Ask("query($id: ID!) { node(id: $id) { id } }", new { id })).GetProperty("node").GetProperty("id").GetString());
    }

    [Fact]
    public async Task what_is_unknown_and_what_is_not_for_the_viewer_are_null_in_their_places()
    {
        await api.Ledger.Open("by-id");
        await api.Ledger.Record("FieldNoteTaken", new { endeavour = "by-id", occurredAt = "2019", visibility = "TEAM", data = new { words = "Dry." } });
        var ids = (await api.Ledger.Ask("""{ endeavour(slug: "by-id") { timeline { edges { node { id } } } } }"""))
            .GetProperty("endeavour").GetProperty("timeline").GetProperty("edges").EnumerateArray().Select(edge => edge.GetProperty("node").GetProperty("id").GetString()!).ToArray();
        string[] asked = ["", "nonsense", ids[1], ids[0], ids[0][..^4], "'; drop table x; --", "../../etc/passwd", "a\0b"];

        var answer = await api.Ledger.Ask("query($asked: [ID!]!) { found: nodes(ids: $asked) { id } }", new { asked }, "guest public");

        Assert.Equal([null, null, null, ids[0], null, null, null, null],
            answer.GetProperty("found").EnumerateArray().Select(node => node.ValueKind == JsonValueKind.Null ? null : node.GetProperty("id").GetString()));
    }

    [Fact]
    public async Task at_most_a_hundred_are_given_at_once()
    {
        var (code, message) = await api.Ledger.Refuses("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", new { ids = Enumerable.Repeat("x", 101) });

        Assert.Equal(("OUT_OF_RANGE", "There are 101 ids. Accepted: at most 100."), (code, message));
    }

    [Theory]
    [InlineData("query Counted { endeavours(first: COUNT) { nodes { title status entryCount lastRecordedAt frame { account lateness { count } } } } }")]
    [InlineData("query Counted($ids: [ID!]!) { nodes(ids: $ids) { ... on Endeavour { title entryCount } } }")]
    [InlineData("query Counted { search(text: \"counted\", first: COUNT) { nodes { endeavour { title } entry { summary moves { nodes { delta } } } } } }")]
    public async Task as_many_statements_are_asked_for_a_hundred_parents_as_for_twenty(string query)
    {
        await api.Counted(100);
        var ids = (await api.Ledger.Ask("{ endeavours(first: 100) { edges { node { id slug } } } }")).GetProperty("endeavours").GetProperty("edges").EnumerateArray()
            .Select(edge => edge.GetProperty("node")).Where(node => node.GetProperty("slug").GetString()!.StartsWith("counted-", StringComparison.Ordinal)).Select(node => node.GetProperty("id").GetString()!).ToArray();
        async Task<(int Statements, string Answer)> Asked(int count)
        {
            using var statements = new Statements();
            var answer = await api.Ledger.Answer(query.Replace("COUNT", $"{count}"), new { ids = ids.Take(count) });
            Assert.False(answer.TryGetProperty("errors", out _), answer.GetRawText());
            return (statements.Count, answer.GetRawText());
        }
        // What is kept of documents and histories is kept by then.
        await Asked(90);

        var (few, fewer) = await Asked(20);
        var (many, more) = await Asked(90);

        Assert.True(more.Length > 3 * fewer.Length);
        Assert.InRange(few, 1, 12);
        Assert.Equal(few, many);
    }

    static IEnumerable<string> Ids(JsonElement json) => json.ValueKind switch
    {
        JsonValueKind.Object => json.EnumerateObject().SelectMany(member => member.Name == "id" ? [member.Value.GetString()!] : Ids(member.Value)),
        JsonValueKind.Array => json.EnumerateArray().SelectMany(Ids),
        _ => [],
    };

    /// <summary>Counts the statements that operations of the name Counted ask PostgreSQL for: the spans of their commands, below those of the operations.</summary>
    sealed class Statements : IDisposable
    {
        readonly System.Diagnostics.ActivityListener listener;
        int count;

        public Statements()
        {
            listener = new()
            {
                ShouldListenTo = source => source.Name is "Npgsql" or ConveningLedger.GraphQL.Transport.Telemetry.Name,
                Sample = (ref System.Diagnostics.ActivityCreationOptions<System.Diagnostics.ActivityContext> _) => System.Diagnostics.ActivitySamplingResult.AllData,
                ActivityStarted = activity =>
                {
                    if (activity.Source.Name == "Npgsql" && activity.Parent?.GetTagItem("graphql.operation.name") is "Counted")
                        Interlocked.Increment(ref count);
                },
            };
            System.Diagnostics.ActivitySource.AddActivityListener(listener);
        }

        public int Count => count;

        public void Dispose() => listener.Dispose();
    }
}
