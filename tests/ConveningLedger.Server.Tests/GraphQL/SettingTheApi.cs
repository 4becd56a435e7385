using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ConveningLedger.Server.Tests.GraphQL;

public sealed class SettingTheApi(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    [Fact]
    public async Task where_the_introspection_is_off_nothing_of_the_schema_is_told()
    {
        await using var ledger = await LedgerApi.Start(database.ConnectionString, settings: new() { ["GraphQL:Introspection"] = "false", ["GraphQL:Explorer"] = "false" });
        await using var usual = await LedgerApi.Start(database.ConnectionString);
        using var schema = await ledger.Client().GetAsync("/graphql/schema.graphql", TestContext.Current.CancellationToken);
        using var explorer = await ledger.Client().GetAsync("/explore", TestContext.Current.CancellationToken);

        foreach (var query in new[] { "{ __schema { types { name } } }", "{ __type(name: \"Query\") { name } }", "{ ...a } fragment a on Query { __schema { queryType { name } } }" })
            Assert.Equal("INTROSPECTION_OFF", (await ledger.Refuses(query)).Code);
        // A name by itself is told, and clients ask for it everywhere.
        await ledger.Answers("{ __typename }", """{"__typename": "Query"}""");
        Assert.DoesNotContain("Did you mean", (await ledger.Refuses("{ endeavors { totalCount } }")).Message);
        Assert.Contains("Did you mean", (await usual.Refuses("{ endeavors { totalCount } }")).Message);
        Assert.Equal(HttpStatusCode.NotFound, schema.StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, explorer.StatusCode);
        Assert.DoesNotContain("not built", await explorer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task a_trusted_document_is_named_and_where_only_those_are_answered_nothing_else_is()
    {
        const string document = "query Title($slug: Slug!) { endeavour(slug: $slug) { slug } }";
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(document)));
        var file = Path.GetTempFileName();
        await File.WriteAllTextAsync(file, JsonSerializer.Serialize(new Dictionary<string, string> { [hash] = document }), TestContext.Current.CancellationToken);
        await using var ledger = await LedgerApi.Start(database.ConnectionString, settings: new() { ["GraphQL:TrustedDocuments"] = file, ["GraphQL:OnlyTrustedDocuments"] = "true" });
        File.Delete(file);
        async Task<(int Status, string Text)> Send(object body)
        {
            using var response = await ledger.Client().PostAsJsonAsync("/graphql", body, TestContext.Current.CancellationToken);
            return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        }

        var (status, text) = await Send(new { documentId = $"sha256:{hash}", variables = new { slug = "no-such" } });
        using var got = await ledger.Client().GetAsync($"/graphql?documentId=sha256:{hash}&variables={{\"slug\":\"no-such\"}}", TestContext.Current.CancellationToken);

        Assert.Equal(200, status);
        Assert.Contains("\"endeavour\":null", text);
        Assert.Equal(HttpStatusCode.OK, got.StatusCode);
        foreach (var (body, wanted, code) in new (object, int, string)[]
        {
            (new { query = document, variables = new { slug = "no-such" } }, 403, "DOCUMENT_NOT_TRUSTED"), (new { documentId = $"sha256:{new string('0', 64)}" }, 400, "DOCUMENT_NOT_FOUND"),
            (new { documentId = "sha256:nonsense" }, 400, "DOCUMENT_ID_INVALID"), (new { documentId = $"sha256:{hash}", query = document }, 400, "REQUEST_INVALID"),
        })
        {
            (status, text) = await Send(body);
            Assert.Equal(wanted, status);
            Assert.Contains(code, text);
        }
    }

    [Fact]
    public async Task limits_are_set_by_their_names()
    {
        await using var ledger = await LedgerApi.Start(database.ConnectionString, settings: new() { ["GraphQL:Limits:Depth"] = "2", ["GraphQL:Limits:Cost"] = "30" });

        Assert.Equal(("LIMIT_EXCEEDED", "Levels of fields: 3. Accepted: at most 2."), await ledger.Refuses("{ endeavours { nodes { slug } } }"));
        Assert.Equal("COST_EXCEEDED", (await ledger.Refuses("{ endeavours { totalCount } }")).Code);
    }

    [Theory]
    [InlineData("GraphQL:Limits:Dept", "2", "GraphQL:Limits:Dept is no setting. Perhaps GraphQL:Limits:Depth is meant. Accepted: BodyBytes, ")]
    [InlineData("GraphQL:Limits:Depth", "deep", "Set limits of GraphQL to whole numbers")]
    [InlineData("GraphQL:Limits:Depth", "0", "GraphQL:Limits:Depth is '0'. Set it to a whole number of levels from 1 to 1000.")]
    [InlineData("GraphQL:Limits:Execution", "1", "GraphQL:Limits:Execution is '1'. Set it to a span of time from 00:00:01 to 01:00:00.")]
    [InlineData("GraphQL:Limits:Burst", "99999999999999999999", "Set limits of GraphQL to whole numbers")]
    [InlineData("GraphQL:Introspecton", "true", "GraphQL:Introspecton is no setting. Perhaps GraphQL:Introspection is meant. Accepted: Introspection, Explorer, TrustedDocuments, OnlyTrustedDocuments.")]
    [InlineData("GraphQL:TrustedDocuments", "no-such.json", "GraphQL:TrustedDocuments is 'no-such.json', and there is no such file. Set it to a JSON file")]
    [InlineData("Access:PublicRead", "true", "Access:PublicRead is no setting. Perhaps Access:PublicReads is meant. Accepted: PublicUrl, ")]
    [InlineData("Access:Origins", "https://a.example.org,b.example.org", "Access:Origins has 'b.example.org'. Set it to origins such as https://page.example.org")]
    [InlineData("Access:Origins", "https://a.example.org/path", "Access:Origins has 'https://a.example.org/path'.")]
    [InlineData("Access:PublicReads", "1", "Access:PublicReads is '1'. Set it to true or false.")]
    [InlineData("ConnectionStrings:Leger", "Host=db", "ConnectionStrings:Leger is no setting. Perhaps ConnectionStrings:Ledger is meant. Accepted: Ledger.")]
    [InlineData("Database:Upgrade:AtStart", "true", "Database:Upgrade:AtStart is no setting. Perhaps Database:UpgradeAtStart is meant. Accepted: UpgradeAtStart.")]
    [InlineData("GraphQL:Introspection", "off", "GraphQL:Introspection is 'off'. Set it to true or false.")]
    [InlineData("Access:PublicUrl", "ledger", "Access:PublicUrl is 'ledger'. Set it to an address such as https://")]
    [InlineData("Access:Authority", "http://issuer.example.org", "Set it to the address of an OIDC issuer that begins with https://.")]
    public async Task a_setting_that_cannot_be_is_told_at_the_start(string name, string value, string message)
    {
        var fault = await Assert.ThrowsAsync<SettingException>(() => LedgerApi.Start(database.ConnectionString, settings: new() { [name] = value }));

        Assert.Contains(message, fault.Message);
    }
}
