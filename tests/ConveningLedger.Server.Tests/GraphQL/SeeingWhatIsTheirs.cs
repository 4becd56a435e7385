using System.Net.Http.Json;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConveningLedger.GraphQL;
using ConveningLedger.Ledger;
using ConveningLedger.Store;
using ConveningLedger.Store.Proofs;
using GraphQL;
using GraphQL.Types;
using Marten;
using Microsoft.Extensions.DependencyInjection;

namespace ConveningLedger.Server.Tests.GraphQL;

/// <summary>
/// Every field of the schema, for every circle: what is answered is what a ledger answers in which the entries that are hidden from the circle
/// never were. The questions are made from the schema, so that a field that is added is asked as well.
/// </summary>
public sealed class SeeingWhatIsTheirs(PostgresServer server)
{
    static readonly string[] Slugs = ["vessa-water", "bridge"];
    static readonly string[] Moments = ["at: \"midterm\"", "at: \"midterm\", knownAt: \"midterm\"", "at: \"2019-10-01\", knownAt: \"2019-10-01\""];

    [Theory]
    [InlineData(Visibility.Conveners)]
    [InlineData(Visibility.Team)]
    [InlineData(Visibility.Evaluators)]
    [InlineData(Visibility.Public)]
    public async Task is_all_that_a_circle_is_answered(Visibility clearance)
    {
        var (wholeDatabase, partDatabase) = (await server.CreateDatabase(), await server.CreateDatabase());
        await using (var whole = await LedgerApi.Start(wholeDatabase, null, OneClock, Unlimited))
        await using (var part = await LedgerApi.Start(partDatabase, null, OneClock, Unlimited))
        {
            await whole.ImportFile(SharedApi.SampleFile);
            await whole.Import(TheBridge.Lines("bridge"));
            var hidden = new HashSet<string>();
            foreach (var slug in Slugs)
                hidden.UnionWith(await Copy(whole, part, slug, clearance));
            foreach (var ledger in new[] { whole, part })
                await ledger.Services.GetRequiredService<Checkpointing>().CatchUp(TestContext.Current.CancellationToken);
            var viewer = $"somebody {clearance}";
            var questions = new Questions(whole.Services.GetRequiredService<LedgerSchema>(), whole, viewer);
            var (compared, values, different) = (0, 0, new List<string>());
            foreach (var question in await questions.All())
            {
                var (one, other) = (await Masked(whole, question, viewer, hidden), await Masked(part, question, viewer, hidden));
                if (one != other)
                    different.Add($"{question}\n{Difference(one, other)}");
                compared++;
                values += one.Count(character => character == ':');
            }

            foreach (var slug in Slugs)
                Assert.Equal(await Heard(part, slug, viewer, hidden), await Heard(whole, slug, viewer, hidden));
            Assert.True(different.Count == 0, $"{different.Count} of {compared} differ.\n{string.Join("\n\n", different.Take(5))}");
            Assert.Equal([], questions.NeverAsked);
            Assert.True(compared > 100 && values > 5_000, $"{compared} questions, {values} values.");
        }
        await server.DropDatabase(wholeDatabase);
        await server.DropDatabase(partDatabase);
    }

    [Fact]
    public async Task what_somebody_has_no_part_in_is_as_if_it_had_never_been()
    {
        var database = await server.CreateDatabase();
        await using (var ledger = await LedgerApi.Start(database, null, OneClock, Unlimited))
        {
            await ledger.Import(TheBridge.Lines("bridge"));
            const string stranger = "stranger none";
            var questions = (await new Questions(ledger.Services.GetRequiredService<LedgerSchema>(), ledger, "local conveners").All()).Where(question => question.Contains("\"bridge\"")).ToList();
            var id = (await ledger.Ask("""{ endeavour(slug: "bridge") { id timeline(first: 1) { edges { node { id } } } } }""")).GetProperty("endeavour");
            questions.Add($"{{ node(id: \"{id.GetProperty("id").GetString()}\") {{ id }} }}");
            questions.Add($"{{ nodes(ids: [\"{id.GetProperty("timeline").GetProperty("edges")[0].GetProperty("node").GetProperty("id").GetString()}\"]) {{ id }} }}");
            questions.Add("""mutation { recordFieldNoteTaken(input: { endeavour: "bridge", occurredAt: "2019", data: { words: "x" } }) { entry { uuid } errors { code message path accepted ... on InvalidEntry { nearest } } } }""");
            questions.Add("""mutation { grantRole(input: { endeavour: "bridge", subject: "x", role: GUEST }) { errors { code message path accepted } } }""");
            questions.Add("""mutation { erasePerson(input: { endeavour: "bridge", person: "p-01", reason: "x" }) { erased { entry } errors { code message path accepted } } }""");
            questions.Add("""mutation { invite(input: { endeavour: "bridge", role: GUEST, name: "x", days: 1 }) { errors { code message path accepted } } }""");
            foreach (var question in questions)
            {
                // Of the same length, so that nothing but its having been differs.
                var (hers, nobodys) = (await ledger.Answer(question, null, stranger), await ledger.Answer(question.Replace("\"bridge\"", "\"briggs\""), null, stranger));
                Assert.Equal(nobodys.GetRawText().Replace("briggs", "bridge"), hers.GetRawText());
            }
            Assert.True(questions.Count > 100, $"{questions.Count} questions.");
        }
        await server.DropDatabase(database);
    }

    // Both are asked at the same moment.
    static void OneClock(IServiceCollection services) => services.AddSingleton<TimeProvider>(new Stopped());

    static Dictionary<string, string> Unlimited => new() { ["GraphQL:Limits:CostPerSecond"] = "100000000", ["GraphQL:Limits:Burst"] = "100000000" };

    /// <summary>Appends what a circle may see of an endeavour to another ledger, below the door.</summary>
    /// <returns>The ids and refs of what it may not see.</returns>
    static async Task<IEnumerable<string>> Copy(LedgerApi from, LedgerApi to, string slug, Visibility clearance)
    {
        var history = await from.Services.GetRequiredService<Histories>().Current(slug, TestContext.Current.CancellationToken);
        var visible = history.Entries.Where(entry => history.TierOf(entry).Admits(clearance)).Select((entry, index) => entry with { Sequence = index + 1 }).ToList();
        Assert.True(clearance == Visibility.Conveners == (visible.Count == history.Count), "Something is hidden from all but the conveners.");
        var hidden = history.Entries.Where(entry => !history.TierOf(entry).Admits(clearance)).SelectMany(entry => new[] { entry.Id.ToString(), entry.Ref ?? "" });
        if (visible.Count == 0)
            return hidden;
        await using var session = to.Services.GetRequiredService<IDocumentStore>().LightweightSession();
        to.Services.GetRequiredService<EntryEvents>().Append(session, visible);
        await session.SaveChangesAsync(TestContext.Current.CancellationToken);
        return hidden;
    }

    /// <summary>
    /// An answer in which cursors are all the same. What is named as evidence and is hidden is left out: where the entry never was, its name is
    /// a citation like any other.
    /// </summary>
    static async Task<string> Masked(LedgerApi ledger, string question, string viewer, HashSet<string> hidden) =>
        Masked((await ledger.Answer(question, null, viewer)).GetRawText(), hidden);

    static string Masked(string json, HashSet<string> hidden)
    {
        var answer = JsonNode.Parse(json)!;
        Mask(answer);
        return answer.ToJsonString(new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping });

        void Mask(JsonNode? node)
        {
            switch (node)
            {
                case JsonObject members:
                    // Each ledger signs by its own name, with its own key; what it signs is the same.
                    foreach (var (name, value) in members.ToArray())
                    {
                        if (name is "cursor" or "startCursor" or "endCursor" or "trace" && value is JsonValue || IsSigned(value))
                            members[name] = "masked";
                        else if (name == "evidence" && value is JsonArray evidence)
                            members[name] = new JsonArray([.. evidence.Select(item => item!.GetValue<string>()).Where(item => !hidden.Contains(item)).Select(item => (JsonNode)item)]);
                        else
                            Mask(value);
                    }
                    break;
                case JsonArray items:
                    foreach (var item in items)
                        Mask(item);
                    break;
                default:
                    break;
            }
        }

        static bool IsSigned(JsonNode? value) => value is JsonValue one ? one.TryGetValue<string>(out var text) && text.Contains("convening-ledger/", StringComparison.Ordinal) : value is JsonArray { Count: > 0 } all && all.All(IsSigned);
    }

    /// <summary>All that the subscription tells after the first entry.</summary>
    static async Task<string[]> Heard(LedgerApi ledger, string slug, string viewer, HashSet<string> hidden)
    {
        var timeline = (await ledger.Ask("query($slug: Slug!) { endeavour(slug: $slug) { timeline(first: 1) { totalCount pageInfo { endCursor } } } }", new { slug }, viewer)).GetProperty("endeavour");
        if (timeline.ValueKind == JsonValueKind.Null)
            return [];
        var (count, after) = (timeline.GetProperty("timeline").GetProperty("totalCount").GetInt32() - 1, timeline.GetProperty("timeline").GetProperty("pageInfo").GetProperty("endCursor").GetString());
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql")
        {
            Content = JsonContent.Create(new { query = "subscription($slug: Slug!, $after: String) { entryRecorded(endeavour: $slug, after: $after) { cursor entry { id uuid kind summary account visibility evidence } withdrawn { uuid } } }", variables = new { slug, after } }),
        };
        request.Headers.Add("X-Viewer", viewer);
        request.Headers.Accept.Add(new("text/event-stream"));
        using var response = await ledger.Client().SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
        var heard = new List<string>();
        while (heard.Count < count && await reader.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            // What was seen once and is not any more was never there in the other ledger.
            if (line.StartsWith("data: {", StringComparison.Ordinal) && !line.Contains("\"entry\":null"))
                heard.Add(Masked(line["data: ".Length..], hidden));
        }
        Assert.Equal(count, heard.Count);
        return [.. heard.Order(StringComparer.Ordinal)];
    }

    static string Difference(string one, string other)
    {
        var (ones, others) = (one.Split('\n'), other.Split('\n'));
        var line = Enumerable.Range(0, Math.Min(ones.Length, others.Length)).FirstOrDefault(index => ones[index] != others[index]);
        string Around(string[] lines) => string.Join('\n', lines.Skip(Math.Max(0, line - 12)).Take(16));
        return $"The whole ledger:\n{Around(ones)}\nThe ledger without what is hidden:\n{Around(others)}";
    }

    sealed class Stopped : TimeProvider
    {
        static readonly DateTimeOffset Now = new(2026, 6, 1, 12, 0, 0, TimeSpan.Zero);

        public override DateTimeOffset GetUtcNow() => Now;
    }

    /// <summary>Makes questions from the schema: each reachable object type with all its fields, on the shortest path to it.</summary>
    sealed class Questions(LedgerSchema schema, LedgerApi ledger, string viewer)
    {
        // What is read of who asks and of how the server is, not of an endeavour.
        static readonly string[] Apart = ["catalogue", "viewer", "projections", "node", "nodes"];

        // What differs by its nature: it tells that something was seen and is not any more, and in the ledger without it never was; who has a part is not of the entries.
        static readonly Dictionary<string, string> Different = new()
        {
            ["Endeavour.withdrawn"] = "what a circle could see once and may not any more was never there in the other ledger",
            ["Endeavour.access"] = "it is told to conveners alone, and kept beside the entries",
        };

        readonly HashSet<string> asked = [];
        readonly HashSet<string> reachable = [];

        /// <summary>The fields that no question asked.</summary>
        public IEnumerable<string> NeverAsked => reachable.Where(name => !asked.Contains(name) && !Different.ContainsKey(name)).Order(StringComparer.Ordinal);

        public async Task<List<string>> All()
        {
            var questions = new List<string>();
            foreach (var slug in Slugs)
            {
                var keys = await Keys(slug);
                foreach (var (path, type) in Paths(keys))
                {
                    // Several at once: they are many.
                    foreach (var selection in Selections(type, keys).Chunk(8).Select(several => string.Join(' ', several)))
                    {
                        // Of the past, one moment for each question, in turn.
                        foreach (var moment in path.Contains("frame(MOMENT)") ? ["", slug == Slugs[0] ? Moments[questions.Count % Moments.Length] : Moments[^1]] : new[] { "" })
                        {
                            questions.Add($"{{ {path.Replace("SLUG", slug).Replace("frame(MOMENT)", moment.Length == 0 ? "frame" : $"frame({moment})").Replace("SELECTION", selection)} }}");
                        }
                    }
                }
            }
            return [.. questions.Distinct()];
        }

        /// <summary>The shortest ways to each type that has fields, from the query.</summary>
        List<(string Path, IComplexGraphType Type)> Paths(Dictionary<string, string> keys)
        {
            var found = new Dictionary<string, (string Path, IComplexGraphType Type)>();
            var waiting = new Queue<(string Path, IComplexGraphType Type, int Depth)>();
            waiting.Enqueue(("SELECTION", schema.Query, 0));
            while (waiting.TryDequeue(out var next))
            {
                foreach (var field in next.Type.Fields)
                {
                    if (next.Depth == 0 && Apart.Contains(field.Name))
                        continue;
                    if (field.ResolvedType!.GetNamedType() is not IComplexGraphType type || Different.ContainsKey($"{next.Type.Name}.{field.Name}"))
                        continue;
                    foreach (var concrete in type is IAbstractGraphType { } several ? several.PossibleTypes.Cast<IComplexGraphType>().Prepend(type) : [type])
                    {
                        if (found.ContainsKey(concrete.Name) || next.Depth > 9)
                            continue;
                        var selected = concrete == type ? "SELECTION" : $"... on {concrete.Name} {{ SELECTION }}";
                        var path = next.Path.Replace("SELECTION", $"{field.Name}{Arguments(next.Type, field, keys)} {{ {selected} }}");
                        found[concrete.Name] = (path, concrete);
                        waiting.Enqueue((path, concrete, next.Depth + 1));
                    }
                }
            }
            foreach (var (_, type) in found.Values)
            {
                foreach (var field in type.Fields)
                    reachable.Add($"{type.Name}.{field.Name}");
            }
            return [.. found.Values];
        }

        /// <summary>All fields of a type: those that are values at once, each of the others with the values below it.</summary>
        IEnumerable<string> Selections(IComplexGraphType type, Dictionary<string, string> keys)
        {
            yield return Values(type, "__typename", keys);
            foreach (var field in type.Fields.Where(field => field.ResolvedType!.GetNamedType() is not (ScalarGraphType or EnumerationGraphType)))
            {
                if (Different.ContainsKey($"{type.Name}.{field.Name}"))
                    continue;
                asked.Add($"{type.Name}.{field.Name}");
                var below = field.ResolvedType!.GetNamedType() switch
                {
                    IComplexGraphType { Name: var name } page when name.EndsWith("Connection", StringComparison.Ordinal) =>
                        $"totalCount pageInfo {{ hasNextPage hasPreviousPage startCursor endCursor }} edges {{ cursor node {{ {Values((IComplexGraphType?)(page.Fields.First(one => one.Name == "nodes").ResolvedType!.GetNamedType() as IComplexGraphType), "__typename", keys)} }} }}",
                    IComplexGraphType complex => Values(complex, "__typename", keys),
                    _ => "__typename",
                };
                yield return $"{field.Name}{Arguments(type, field, keys)} {{ {below.Replace("node { __typename }", "node { __typename }")} }}";
            }
        }

        string Values(IComplexGraphType? type, string first, Dictionary<string, string> keys)
        {
            var text = new StringBuilder(first);
            foreach (var field in type?.Fields ?? Enumerable.Empty<FieldType>())
            {
                if (field.ResolvedType!.GetNamedType() is ScalarGraphType or EnumerationGraphType)
                {
                    asked.Add($"{type!.Name}.{field.Name}");
                    text.Append(' ').Append(field.Name).Append(Arguments(type, field, keys));
                }
            }
            return text.ToString();
        }

        static string Arguments(INamedType type, FieldType field, Dictionary<string, string> keys)
        {
            if (type.Name == "Endeavour" && field.Name == "frame")
                return "(MOMENT)";
            var given = new List<string>();
            foreach (var argument in field.Arguments ?? Enumerable.Empty<QueryArgument>())
            {
                if (keys.TryGetValue($"{type.Name}.{field.Name}.{argument.Name}", out var value) || keys.TryGetValue(argument.Name, out value))
                    given.Add($"{argument.Name}: {value}");
                else if (argument.ResolvedType is NonNullGraphType && argument.DefaultValue is null)
                    Assert.Fail($"{type.Name}.{field.Name} needs `{argument.Name}`: add a value for it here.");
            }
            return given.Count == 0 ? "" : $"({string.Join(", ", given)})";
        }

        /// <summary>Values for arguments, as they are in an endeavour.</summary>
        async Task<Dictionary<string, string>> Keys(string slug)
        {
            var frame = await ledger.Ask($$"""
                { endeavour(slug: "{{slug}}") { timeline(first: 1) { nodes { uuid } } tracks { version } frame { boundaries { boundaries(first: 1) { nodes { key } } } identities { participants(first: 1) { nodes { element { key } } } }
                  legitimacy { constituencies(first: 1) { nodes { element { key } } } } agency { people(first: 1) { nodes { element { key } } } } evaluation { outcomes(first: 1) { nodes { key } } claims(first: 1) { nodes { key } } } value { stories(first: 1) { nodes { key } } }
                  landscape { elements(first: 1) { nodes { key } } } narrative { calls(first: 3) { nodes { audience { key } } } } } } }
                """, null, viewer);
            string? First(params string[] path)
            {
                var at = frame.GetProperty("endeavour");
                foreach (var name in path)
                {
                    if (at.ValueKind == JsonValueKind.Array)
                        at = at.GetArrayLength() == 0 ? default : at[0];
                    if (at.ValueKind != JsonValueKind.Object)
                        return null;
                    at = at.GetProperty(name);
                }
                return at.ValueKind == JsonValueKind.String ? at.GetString() : null;
            }
            string Quoted(string? text) => $"\"{text ?? "nobody"}\"";
            var element = Quoted(First("frame", "landscape", "elements", "key"));
            var participant = Quoted(First("frame", "identities", "participants", "element", "key") is { } named ? named : null);
            return new()
            {
                ["slug"] = "\"SLUG\"",
                ["first"] = "7",
                ["Query.endeavours.first"] = "100",
                ["endeavour"] = "\"SLUG\"",
                ["text"] = "\"water or bridge or river\"",
                ["id"] = Quoted(First("timeline", "uuid")),
                ["key"] = element,
                ["participant"] = participant,
                ["Endeavour.personalData.person"] = participant,
                ["BoundaryMap.boundary.key"] = Quoted(First("frame", "boundaries", "boundaries", "key")),
                ["Identities.participant.key"] = participant,
                ["Frame.person.key"] = participant,
                ["LegitimacyMap.constituency.key"] = Quoted(First("frame", "legitimacy", "constituencies", "element", "key")),
                ["AgencyMap.person.key"] = Quoted(First("frame", "agency", "people", "element", "key")),
                ["Evaluation.outcome.key"] = Quoted(First("frame", "evaluation", "outcomes", "key")),
                ["Evaluation.claim.key"] = Quoted(First("frame", "evaluation", "claims", "key")),
                ["ValueMap.story.key"] = Quoted(First("frame", "value", "stories", "key")),
                ["Query.endeavours.after"] = "null",
                ["Endeavour.comparison.from"] = "{ at: \"2018-06\", knownAt: \"2019\" }",
                ["Endeavour.comparison.to"] = "{}",
                ["Endeavour.replay.from"] = "\"2019-01\"",
                ["Endeavour.replay.to"] = "\"2019-12\"",
                ["every"] = "QUARTER",
                ["Call.diff.from"] = "1",
                ["Call.diff.to"] = "1",
                ["Tracks.entriesAt.numbers"] = "[0, 1, 2]",
                ["Tracks.entriesAt.version"] = Quoted(First("tracks", "version")),
                ["Frame.series.measures"] = "[STANCE]",
                ["Frame.series.step"] = "YEAR",
                ["Proof.consistency.from"] = "1",
                ["Proof.checkpointFrom.size"] = "1",
            };
        }
    }
}
