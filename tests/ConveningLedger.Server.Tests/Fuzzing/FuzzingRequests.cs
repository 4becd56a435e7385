using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConveningLedger.Server.Tests.Access;
using ConveningLedger.Server.Tests.GraphQL;

namespace ConveningLedger.Server.Tests.Fuzzing;

/// <summary>Whatever is asked is answered, or refused; the server never fails at it.</summary>
public sealed class FuzzingRequests(PostgresServer server, GuardedLedger guarded) : IClassFixture<GuardedLedger>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task bodies_and_their_variables()
    {
        var database = await server.CreateDatabase();
        await using (var api = await LedgerApi.Start(database, settings: new() { ["GraphQL:Limits:CostPerSecond"] = "100000000", ["GraphQL:Limits:Burst"] = "100000000" }))
        {
            await api.Import(TheBridge.Lines("fuzzed"));
            using var client = api.Client();
            var answered = 0;
            await Fuzz.Try(Fuzz.Corpus("bodies"), ["\"2019-06\"", "null", "[]", "{}", "\"vessa-water\"", "true", "$x", "first: 1", "__typename", "...", "@include(if: true)"], input => Send(client, input));
            // What is read of variables, with one of their texts another one.
            var bodies = Fuzz.Corpus("bodies").Select(body => Encoding.UTF8.GetString(body)).Where(body => body.Contains("variables", StringComparison.Ordinal) && !body.Contains("\"fuzzed\",\"slug\"", StringComparison.Ordinal)).ToArray();
            var turn = 0;
            await Fuzz.Try([.. Fuzz.Corpus("dates"), .. Texts.Select(Encoding.UTF8.GetBytes)], ["-", "/", "~", "=", "\"", "fuzzed", "note-1"], async input =>
            {
                var body = JsonNode.Parse(bodies[turn++ % bodies.Length], documentOptions: new() { AllowDuplicateProperties = true })!;
                var leaves = Leaves(body["variables"]!).ToArray();
                if (leaves.Length > 0)
                    leaves[turn % leaves.Length].ReplaceWith(Encoding.UTF8.GetString(input));
                answered += await Send(client, Encoding.UTF8.GetBytes(body.ToJsonString())) ? 1 : 0;
            });
            // Enough of it gets through to what reads them.
            Assert.InRange(answered, 100, int.MaxValue);
        }
        await server.DropDatabase(database);
    }
    static readonly string[] Texts = ["fuzzed", "note-1", "0195f0c2-7d1e-7c3a-9c1e-2f6b1d0e4a55", "AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA", "\"the river\" or -bridge", "TEAM", ""];

    static IEnumerable<JsonNode> Leaves(JsonNode node) => node switch
    {
        JsonObject members => members.Select(member => member.Value).OfType<JsonNode>().SelectMany(Leaves),
        JsonArray items => items.OfType<JsonNode>().SelectMany(Leaves),
        JsonValue value when value.GetValueKind() == JsonValueKind.String => [value],
        _ => [],
    };

    /// <summary>Sends a body, and tells whether it was answered with data.</summary>
    static async Task<bool> Send(HttpClient client, byte[] body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new("application/json");
        using var response = await client.SendAsync(request, Stop);
        var text = await response.Content.ReadAsStringAsync(Stop);
        Assert.True((int)response.StatusCode < 500, $"{(int)response.StatusCode} {text}");
        Assert.DoesNotContain("\"INTERNAL\"", text, StringComparison.Ordinal);
        using var json = JsonDocument.Parse(text);
        return json.RootElement.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object;
    }

    [Fact]
    public async Task tokens()
    {
        using var client = guarded.Client();
        await Fuzz.Try([Encoding.ASCII.GetBytes(guarded.Operator), .. Forged(guarded.Operator)], [".", "e30", "==", "eyJhbGciOiJub25lIn0", "Bearer "], async input =>
        {
            var token = Encoding.Latin1.GetString(input);
            using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = new StringContent("{\"query\":\"{ viewer { subject } }\"}", Encoding.UTF8, "application/json") };
            // What no header can hold does not get here.
            if (token.Any(character => character is < ' ' or > '~') || !request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}"))
                return;
            using var response = await client.SendAsync(request, Stop);
            var text = await response.Content.ReadAsStringAsync(Stop);
            Assert.True((int)response.StatusCode < 500, $"{(int)response.StatusCode} {text}");
            Assert.True(token == guarded.Operator || !text.Contains("\"operator\"", StringComparison.Ordinal), text);
            Assert.DoesNotContain("\"INTERNAL\"", text, StringComparison.Ordinal);
        });
    }

    // Signed by nobody, or by somebody else.
    static IEnumerable<byte[]> Forged(string token)
    {
        var parts = token.Split('.');
        yield return Encoding.ASCII.GetBytes($"eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.{parts[1]}.");
        yield return Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}.{System.Buffers.Text.Base64Url.EncodeToString(new byte[32])}");
        yield return Encoding.ASCII.GetBytes($"{parts[0]}.{parts[1]}");
    }
}
