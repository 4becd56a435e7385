using System.Text.Json;
using System.Text.RegularExpressions;

namespace ConveningLedger.Server.Tests.GraphQL;

/// <summary>Histories of real groups, where they lie beside the repository: what is said of them reads like words.</summary>
[Collection(OnTheApi.Name)]
public sealed partial class ReadingRealHistories(SharedApi api)
{
    static readonly string Folder = Path.Combine(Root(), "..", "shared", "data", "kubernetes");

    [Fact]
    public async Task accounts_have_no_names_of_values_no_keys_and_no_sentence_twice()
    {
        Assert.SkipUnless(Directory.Exists(Folder), "The real histories are not there.");
        await api.Ledger.ImportFile(Path.Combine(Folder, "sig-release.jsonl.gz"));
        foreach (var year in Enumerable.Range(2017, 9))
        {
            var frame = (await api.Ledger.Ask(
                """
                query($at: MomentText!) { endeavour(slug: "sig-release") { frame(at: $at) {
                  account landscape { elements(first: 100, includeRetired: true) { nodes { key name } } } timeline(last: 100) { nodes { account summary } }
                } } }
                """, new { at = $"{year}" })).GetProperty("endeavour").GetProperty("frame");
            // A key that is also a name is a name.
            string[] keys =
            [
                .. frame.GetProperty("landscape").GetProperty("elements").EnumerateArray()
                    .Where(element => element.GetProperty("key").GetString() != element.GetProperty("name").GetString())
                    .Select(element => element.GetProperty("key").GetString()!).Where(key => key.Contains('-')),
            ];
            var account = frame.GetProperty("account").GetString()!;
            Assert.InRange(account.Split(' ').Length, 20, 120);
            var sentences = account.Split(". ");
            Assert.Equal(sentences.Length, sentences.Distinct().Count());
            foreach (var text in frame.GetProperty("timeline").EnumerateArray().SelectMany(node => new[] { node.GetProperty("account").GetString()!, node.GetProperty("summary").GetString()! }).Append(account))
            {
                Assert.DoesNotMatch(NamesOfValues(), text);
                Assert.DoesNotContain(keys, key => Regex.IsMatch(Quotations().Replace(text, ""), $@"(?<![\w-]){Regex.Escape(key)}(?![\w-])"));
            }
        }
    }

    [Fact]
    public async Task a_comparison_lists_what_differs_and_what_moved_it()
    {
        Assert.SkipUnless(Directory.Exists(Folder), "The real histories are not there.");
        await api.Ledger.ImportFile(Path.Combine(Folder, "sig-release.jsonl.gz"));
        var changes = new List<JsonElement>();
        for (string? after = null; after is not null || changes.Count == 0;)
        {
            var page = (await api.Ledger.Ask(
                """
                query($after: String) { endeavour(slug: "sig-release") { comparison(from: { at: "2019" }, to: { at: "2023" }) { changes(first: 100, after: $after) {
                  nodes { register subject from { number text choice isMember } to { number text choice isMember } movers { nodes { before { id: uuid } after { id: uuid occurredAt } } } } pageInfo { hasNextPage endCursor }
                } } } }
                """, new { after })).GetProperty("endeavour").GetProperty("comparison").GetProperty("changes");
            changes.AddRange(page.GetProperty("nodes").EnumerateArray());
            after = page.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean() ? page.GetProperty("pageInfo").GetProperty("endCursor").GetString() : null;
        }
        Assert.All(changes, change =>
        {
            Assert.NotEqual(change.GetProperty("from").GetRawText(), change.GetProperty("to").GetRawText());
            Assert.NotEmpty(change.GetProperty("movers").EnumerateArray());
            // All of it happened between the two moments, and none of it was amended.
            Assert.All(change.GetProperty("movers").EnumerateArray(), mover => Assert.InRange(mover.GetProperty("after").GetProperty("occurredAt").GetString()!, "2020", "2024"));
        });
        Assert.Equal(["cpanato", "jeremyrickard", "puerco", "saschagrunert", "verolop"],
            changes.Where(change => change.GetProperty("register").GetString() == "CONVENER" && change.GetProperty("to").ValueKind != JsonValueKind.Null).Select(change => change.GetProperty("subject")[0].GetString()));
        Assert.Equal(["calebamiles", "tpepper"],
            changes.Where(change => change.GetProperty("register").GetString() == "CONVENER" && change.GetProperty("to").ValueKind == JsonValueKind.Null).Select(change => change.GetProperty("subject")[0].GetString()));
    }

    static string Root()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ConveningLedger.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    [GeneratedRegex(@"\b[A-Z]{3,}_[A-Z_]+\b")]
    private static partial Regex NamesOfValues();

    // What people wrote may be spelt like a key.
    [GeneratedRegex("“[^”]*”")]
    private static partial Regex Quotations();
}
