using System.Text.Json;

namespace ConveningLedger.Server.Tests.GraphQL;

/// <summary>What is asked again is answered as what is asked for the first time, whatever differs.</summary>
[Collection(OnTheApi.Name)]
public sealed class RepeatingDocuments(SharedApi api)
{
    const string Slug = """{"slug": "vessa-water"}""";

    public static TheoryData<string, string[]> Asked => new()
    {
        { "{ __typename endeavour(slug: \"vessa-water\") { title slug } }", ["{}", "{}"] },
        { "query($slug: Slug!) { endeavour(slug: $slug) { title } }", [Slug, """{"slug": "no-such-endeavour"}""", "{}", """{"slug": 7}""", """{"slug": null}""", Slug] },
        {
            "query($slug: Slug!, $first: Int = 2, $kinds: [String!]) { endeavour(slug: $slug) { timeline(first: $first, kinds: $kinds) { totalCount nodes { summary } } } }",
            [Slug, """{"slug": "vessa-water", "first": 3}""", """{"slug": "vessa-water", "kinds": ["FieldNoteTaken"]}""", """{"slug": "vessa-water", "kinds": ["NoSuchKind"]}""", """{"slug": "vessa-water", "first": -1}""", Slug]
        },
        {
            "query($slug: Slug!, $with: Boolean!, $at: MomentText!) { endeavour(slug: $slug) { title @include(if: $with) ...Framed @skip(if: $with) } } fragment Framed on Endeavour { frame(at: $at) { account ... on Frame @include(if: $with) { report } } }",
            ["""{"slug": "vessa-water", "with": true, "at": "2020"}""", """{"slug": "vessa-water", "with": false, "at": "2020"}""", """{"slug": "vessa-water", "with": false, "at": "2021-05"}""", """{"slug": "vessa-water", "with": false, "at": "nonsense"}""", """{"slug": "vessa-water", "with": "yes", "at": "2020"}"""]
        },
        {
            "query($n: Int!) { endeavour(slug: \"vessa-water\") { ...Both timeline(first: $n) { nodes { __typename ... on LegitimacySignalled { data { strength } } ... on FieldNoteTaken { data { words } } } } } } fragment Both on Endeavour { early: timeline(first: 1) { nodes { uuid } } late: timeline(last: $n) { nodes { uuid } } }",
            ["""{"n": 1}""", """{"n": 4}""", """{"n": 2}"""]
        },
        { "query One { endeavour(slug: \"vessa-water\") { entryCount } } query Two($slug: Slug!) { endeavour(slug: $slug) { title } }", [Slug, Slug] },
    };

    [Theory]
    [MemberData(nameof(Asked))]
    public async Task gives_what_the_first_time_gives(string document, string[] variables)
    {
        for (var round = 0; round < 2; round++)
        {
            foreach (var some in variables)
            {
                var values = JsonSerializer.Deserialize<JsonElement>(some);
                // Another text, and so another document.
                var first = await api.Ledger.Answer($"{document} # {Guid.NewGuid()}", values);
                var again = await api.Ledger.Answer(document, values);
                Assert.Equal(Told(first), Told(again));
            }
        }
    }

    // Locations and all; a trace is of one request.
    static string Told(JsonElement answer) => answer.GetRawText();
}
