using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;

namespace ConveningLedger.Server.Tests.GraphQL;

/// <summary>GraphQL over HTTP as the draft of May 2025 has it, by POST.</summary>
[Collection(OnTheApi.Name)]
public sealed class SpeakingHttp(SharedApi api)
{
    const string Json = "application/json";
    const string GraphQLResponse = "application/graphql-response+json";
    const string Query = """{"query":"{ catalogue { name } }"}""";

    [Theory]
    [InlineData("application/json")]
    [InlineData("application/json; charset=utf-8")]
    [InlineData("Application/JSON; charset=\"UTF-8\"")]
    public async Task reads_json_in_utf8(string type)
    {
        using var response = await Post(Query, type);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.Equal("nosniff", Assert.Single(response.Headers.GetValues("X-Content-Type-Options")));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/graphql")]
    [InlineData("application/json; charset=iso-8859-1")]
    public async Task reads_no_other_type(string? type)
    {
        using var response = await Post(Query, type);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, response.StatusCode);
        Assert.NotEmpty(await Error(response));
    }

    [Theory]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("null")]
    [InlineData("\"{ catalogue { name } }\"")]
    [InlineData("[]")]
    [InlineData("[{\"query\":\"{ catalogue { name } }\"}]")]
    [InlineData("{}")]
    [InlineData("{\"qeury\":\"{ catalogue { name } }\"}")]
    [InlineData("{\"query\":null}")]
    [InlineData("{\"query\":{}}")]
    [InlineData("{\"query\":0}")]
    [InlineData("{\"query\":true}")]
    [InlineData("{\"query\":[]}")]
    [InlineData("{\"query\":\"{ catalogue { name } }\",\"operationName\":{}}")]
    [InlineData("{\"query\":\"{ catalogue { name } }\",\"operationName\":0}")]
    [InlineData("{\"query\":\"{ catalogue { name } }\",\"variables\":\"{}\"}")]
    [InlineData("{\"query\":\"{ catalogue { name } }\",\"variables\":[]}")]
    [InlineData("{\"query\":\"{ catalogue { name } }\",\"variables\":0}")]
    [InlineData("{\"query\":\"{ catalogue { name } }\",\"extensions\":true}")]
    [InlineData("{\"query\":\"{ catalogue { name } }\",\"extensions\":[]}")]
    [InlineData("{\"query\":\"\\ud800\"}")]
    [InlineData("{\"query\":\"query($a: String!) { endeavour(slug: $a) { slug } }\",\"variables\":{\"a\":\"\\ud800\"}}")]
    public async Task refuses_what_is_no_request(string body)
    {
        foreach (var accept in new[] { Json, GraphQLResponse })
        {
            using var response = await Post(body, Json, accept);

            Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
            Assert.Equal(accept, response.Content.Headers.ContentType!.MediaType);
            Assert.NotEmpty(await Error(response));
        }
    }

    [Fact]
    public async Task refuses_bytes_that_are_not_utf8()
    {
        byte[] body = [.. Encoding.UTF8.GetBytes("""{"query":"{ endeavour(slug: \" """), 0xC3, 0x28, .. Encoding.UTF8.GetBytes("""\") { slug } }"}""")];
        using var response = await Post(new ByteArrayContent(body), Json, null);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Theory]
    [InlineData("\"variables\":null")]
    [InlineData("\"operationName\":null")]
    [InlineData("\"extensions\":null")]
    [InlineData("\"variables\":{}")]
    [InlineData("\"extensions\":{\"clientLibrary\":{\"name\":\"a\"}}")]
    [InlineData("\"somethingElse\":[1]")]
    public async Task ignores_what_it_need_not_know(string member)
    {
        using var response = await Post($"{{\"query\":\"{{ catalogue {{ name }} }}\",{member}}}", Json, GraphQLResponse);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
    }

    [Theory]
    [InlineData(null, Json)]
    [InlineData("*/*", Json)]
    [InlineData("application/*", Json)]
    [InlineData("application/json", Json)]
    [InlineData("application/graphql-response+json", GraphQLResponse)]
    [InlineData("application/graphql-response+json, application/json;q=0.9", GraphQLResponse)]
    [InlineData("application/json;q=0.5, application/graphql-response+json;q=0.9", GraphQLResponse)]
    [InlineData("application/graphql-response+json;q=0.2, application/json", Json)]
    [InlineData("application/json, text/event-stream, multipart/mixed", Json)]
    [InlineData("application/graphql-response+json, application/graphql+json, application/json, text/event-stream, multipart/mixed", GraphQLResponse)]
    [InlineData("application/graphql-response+json; charset=utf-8", GraphQLResponse)]
    [InlineData("application/graphql-response+json;q=0, application/json;q=0.1", Json)]
    [InlineData("application/graphql-response+json;q=0, */*", Json)]
    [InlineData("application/json;q=0, */*", GraphQLResponse)]
    [InlineData("text/html", Json)]
    public async Task answers_in_the_type_that_is_wanted_most(string? accept, string type)
    {
        using var response = await Post(Query, Json, accept);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal($"{type}; charset=utf-8", response.Content.Headers.ContentType!.ToString());
    }

    [Theory]
    [InlineData("{ catalogue { name }", false)]
    [InlineData("{ nonsense }", false)]
    [InlineData("{ endeavour(slug: 1) { slug } }", false)]
    [InlineData("query A { catalogue { name } } query B { catalogue { name } }", false)]
    [InlineData("query($slug: Slug!) { endeavour(slug: $slug) { slug } }", false)]
    [InlineData("{ endeavour(slug: \\\"vessa-water\\\") { timeline(first: 101) { totalCount } } }", true)]
    public async Task tells_a_mistake_by_status_where_the_new_type_is_spoken(string query, bool isExecuted)
    {
        using var response = await Post($"{{\"query\":\"{query}\"}}", Json, GraphQLResponse);
        using var plain = await Post($"{{\"query\":\"{query}\"}}", Json, Json);

        Assert.Equal(isExecuted ? HttpStatusCode.OK : HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(HttpStatusCode.OK, plain.StatusCode);
        foreach (var answer in new[] { response, plain })
        {
            var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
            Assert.True(json.GetProperty("errors").GetArrayLength() > 0);
            Assert.Equal(isExecuted, json.TryGetProperty("data", out _));
        }
    }

    [Fact]
    public async Task runs_the_operation_that_is_named_with_its_variables()
    {
        using var response = await Post(
            """{"query":"query A { catalogue { name } } query B($slug: Slug!) { endeavour(slug: $slug) { title } }","operationName":"B","variables":{"slug":"vessa-water"}}""", Json);

        LedgerApi.AssertJson("""{"data": {"endeavour": {"title": "One River, Many Taps"}}, "extensions": {"cost": {"requested": 2, "actual": 2}}}""",
            JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement);
    }

    [Theory]
    [InlineData("\"\"", true)]
    [InlineData("null", true)]
    [InlineData("\"B\"", false)]
    [InlineData("\"\"", false, "query A { catalogue { name } } query B { catalogue { name } }")]
    public async Task runs_nothing_of_which_it_is_not_clear_what_it_is(string name, bool isRun, string document = "mutation A { recordFieldNoteTaken(input: { endeavour: \\\"never-opened\\\", occurredAt: \\\"2019\\\", data: { words: \\\"x\\\" } }) { errors { code } } }")
    {
        using var response = await Post($"{{\"query\":\"{document}\",\"operationName\":{name}}}", Json, GraphQLResponse);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);

        // An empty name is none.
        Assert.Equal(isRun ? HttpStatusCode.OK : HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Contains(isRun ? "UNKNOWN_ENDEAVOUR" : "OPERATION_UNKNOWN", text);
        if (isRun)
            Assert.True(JsonDocument.Parse(text).RootElement.GetProperty("extensions").GetProperty("cost").GetProperty("requested").GetInt64() > 1);
    }

    [Fact]
    public async Task keeps_text_of_any_script_as_it_is()
    {
        await api.Ledger.Open("scripts");
        const string words = "Żółta woda 水 🌊 \"„\\ \u2028 e\u0301";
        var id = await api.Ledger.Record("FieldNoteTaken", new { endeavour = "scripts", occurredAt = "2019", data = new { words } });

        var entry = await api.Ledger.Ask("query($id: String!) { endeavour(slug: \"scripts\") { entry(id: $id) { ... on FieldNoteTaken { data { words } } } } }", new { id });

        Assert.Equal(words, entry.GetProperty("endeavour").GetProperty("entry").GetProperty("data").GetProperty("words").GetString());
    }

    [Theory]
    [InlineData(256 * 1024, HttpStatusCode.OK, true)]
    [InlineData(256 * 1024 + 1, HttpStatusCode.RequestEntityTooLarge, true)]
    [InlineData(256 * 1024 + 1, HttpStatusCode.RequestEntityTooLarge, false)]
    public async Task reads_bodies_up_to_256_kB(int length, HttpStatusCode status, bool saysItsLength)
    {
        var body = Encoding.UTF8.GetBytes(Query.PadRight(length));
        using var response = await Post(saysItsLength ? new ByteArrayContent(body) : new StreamContent(new Unsized(body)), Json, GraphQLResponse);

        Assert.Equal(status, response.StatusCode);
    }

    [Theory]
    [InlineData("PUT")]
    [InlineData("DELETE")]
    [InlineData("PATCH")]
    public async Task takes_no_other_method(string method)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), "/graphql?query=%7Bcatalogue%7Bname%7D%7D");
        using var response = await api.Ledger.Client().SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, response.StatusCode);
        Assert.Equal(["GET", "POST"], response.Content.Headers.Allow.Order());
    }

    [Fact]
    public async Task takes_queries_by_get_and_says_whether_the_answer_is_the_same_as_before()
    {
        const string query = "/graphql?query=query($slug: Slug!) { endeavour(slug: $slug) { title } }&variables={\"slug\":\"vessa-water\"}&operationName=";
        using var client = api.Ledger.Client();
        using var first = await client.GetAsync(query, TestContext.Current.CancellationToken);
        using var again = new HttpRequestMessage(HttpMethod.Get, query) { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using var same = await client.SendAsync(again, TestContext.Current.CancellationToken);
        using var publics = new HttpRequestMessage(HttpMethod.Get, query.Replace("title", "title entryCount")) { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using var other = await client.SendAsync(publics, TestContext.Current.CancellationToken);

        Assert.Contains("One River, Many Taps", await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal("private, no-cache", first.Headers.CacheControl!.ToString().Replace("no-cache, private", "private, no-cache"));
        Assert.Equal(["Accept", "Authorization", "Cookie"], first.Headers.Vary);
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
        Assert.Equal("", await same.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(first.Headers.ETag, same.Headers.ETag);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);
        Assert.NotEqual(first.Headers.ETag, other.Headers.ETag);
    }

    [Theory]
    [InlineData("query={ catalogue { name } }&variables=[]")]
    [InlineData("query={ catalogue { name } }&variables={")]
    [InlineData("query={ catalogue { name } }&extensions=1")]
    [InlineData("query=")]
    [InlineData("")]
    public async Task refuses_a_query_string_that_is_no_request(string parameters)
    {
        using var response = await api.Ledger.Client().GetAsync($"/graphql?{parameters}", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotEmpty(await Error(response));
    }

    [Fact]
    public async Task takes_no_mutation_by_get_and_no_subscription_for_one_answer()
    {
        using var mutation = await api.Ledger.Client().GetAsync(
            "/graphql?query=mutation { recordEndeavourOpened(input: { endeavour: \"by-get\", occurredAt: \"2016\", data: { title: \"x\", challenges: [OTHER], scale: LOCAL } }) { wasRecordedBefore } }", TestContext.Current.CancellationToken);
        using var subscription = await Post("""{"query":"subscription { entryRecorded(endeavour: \"vessa-water\") { cursor } }"}""", Json, GraphQLResponse);

        Assert.Equal(HttpStatusCode.MethodNotAllowed, mutation.StatusCode);
        Assert.Equal(["POST"], mutation.Content.Headers.Allow);
        Assert.Equal(HttpStatusCode.NotAcceptable, subscription.StatusCode);
        await api.Ledger.Answers("""{ endeavour(slug: "by-get") { slug } }""", """{"endeavour": null}""");
    }

    [Fact]
    public async Task gives_the_schema_once_and_for_all_who_have_it_nothing()
    {
        using var client = api.Ledger.Client();
        using var first = await client.GetAsync("/graphql/schema.graphql", TestContext.Current.CancellationToken);
        using var again = new HttpRequestMessage(HttpMethod.Get, "/graphql/schema.graphql") { Headers = { IfNoneMatch = { first.Headers.ETag! } } };
        using var same = await client.SendAsync(again, TestContext.Current.CancellationToken);

        Assert.Contains("type Query", await first.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        Assert.Equal(HttpStatusCode.NotModified, same.StatusCode);
    }

    [Fact]
    public async Task tells_nothing_of_a_fault_but_a_trace()
    {
        var answer = await api.Ledger.Answer("""{ endeavour(slug: "vessa-water") { title } }""", null, "fault");

        var error = Assert.Single(answer.GetProperty("errors").EnumerateArray());
        Assert.Equal("Something failed on the server.", error.GetProperty("message").GetString());
        Assert.Equal("INTERNAL", error.GetProperty("extensions").GetProperty("code").GetString());
        Assert.Matches("^[0-9a-f]{32}$", error.GetProperty("extensions").GetProperty("trace").GetString());
        Assert.DoesNotContain("swordfish", answer.GetRawText());
        Assert.DoesNotContain("InvalidOperation", answer.GetRawText(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("   at ", answer.GetRawText());
    }

    [Fact]
    public async Task answers_whether_it_is_ready()
    {
        using var response = await api.Ledger.Client().GetAsync("/health/ready", TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("Healthy", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    Task<HttpResponseMessage> Post(string body, string? type, string? accept = null) => Post(new ByteArrayContent(Encoding.UTF8.GetBytes(body)), type, accept);

    async Task<HttpResponseMessage> Post(HttpContent content, string? type, string? accept)
    {
        content.Headers.ContentType = type is null ? null : MediaTypeHeaderValue.Parse(type);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = content };
        if (accept is not null)
            request.Headers.Accept.ParseAdd(accept);
        return await api.Ledger.Client().SendAsync(request, TestContext.Current.CancellationToken);
    }

    static async Task<string> Error(HttpResponseMessage response)
    {
        var json = JsonDocument.Parse(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).RootElement;
        Assert.False(json.TryGetProperty("data", out _));
        return Assert.Single(json.GetProperty("errors").EnumerateArray()).GetProperty("message").GetString()!;
    }

    /// <summary>Bytes of which nobody knows how many they are.</summary>
    sealed class Unsized(byte[] bytes) : MemoryStream(bytes)
    {
        public override bool CanSeek => false;
    }
}
