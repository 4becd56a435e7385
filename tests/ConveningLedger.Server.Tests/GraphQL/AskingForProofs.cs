using System.Text.Json;
using ConveningLedger.Ledger;
using ConveningLedger.Proof;
using ConveningLedger.Store.Proofs;

namespace ConveningLedger.Server.Tests.GraphQL;

/// <summary>What is recorded is signed within moments, and whoever asks can check it by themselves.</summary>
[Collection(OnTheApi.Name)]
public sealed class AskingForProofs(SharedApi api)
{
    const string Query =
        """
        query($slug: Slug!, $from: Int!, $id: String!) { endeavour(slug: $slug) { proof {
          provedUpTo keys consistency(from: $from) checkpoint { origin size root note } checkpointFrom(size: 1) { size }
          entry(id: $id) { index leaf inclusion line salt receivedAt text checkpoint { size } }
        } } }
        """;

    [Fact]
    public async Task an_entry_and_an_earlier_checkpoint_are_proved_against_the_last_one()
    {
        await api.Ledger.Import(TheBridge.Lines("proved-bridge"));
        var before = await Signed("proved-bridge", 1);
        await api.Ledger.Ask("""mutation { recordFieldNoteTaken(input: { endeavour: "proved-bridge", ref: "new-note", occurredAt: "2019", data: { words: "The last plank came on Thursday." } }) { errors { message } } }""");
        var last = await Signed("proved-bridge", before.Size + 1);

        var proof = (await api.Ledger.Ask(Query, new { slug = "proved-bridge", from = before.Size, id = "new-note" })).GetProperty("endeavour").GetProperty("proof");

        var (checkpoint, entry) = (proof.GetProperty("checkpoint"), proof.GetProperty("entry"));
        var root = HashIn(checkpoint.GetProperty("root"));
        var size = checkpoint.GetProperty("size").GetInt64();
        Assert.Equal((last.Size, last.Root), (size, root));
        Assert.True(MerkleProof.IsConsistent(before.Size, before.Root, size, root, Hashes(proof.GetProperty("consistency"))));
        Assert.True(MerkleProof.Includes(HashIn(entry.GetProperty("leaf")), entry.GetProperty("index").GetInt64(), size, Hashes(entry.GetProperty("inclusion")), root));
        // The leaf is made of what stands beside it, and of nothing else.
        Assert.True(Salt.TryParse(entry.GetProperty("salt").GetString(), out var salt));
        var line = System.Text.Encoding.UTF8.GetBytes(entry.GetProperty("line").GetString()!);
        Assert.Equal(HashIn(entry.GetProperty("leaf")), EntryLeaf.Of(InstantIn(entry.GetProperty("receivedAt")), EntryLeaf.Commitments(line, salt)));
        Assert.Contains("The last plank came on Thursday.", entry.GetProperty("line").GetString(), StringComparison.Ordinal);
        Assert.EndsWith(checkpoint.GetProperty("note").GetString()!, entry.GetProperty("text").GetString(), StringComparison.Ordinal);
        Assert.StartsWith($"{checkpoint.GetProperty("origin").GetString()}+", proof.GetProperty("keys")[0].GetString(), StringComparison.Ordinal);
        Assert.Equal(entry.GetProperty("receivedAt").GetString(), proof.GetProperty("provedUpTo").GetString());
    }

    [Fact]
    public async Task a_circle_is_proved_nothing_of_what_it_may_not_see()
    {
        await api.Ledger.Import(TheBridge.Lines("guarded-bridge"));
        await Signed("guarded-bridge", 1);

        async Task<JsonElement> Of(string viewer, string id) => (await api.Ledger.Ask(Query, new { slug = "guarded-bridge", from = 1, id }, viewer)).GetProperty("endeavour").GetProperty("proof");

        Assert.Equal(JsonValueKind.Null, (await Of("guest public", "donor-power")).GetProperty("entry").ValueKind);
        Assert.Equal(JsonValueKind.Object, (await Of("odile conveners", "donor-power")).GetProperty("entry").ValueKind);
        Assert.True((await Of("guest public", "x")).GetProperty("checkpoint").GetProperty("size").GetInt64() < (await Of("odile conveners", "x")).GetProperty("checkpoint").GetProperty("size").GetInt64());
        Assert.EndsWith("/guarded-bridge/public", (await Of("guest public", "x")).GetProperty("checkpoint").GetProperty("origin").GetString(), StringComparison.Ordinal);
        var narrower = await api.Ledger.Answer("""query { endeavour(slug: "guarded-bridge") { proof(as: CONVENERS) { provedUpTo } } }""", null, "guest public");
        Assert.True(narrower.TryGetProperty("errors", out _));
        Assert.Equal(JsonValueKind.Null, narrower.GetProperty("data").GetProperty("endeavour").GetProperty("proof").ValueKind);
    }

    [Fact]
    public async Task a_size_that_the_log_never_had_is_refused_with_those_it_had()
    {
        await api.Ledger.Import(TheBridge.Lines("sized-bridge"));
        var last = await Signed("sized-bridge", 1);

        var answer = await api.Ledger.Answer("query($from: Int!) { endeavour(slug: \"sized-bridge\") { proof { consistency(from: $from) } } }", new { from = last.Size + 1 });

        Assert.Contains($"a number from 0 to {last.Size}", answer.GetProperty("errors")[0].GetProperty("message").GetString(), StringComparison.Ordinal);
    }

    /// <summary>Waits until a log has a size, as a client does.</summary>
    async Task<SignedCheckpoint> Signed(string slug, long size)
    {
        var book = (ProofBook)api.Ledger.Services.GetService(typeof(ProofBook))!;
        while (true)
        {
            if (await book.Last(slug, Visibility.Conveners, TestContext.Current.CancellationToken) is { } last && last.Size >= size)
                return last;
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    static Hash HashIn(JsonElement json) => Hash.TryParse(json.GetString(), out var hash) ? hash : throw new FormatException(json.GetRawText());

    static Hash[] Hashes(JsonElement json) => [.. json.EnumerateArray().Select(HashIn)];

    static Time.Instant InstantIn(JsonElement json) => Time.Instant.TryParse(json.GetString(), out var instant) ? instant : throw new FormatException(json.GetRawText());
}
