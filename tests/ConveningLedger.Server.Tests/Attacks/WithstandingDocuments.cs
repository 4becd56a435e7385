using System.Diagnostics;
using System.Text;

namespace ConveningLedger.Server.Tests.Attacks;

[Collection(UnderAttack.Name)]
public sealed class WithstandingDocuments(AttackedServer server)
{
    static string Times(int count, Func<int, string> part) => string.Join(' ', Enumerable.Range(0, count).Select(part));

    static string Nested(int levels, string open, string inner, string close) => new StringBuilder().Insert(0, open, levels).Append(inner).Insert(open.Length * levels + inner.Length, close, levels).ToString();

    public static TheoryData<string, string, string> Documents => new()
    {
        // Depth.
        { "500 levels", $"{{ {Nested(500, "a { ", "b", " }")} }}", "LIMIT_EXCEEDED" },
        { "20,000 levels for the parser", $"{{ {Nested(20_000, "a{", "b", "}")} }}", "LIMIT_EXCEEDED" },
        { "20,000 lists", $"{{ endeavour(slug: {new string('[', 20_000)}) {{ title }} }}", "LIMIT_EXCEEDED" },
        { "16 levels", $"{{ {Nested(16, "a { ", "b", " }")} }}", "LIMIT_EXCEEDED" },
        { "5,000 inline fragments", $"{{ {Times(5_000, _ => "... { __typename }")} }}", "LIMIT_EXCEEDED" },
        // Breadth.
        { "1,000 other names", $"{{ {Times(1_000, number => $"a{number}: __typename")} }}", "LIMIT_EXCEEDED" },
        { "20,000 fields", $"{{ {Times(20_000, number => $"a{number % 9}")} }}", "LIMIT_EXCEEDED" },
        { "8,000 times the same field", $"{{ {Times(8_000, _ => "__typename")} }}", "LIMIT_EXCEEDED" },
        { "3,000 operations", Times(3_000, number => $"query A{number} {{ b }}"), "LIMIT_EXCEEDED" },
        { "10,000 variables", $"query({Times(10_000, number => $"$v{number % 900}:Int")}) {{ b }}", "LIMIT_EXCEEDED" },
        { "a document of more than 64 kB", $"{{ endeavour(slug: \"{new string('x', 70_000)}\") {{ title }} }}", "LIMIT_EXCEEDED" },
        { "a long name", $"{{ {new string('x', 60_000)} }}", "VALIDATION_FAILED" },
        { "a long text", $"{{ endeavour(slug: \"x\", nonsense: \"{new string('x', 60_000)}\") {{ title }} }}", "VALIDATION_FAILED" },
        // Fragments.
        { "a fragment that spreads itself", "{ ...a } fragment a on Query { ...a }", "VALIDATION_FAILED" },
        { "fragments that spread each other", "{ ...a } fragment a on Query { ...b } fragment b on Query { ...a }", "VALIDATION_FAILED" },
        { "40 fragments that double each other", $"{{ ...f0 }} {Times(40, number => $"fragment f{number} on Query {{ a: __typename ...f{number + 1} ...f{number + 1} }}")} fragment f40 on Query {{ __typename }}", "LIMIT_EXCEEDED" },
        { "400 fragments in conflict", $"{{ {Times(400, number => $"...f{number}")} }} {Times(400, number => $"fragment f{number} on Query {{ a: endeavour(slug: \"{number}\") {{ title }} }}")}", "LIMIT_EXCEEDED" },
        { "80 times 60 inline fragments in conflict", $"{{ {Times(80, outer => $"... {{ {Times(60, inner => $"a: endeavour(slug: \"{outer}-{inner}\") {{ title }}")} }}")} }}", "LIMIT_EXCEEDED" },
        // Directives and floods of errors.
        { "2,000 directives", $"{{ __typename {Times(2_000, _ => "@a")} }}", "LIMIT_EXCEEDED" },
        { "5,000 directives", $"{{ __typename {Times(5_000, _ => "@skip(if:false)")} }}", "LIMIT_EXCEEDED" },
        { "900 unknown fields", $"{{ {Times(900, number => $"unknown{number}")} }}", "VALIDATION_FAILED" },
        { "variables that are not there", $"query({Times(90, number => $"$v{number}: Int!")}) {{ __typename }}", "VALIDATION_FAILED" },
        // Introspection.
        { "lists of the introspection within each other", "{ __schema { types { fields { type { fields { type { fields { name } } } } } } } }", "LIMIT_EXCEEDED" },
        { "introspection nested twelve times", $"{{ __schema {{ types {{ {Nested(12, "fields { type { ", "name", " } }")} }} }} }}", "LIMIT_EXCEEDED" },
        { "100 introspections", $"{{ {Times(100, number => $"a{number}: __schema {{ types {{ name }} }}")} }}", "LIMIT_EXCEEDED" },
        { "ofType 300 times", $"{{ __schema {{ types {{ {Nested(300, "ofType { ", "name", " }")} }} }} }}", "LIMIT_EXCEEDED" },
        // Amount and cost.
        { "pages of pages of pages", "{ endeavours(first: 100) { nodes { frame { identities { participants(first: 100) { nodes { nexus(first: 100) { nodes { with { key } latest { remarks(first: 100) { nodes { uuid } } } } } } } } } } } }", "COST_EXCEEDED" },
        { "a hundred reports", $"{{ endeavour(slug: \"vessa-water\") {{ {Times(100, number => $"a{number}: frame(at: \"{2_000 + number}\") {{ report }}")} }} }}", "COST_EXCEEDED" },
    };

    [Theory]
    [MemberData(nameof(Documents))]
    public async Task is_refused_in_a_second_and_well_after(string what, string document, string code)
    {
        var message = await server.Refuses(document, code);

        if (code == "LIMIT_EXCEEDED")
            Assert.Contains("Accepted: at most", message);
        Assert.NotEmpty(what);
        await server.IsWell();
    }

    [Fact]
    public async Task a_page_of_more_than_a_hundred_and_more_than_a_hundred_ids_are_refused()
    {
        var (_, page, _) = await server.Ask("""{ endeavour(slug: "vessa-water") { timeline(first: 101) { totalCount } } }""");
        var (status, ids, _) = await server.Ask("query($ids: [ID!]!) { nodes(ids: $ids) { id } }", new { ids = Enumerable.Range(0, 10_000).Select(number => $"x{number}") });

        Assert.Equal("BAD_PAGE", page.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        Assert.True(status is >= 400 and < 500 || ids.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString() == "OUT_OF_RANGE");
    }

    [Fact]
    public async Task the_price_is_told_with_what_would_be_accepted()
    {
        var (status, answer, _) = await server.Ask(Documents.Single(row => row.Data.Item1 == "pages of pages of pages").Data.Item2);

        Assert.Equal(400, status);
        Assert.Contains("Accepted: at most 50000", answer.GetProperty("errors")[0].GetProperty("message").GetString());
        Assert.True(answer.GetProperty("extensions").GetProperty("cost").GetProperty("requested").GetInt64() > 50_000);
        Assert.Equal(0, answer.GetProperty("extensions").GetProperty("cost").GetProperty("actual").GetInt64());
    }

    [Fact]
    public async Task the_most_that_may_be_asked_is_answered_in_two_seconds()
    {
        // About as much as the price allows, of a full page each, and of many frames that were never folded.
        foreach (var query in new[]
        {
            """
            { endeavour(slug: "vessa-water") { frame { timeline(first: 100) { nodes { id uuid ref kind family dimension summary account occurredAt earliest latest recordedAt receivedAt lagSeconds recordedBy visibility modes standpoint note evidence
              subjects { key name element scale } mentions { key name } moves(first: 20) { nodes { delta measure subject elements { key name } } } remarks(first: 20) { nodes { uuid summary } } } } } } }
            """,
            $"{{ endeavour(slug: \"vessa-water\") {{ {string.Join(' ', Enumerable.Range(0, 90).Select(number => $"a{number}: frame(knownAt: \"{2016 + number / 12}-{1 + number % 12:00}-15\") {{ account }}"))} }} }}",
        })
        {
            var began = Stopwatch.GetTimestamp();
            var (status, answer, _) = await server.Ask(query);
            var took = Stopwatch.GetElapsedTime(began);

            Assert.True(status == 200, answer.GetRawText()[..Math.Min(400, answer.GetRawText().Length)]);
            Assert.InRange(answer.GetProperty("extensions").GetProperty("cost").GetProperty("requested").GetInt64(), 30_000, 50_000);
            Assert.True(took < TimeSpan.FromSeconds(2), $"It took {took}.");
        }
        await server.IsWell();
    }

    [Fact]
    public async Task the_ordinary_introspection_passes()
    {
        const string type = "kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name ofType { kind name } } } } } } } } }";
        var schema = await server.Answer(
            $$"""
            query IntrospectionQuery { __schema { description queryType { name kind } mutationType { name kind } subscriptionType { name kind } types { ...FullType }
              directives { name description isRepeatable locations args(includeDeprecated: true) { ...InputValue } } } }
            fragment FullType on __Type { kind name description specifiedByURL isOneOf fields(includeDeprecated: true) { name description args(includeDeprecated: true) { ...InputValue } type { ...TypeRef } isDeprecated deprecationReason }
              inputFields(includeDeprecated: true) { ...InputValue } interfaces { ...TypeRef } enumValues(includeDeprecated: true) { name description isDeprecated deprecationReason } possibleTypes { ...TypeRef } }
            fragment InputValue on __InputValue { name description type { ...TypeRef } defaultValue isDeprecated deprecationReason }
            fragment TypeRef on __Type { {{type}} }
            """);

        Assert.True(schema.GetProperty("__schema").GetProperty("types").GetArrayLength() > 300);
    }
}
