using System.Globalization;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.RegularExpressions;

namespace ConveningLedger.Server.Tests.GraphQL;

/// <summary>The examples in <c>schema/examples</c> and the queries in the README, as somebody who has just found them would run them on the sample.</summary>
[Collection(OnTheApi.Name)]
public sealed partial class RunningTheExamples(SharedApi api)
{
    static readonly string Repository = FindRepository();

    static readonly string Folder = Path.Combine(Repository, "schema", "examples");

    static readonly string[] Groups = ["teams", "evaluators", "conveners"];

    // They change something, or wait for something: what they tell is asked below, in endeavours of their own.
    static readonly string[] OnTheirOwn = ["invite-somebody", "record-and-be-refused", "resume-a-subscription"];

    public static TheoryData<string> Files => [.. Directory.GetFiles(Folder, "*.graphql").Select(file => Path.GetFileNameWithoutExtension(file)!).Order(StringComparer.Ordinal)];

    public static TheoryData<string> Questions => [.. Files.Select(row => row.Data).Except(OnTheirOwn)];

    public static TheoryData<string> ReadmeOperations =>
        [.. GraphQLBlock().Matches(Readme).Select(block => block.Groups[1].Value).Where(block => Operation().IsMatch(block)).Select(block => block.ReplaceLineEndings("\n"))];

    static string Readme => File.ReadAllText(Path.Combine(Repository, "README.md")).ReplaceLineEndings("\n");

    [Theory]
    [MemberData(nameof(Files))]
    public void each_says_what_it_answers_and_for_whom(string name)
    {
        var text = Text(name);
        var lines = text.Split('\n');

        Assert.Matches("^[a-z]+(-[a-z]+)*$", name);
        Assert.Matches("^# [A-Z].{5,90}[^.]$", lines[0]);
        Assert.Contains(lines[1], Groups.Select(group => $"# For: {group}"));
        Assert.InRange(lines.Skip(2).TakeWhile(line => line.StartsWith("# ", StringComparison.Ordinal)).Count(), 1, 2);
        var operation = Assert.Single(Operation().Matches(text));
        Assert.Equal(name.Replace("-", ""), operation.Groups["name"].Value, ignoreCase: true);
        Assert.All(lines, line => Assert.DoesNotContain('\t', line));
    }

    [Fact]
    public void each_group_finds_some_for_itself() =>
        Assert.Equal(Groups.Order(), Files.Select(row => Text(row.Data).Split('\n')[1]["# For: ".Length..]).Distinct().Order());

    [Theory]
    [MemberData(nameof(Questions))]
    public async Task each_answers_as_it_is(string name)
    {
        var answer = await api.Ledger.Answer(Text(name));

        if (answer.TryGetProperty("errors", out var errors))
            Assert.Fail($"{name}\n{LedgerApi.Written(errors)}");
        Assert.True(answer.GetProperty("extensions").GetProperty("cost").GetProperty("requested").GetInt64() > 0);
    }

    [Fact]
    public void each_tells_something_that_is_looked_for() =>
        Assert.Equal(Questions.Select(row => row.Data), Tellings.Select(row => row.Data.Item1).Distinct().Order(StringComparer.Ordinal));

    /// <summary>
    /// What the examples have to tell: all values to which a path leads, in which <c>*</c> is each item of a list, and <c>[name=value]</c> each of
    /// which this is so.
    /// </summary>
    public static TheoryData<string, string, string> Tellings => new()
    {
        { "a-boundary-over-the-years", "endeavour.frame.series.0.values.*.value", "0.1 | 0.2 | 0.4 | 0.65 | 0.6 | 0.2 | 0.25 | 0.4 | 0.5" },
        { "a-boundary-over-the-years", "endeavour.frame.moves.nodes.6.summary", "The boundary Dam wall was hardened, …" },

        { "before-a-coffee", "endeavour.frame.person.ownWords.nodes.2.text", "Take my chair and burn it. It was mine anyway, I shall want the legs back." },
        { "before-a-coffee", "endeavour.frame.person.silence.days", "139" },
        { "before-a-coffee", "endeavour.frame.person.participant.nexus.nodes.*.movement", "FURTHER | AT_ODDS" },
        { "before-a-coffee", "endeavour.frame.notOnTheTable.nodes.0.summary", "Bruna Keld said what is not negotiable: “No meter on a spring …" },

        { "comparison-at-a-marked-moment", "endeavour.moments.nodes.*.name", "baseline | midterm | relapse | hindsight | handing-over" },
        { "comparison-at-a-marked-moment", "endeavour.comparison.changes.totalCount", "44" },
        { "comparison-at-a-marked-moment", "endeavour.comparison.changes.nodes.[register=OUTCOME_TIME].from.text", "2019-09" },
        { "comparison-at-a-marked-moment", "endeavour.comparison.changes.nodes.[register=OUTCOME_TIME].to.text", "2019-05" },

        { "first-and-last-call", "endeavour.frame.narrative.call.current.number", "5" },
        { "first-and-last-call", "endeavour.frame.narrative.call.current.authors.0.contributors.*.name", "Bruna Keld | Salka Venn" },
        { "first-and-last-call", "endeavour.frame.narrative.call.diff.0.text", "One river" },

        { "harvest-with-claims-and-rivals", "endeavour.frame.evaluation.outcomes.nodes.*.key", "lorn-reads | nobody-sued | river-back" },
        { "harvest-with-claims-and-rivals", "endeavour.frame.evaluation.outcomes.nodes.2.claims.nodes.0.causes.*.entry.ref", "piets-night-water | spring-workshop | pact-page | damaz-order" },
        { "harvest-with-claims-and-rivals", "endeavour.frame.evaluation.outcomes.nodes.2.claims.nodes.0.causes.*.timeOrder", "PRECEDES | CONTRADICTS | CONTRADICTS | CONTRADICTS" },
        { "harvest-with-claims-and-rivals", "endeavour.frame.evaluation.outcomes.nodes.2.claims.nodes.0.rivals.*.causes.*.entry.ref", "rain-2019" },

        { "hindsight", "endeavour.frame.lateness.hindsight", "29" },
        { "hindsight", "endeavour.frame.cameToLight.totalCount", "29" },
        { "hindsight", "endeavour.frame.outcome.firstRecordedAs.occurredAt", "2019-09" },
        { "hindsight", "endeavour.frame.outcome.occurredAt", "2019-05" },

        { "identity-trajectory", "endeavour.frame.person.trajectory.nodes.*.data.strength", "-0.9 | 0.1 | -0.8 | 0.3 | -0.4 | 0.6 | 0.3 | -0.9 | -0.5 | 0.1 | 0.5 | -0.5 | 0.8 | -0.3" },
        { "identity-trajectory", "endeavour.frame.person.participant.nexus.nodes.0.strengthBySelf", "-0.3" },
        { "identity-trajectory", "endeavour.frame.person.participant.nexus.nodes.0.strengthByOthers", "-0.9" },

        { "keep-a-mirror", "endeavour.timeline.nodes.0.kind", "EndeavourOpened" },
        { "keep-a-mirror", "endeavour.timeline.pageInfo.hasNextPage", "True" },
        { "keep-a-mirror", "endeavour.withdrawn.nodes.*.uuid", "" },

        { "known-by-june", "endeavour.byJune.timeline.nodes.*.ref", " | rumour-trailer | " },
        { "known-by-june", "endeavour.now.timeline.nodes.*.ref", " | bruna-rang | " },
        { "known-by-june", "endeavour.rumour.retraction.data.reason", "Nobody saw her trailer. …" },

        { "micro-shifts-of-a-quarter", "microShifts.totalCount", "11" },
        { "micro-shifts-of-a-quarter", "microShifts.nodes.[measure=PERMEABILITY].microShift.after", "0.2" },
        { "micro-shifts-of-a-quarter", "endeavour.noticed.nodes.*.ref", "note-0240 | note-ford" },

        { "replay-in-quarters", "endeavour.replay.*.boundaries.boundary.permeability", "0.4 | 0.55 | 0.55 | 0.65 | 0.6 | 0.6 | 0.6 | 0.6 | 0.6 | 0.6 | 0.2 | 0.2" },
        { "replay-in-quarters", "endeavour.replay.7.status", "PAUSED" },
        { "replay-in-quarters", "endeavour.replay.*.power.missingVoices.totalCount", "0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 0 | 1 | 1" },

        { "search-texts", "search.totalCount", "3" },
        { "search-texts", "search.nodes.[kind=IdentityVoiced].snippet", "⟦my⟧ ⟦water⟧. It was ⟦my⟧ grandfather’s ⟦water⟧ …" },

        { "then-and-now", "endeavour.then.power.holdings.nodes.*.holder.name", "Halden Power | Odile Marrak | Bruna Keld | Ruth Damaz" },
        { "then-and-now", "endeavour.now.power.holdings.nodes.*.holder.name", "Halden Power | Mirr camp | Odile Marrak | Bruna Keld | Ruth Damaz | Piet Orsovan" },
        { "then-and-now", "endeavour.now.power.holdings.nodes.[seen=HIDDEN].stance", "0.6 | 0.7" },
        { "then-and-now", "endeavour.then.power.holdings.nodes.3.stance", "0.7" },
        { "then-and-now", "endeavour.now.power.holdings.nodes.4.stance", "0.2" },

        { "timeline-by-kind", "endeavour.timeline.totalCount", "8" },
        { "timeline-by-kind", "endeavour.timeline.nodes.*.answered.answer", "MADE_THEIR_OWN | JOINED | GOING_ALONG | INTERESTED | HESITANT" },
        { "timeline-by-kind", "endeavour.timeline.nodes.*.call.trigger", "UNDERSTANDING | RESISTANCE | AUDIENCE" },

        { "two-network-waves", "endeavour.frame.evaluation.waves.nodes.*.nonRespondents.*.name", "Regional water office | Halden Power" },
        { "two-network-waves", "endeavour.frame.evaluation.waves.nodes.1.ties.nodes.*.data.depth", "1 | 0 | 2 | 2" },
        { "two-network-waves", "endeavour.frame.longGame.microShifts.nodes.*.after", "3 | 1 | 0 | 2" },

        { "what-the-public-sees", "endeavour.public.moment.seenAs", "PUBLIC" },
        { "what-the-public-sees", "endeavour.public.power.holdings.nodes.*.holder.name", "" },
        { "what-the-public-sees", "endeavour.beyond.changes.nodes.[register=STANCE].elements.0.name", "Halden Power | Mirr camp | Odile Marrak | Bruna Keld | Ruth Damaz | Piet Orsovan" },

        { "who-has-a-part", "viewer.subject", "local" },
        { "who-has-a-part", "endeavour.access.members.nodes.[subject=local].role", "CONVENER" },
        { "who-has-a-part", "endeavour.access.log.nodes.0.reason", "opened it" },

        { "who-slid-back", "endeavour.frame.longGame.trends.nodes.[pattern=RELAPSING].measure", "STANCE | INFLUENCE" },
        { "who-slid-back", "endeavour.frame.longGame.trends.nodes.[measure=PERMEABILITY].points.nodes.*.value", "0.3 | 0.4 | 0.55 | 0.65 | 0.6 | 0.2" },
        { "who-slid-back", "endeavour.frame.agency.people.nodes.*.setBacks.nodes.*.data.lost.*", "DECISION_SHARED" },
    };

    [Theory]
    [MemberData(nameof(Tellings))]
    public async Task each_tells(string name, string path, string values)
    {
        var told = string.Join(" | ", Told(await Ask(name), path));

        // A text that goes on is looked for by its beginning.
        if (values.EndsWith(" …", StringComparison.Ordinal))
            Assert.StartsWith(values[..^" …".Length], told, StringComparison.Ordinal);
        else
            Assert.Equal(values, told);
    }

    [Fact]
    public async Task a_note_is_refused_with_the_nearest_keys_and_a_right_one_is_recorded_once()
    {
        const string endeavour = "example-notes";
        await api.Ledger.Open(endeavour);
        await api.Ledger.Record("ElementMapped", new { endeavour, occurredAt = "2016", data = new { key = "halden", name = "Halden Power", element = "CONSTITUENCY", scale = "ORGANISATIONAL" } });

        var (first, again) = (await Ask("record-and-be-refused", new { endeavour }), await Ask("record-and-be-refused", new { endeavour }));

        LedgerApi.AssertJson(
            """
            {"entry": null, "wasRecordedBefore": false, "errors": [{
              "code": "UNKNOWN_KEY", "path": ["input", "data", "about", "0"], "message": "Nothing was named 'haldn'.",
              "accepted": "the key of an ELEMENT", "nearest": ["halden"]
            }]}
            """, first.GetProperty("misspelt"));
        Assert.Equal(["False", "True"], new[] { first, again }.SelectMany(answer => Told(answer, "right.wasRecordedBefore")));
        await api.Ledger.Answers($$"""{ endeavour(slug: "{{endeavour}}") { timeline(kinds: ["FieldNoteTaken"]) { totalCount } } }""", """{"endeavour": {"timeline": {"totalCount": 1}}}""");
    }

    [Fact]
    public async Task who_is_invited_is_seen_by_who_looks_at_who_has_a_part()
    {
        const string endeavour = "example-invitations";
        await api.Ledger.Open(endeavour);

        var invited = (await Ask("invite-somebody", new { endeavour })).GetProperty("invite");
        var parts = await Ask("who-has-a-part", new { endeavour });

        Assert.Empty(invited.GetProperty("errors").EnumerateArray());
        Assert.Matches("/sign-in/[0-9a-f]{32,}$", invited.GetProperty("link").GetString());
        Assert.Equal(["Ines Corbal"], Told(parts, "endeavour.access.invitations.nodes.*.name"));
        Assert.Equal(["EVALUATOR"], Told(parts, "endeavour.access.invitations.nodes.*.role"));
    }

    [Fact]
    public async Task a_mirror_gets_every_entry_once_and_drops_what_is_withdrawn()
    {
        const string endeavour = "example-mirror";
        const string viewer = "mirror team";
        await api.Ledger.Open(endeavour);
        var stays = await Note(endeavour, "stays");
        var goes = await Note(endeavour, "goes");
        var mirror = new Mirror(this, endeavour, viewer);

        await mirror.CatchUp();
        Assert.Equal(3, mirror.Entries.Count);
        var comes = await Note(endeavour, "comes");
        await api.Ledger.Record("EntryReclassified", new { endeavour, occurredAt = "2020", data = new { entry = goes, visibility = "CONVENERS" } });
        await mirror.CatchUp();

        Assert.Equal([stays, comes], mirror.Entries.Skip(1));
        Assert.Equal(mirror.Seen.Distinct(), mirror.Seen);
    }

    [Fact]
    public async Task a_mirror_of_the_sample_is_the_sample()
    {
        var mirror = new Mirror(this, "vessa-water", null);

        await mirror.CatchUp();

        await api.Ledger.Answers("""{ endeavour(slug: "vessa-water") { entryCount } }""", $$$"""{"endeavour": {"entryCount": {{{mirror.Entries.Count}}}}}""");
        Assert.Equal(mirror.Seen.Distinct(), mirror.Seen);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task a_subscription_goes_on_after_the_cursor_that_one_had(bool byHeader)
    {
        var edges = (await api.Ledger.Ask("""{ endeavour(slug: "vessa-water") { timeline(last: 4) { edges { cursor node { uuid } } } } }"""))
            .GetProperty("endeavour").GetProperty("timeline").GetProperty("edges").EnumerateArray().ToArray();
        var cursor = edges[0].GetProperty("cursor").GetString()!;

        var heard = await Listen(byHeader ? null : cursor, byHeader ? cursor : null, edges.Length - 1);

        Assert.Equal(edges[1..].Select(edge => edge.GetProperty("node").GetProperty("uuid").GetString()), heard.SelectMany(notice => Told(notice, "entry.uuid")));
        Assert.Equal(edges[^1].GetProperty("cursor").GetString(), heard[^1].GetProperty("cursor").GetString());
    }

    [Theory]
    [MemberData(nameof(ReadmeOperations))]
    public async Task what_the_readme_asks_is_answered(string operation)
    {
        var data = await api.Ledger.Ask(operation);

        // What it records on the sample is refused, and the answer that is shown below it is the answer.
        if (!operation.StartsWith("mutation", StringComparison.Ordinal))
            return;
        var shown = JsonBlock().Match(Readme[Readme.IndexOf(operation, StringComparison.Ordinal)..]).Groups[1].Value;
        LedgerApi.AssertJson(shown, Assert.Single(Assert.Single(data.EnumerateObject()).Value.GetProperty("errors").EnumerateArray()));
    }

    [Fact]
    public void the_readme_points_to_examples_that_there_are() =>
        Assert.All(ExampleName().Matches(Readme), named => Assert.Contains(named.Groups[1].Value, Files.Select(row => row.Data)));

    async Task<JsonElement> Ask(string name, object? variables = null, string? viewer = null)
    {
        var answer = await api.Ledger.Answer(Text(name), variables, viewer);
        if (answer.TryGetProperty("errors", out var errors))
            Assert.Fail($"{name}\n{LedgerApi.Written(errors)}");
        return answer.GetProperty("data");
    }

    Task<string> Note(string endeavour, string words) => api.Ledger.Record("FieldNoteTaken", new { endeavour, occurredAt = "2019", visibility = "TEAM", data = new { words } });

    async Task<List<JsonElement>> Listen(string? after, string? lastEventId, int count)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(20));
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query = Text("resume-a-subscription"), variables = new { after } }) };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (lastEventId is not null)
            request.Headers.Add("Last-Event-ID", lastEventId);
        using var response = await api.Ledger.Client().SendAsync(request, HttpCompletionOption.ResponseHeadersRead, patience.Token);
        Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
        using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(patience.Token));
        var heard = new List<JsonElement>();
        while (heard.Count < count && await reader.ReadLineAsync(patience.Token) is { } line)
        {
            if (line.StartsWith("data: {", StringComparison.Ordinal))
                heard.Add(JsonSerializer.Deserialize<JsonElement>(line["data: ".Length..]).GetProperty("data").GetProperty("entryRecorded"));
        }
        return heard;
    }

    static string[] Told(JsonElement answer, string path) => [.. At(answer, path.Split('.')).Select(Plain)];

    static IEnumerable<JsonElement> At(JsonElement from, string[] path)
    {
        if (path is not [var step, .. var rest])
            return [from];
        return (step, from.ValueKind) switch
        {
            ("*", JsonValueKind.Array) => from.EnumerateArray().SelectMany(item => At(item, rest)),
            (['[', .. var condition, ']'], JsonValueKind.Array) => from.EnumerateArray().Where(item => Holds(item, condition.Split('='))).SelectMany(item => At(item, rest)),
            (_, JsonValueKind.Array) => At(from[int.Parse(step, CultureInfo.InvariantCulture)], rest),
            // What only some items of a list have is told by those.
            (_, JsonValueKind.Object) => from.TryGetProperty(step, out var member) ? At(member, rest) : [],
            _ => [],
        };
    }

    // The member itself, or that of the one thing which an item holds.
    static bool Holds(JsonElement item, string[] condition) => item.EnumerateObject()
        .Any(member => member.Name == condition[0] ? Plain(member.Value) == condition[1] : member.Value.ValueKind == JsonValueKind.Object && Holds(member.Value, condition));

    static string Plain(JsonElement value) => value.ValueKind is JsonValueKind.Null ? "" : value.ToString();

    static string Text(string name) => File.ReadAllText(Path.Combine(Folder, $"{name}.graphql")).ReplaceLineEndings("\n");

    static string FindRepository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ConveningLedger.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run within the repository.");
        return folder;
    }

    [GeneratedRegex(@"^(query|mutation|subscription)\b ?(?<name>\w*)", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Operation();

    [GeneratedRegex("^```graphql\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex GraphQLBlock();

    [GeneratedRegex("^```json\n(.*?)^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex JsonBlock();

    [GeneratedRegex(@"schema/examples/([\w-]+)\.graphql")]
    private static partial Regex ExampleName();

    /// <summary>Somebody's copy of an endeavour, kept as the example says.</summary>
    sealed class Mirror(RunningTheExamples examples, string endeavour, string? viewer)
    {
        string? after;
        string? withdrawnAfter;

        /// <summary>The ids of the entries that it has.</summary>
        public List<string> Entries { get; } = [];

        /// <summary>The ids of all that it was ever given.</summary>
        public List<string> Seen { get; } = [];

        public async Task CatchUp()
        {
            for (var isMore = true; isMore;)
            {
                var page = (await examples.Ask("keep-a-mirror", new { endeavour, after, withdrawnAfter }, viewer)).GetProperty("endeavour");
                var (timeline, withdrawn) = (page.GetProperty("timeline"), page.GetProperty("withdrawn"));
                Seen.AddRange(Ids(timeline));
                Entries.AddRange(Ids(timeline));
                Entries.RemoveAll(Ids(withdrawn).Contains);
                after = End(timeline) ?? after;
                withdrawnAfter = End(withdrawn) ?? withdrawnAfter;
                isMore = new[] { timeline, withdrawn }.Any(list => list.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean());
            }
        }

        static string[] Ids(JsonElement list) => Told(list, "nodes.*.uuid");

        static string? End(JsonElement list) => list.GetProperty("pageInfo").GetProperty("endCursor").GetString();
    }
}
