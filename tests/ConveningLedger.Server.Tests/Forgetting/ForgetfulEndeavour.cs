using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using ConveningLedger.Ledger;
using ConveningLedger.Server.Tests.Operating;
using ConveningLedger.Store.Erasure;
using ConveningLedger.Store.Interchange;
using ConveningLedger.Store.Proofs;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ConveningLedger.Server.Tests.Forgetting;

/// <summary>An endeavour with somebody in it who wants to be forgotten, and what is asked of it.</summary>
static class ForgetfulEndeavour
{
    public const string Named = "forget";
    public const string Person = "z-1";

    /// <summary>What must not be found anywhere, once they are erased: names, contacts, words, and what was said of them.</summary>
    public static readonly string[] Secrets = ["Quastenfels", "Zelmira", "0999-7423", "Schnurzelbaum", "Schnurzelstrauch", "Dibberkraut", "Wirtelmoor", "Briefgeheimnis", "Raunzelmacht", "Klimperbrief", "Zipfelgang"];

    /// <summary>What is still to be found: others' words.</summary>
    public static readonly string[] Others = ["Come, says Bruna.", "Bruna Keld", "Bruna saw her rise."];

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public static Task<LedgerApi> Start(string database, string file, ConcurrentQueue<string>? log = null, bool isAlone = true) => LedgerApi.Start(database, new() { IsAlone = isAlone }, services =>
    {
        if (log is not null)
            services.AddSingleton<ILoggerProvider>(new Lines(log));
    }, new() { ["Erasures:File"] = file });

    /// <summary>Tells of them, to everybody; gives the ids of what they said and of what somebody else said who named them.</summary>
    public static async Task<(string Voiced, string Named)> Tell(LedgerApi ledger)
    {
        await ledger.Open(Named);
        await Record("ElementMapped", new { key = Person, name = "Zelmira Quastenfels", element = "PERSON", scale = "INDIVIDUAL", description = "Telephone 0999-7423." });
        await Record("ElementMapped", new { key = "b-1", name = "Bruna Keld", element = "PERSON", scale = "INDIVIDUAL" });
        await Record("ParticipantJoined", new { participant = Person });
        var voiced = await Record("IdentityVoiced", new { participant = Person, words = "Schnurzelbaum is my tree." });
        await Record("FieldNoteTaken", new { words = "Dibberkraut grows." }, toldBy: Person, evidence: ["https://example.org/Klimperbrief"]);
        await Record("AgencyMilestoneReached", new { who = Person, milestone = "VOICE_HEARD", level = "INDIVIDUAL", description = "Wirtelmoor was crossed." }, note: "Briefgeheimnis.");
        await Record("EntryCorrected", new { entry = voiced, reason = "Misheard.", data = new { identityVoiced = new { participant = Person, words = "Schnurzelstrauch is my tree." } } });
        await Record("PowerMapped", new { holder = Person, form = "EXPERTISE", influence = 0.4, stance = 0.5, words = "Raunzelmacht." });
        await Record("ConveningCallRevised", new { text = "Come, says Bruna.", contributors = new[] { "b-1" } });
        await Record("MicroShiftNoticed", new { noticedBy = "b-1", dimension = "AGENCY", about = Person, direction = "FORWARD", words = "Bruna saw her rise." });
        var named = await Record("FieldNoteTaken", new { words = "Quastenfels and the Zipfelgang.", about = new[] { "b-1" } });
        // Everything is projected.
        Assert.NotEqual(0, (await ledger.Ask("""{ search(text: "Schnurzelstrauch") { totalCount } }""")).GetProperty("search").GetProperty("totalCount").GetInt32());
        await ledger.Ask("{ microShifts(first: 1) { totalCount } endeavours { nodes { title } } }");
        await Signed(ledger);
        return (voiced, named);

        Task<string> Record(string kind, object data, string? toldBy = null, string? note = null, string[]? evidence = null) =>
            ledger.Record(kind, new { endeavour = Named, occurredAt = "2019", visibility = "PUBLIC", data, toldBy, note, evidence });
    }

    public const string Mutation =
        """
        mutation($input: ErasePersonInput!) {
          erasePerson(input: $input) { erased { entry paths } left { names texts(first: 20) { nodes { path personal why entry { uuid } } } } errors { code path message accepted } }
        }
        """;

    /// <summary>Erases them, and what somebody else said who named them.</summary>
    public static async Task<JsonElement> Erase(LedgerApi ledger, string named)
    {
        var payload = (await ledger.Ask(Mutation, new { input = new { endeavour = Named, person = Person, reason = "They asked for it.", also = new[] { new { entry = named, paths = new[] { "data.words" } } } } })).GetProperty("erasePerson");
        Assert.Empty(payload.GetProperty("errors").EnumerateArray());
        await ledger.Services.GetRequiredService<Erasing>().Clean(Stop);
        return payload;
    }

    public static async Task<string> Signed(LedgerApi ledger)
    {
        await ledger.Services.GetRequiredService<Checkpointing>().CatchUp(Stop);
        return (await ledger.Services.GetRequiredService<ProofBook>().Last(Named, Visibility.Conveners, Stop))!.Note;
    }

    public static Task<CheckReport> Verify(LedgerApi ledger, params string[] since) => ledger.Services.GetRequiredService<LedgerCheck>().RunAsync(null, since, Stop);

    public static async Task<byte[]> Bundle(LedgerApi ledger, Visibility circle)
    {
        using var to = new MemoryStream();
        await ledger.Services.GetRequiredService<Bundle>().WriteAsync([Named], circle, to, Stop);
        return to.ToArray();
    }

    public static async Task<string> Exported(LedgerApi ledger)
    {
        using var to = new MemoryStream();
        await ledger.Services.GetRequiredService<Export>().WriteAsync([Named], to, null, Stop);
        return Encoding.UTF8.GetString(to.ToArray());
    }

    /// <summary>All of a database, as PostgreSQL's own tool writes it, and what it keeps of what is in its columns for itself.</summary>
    public static async Task<string> Dumped(LedgerApi ledger, DirectoryInfo folder)
    {
        var file = Path.Combine(folder.FullName, $"{Guid.NewGuid():N}.sql");
        await PostgresTools.Run("pg_dump", ledger.ConnectionString, [$"--file={file}"]);
        var statistics = await ledger.Rows<string>("select coalesce(most_common_vals::text, '') || coalesce(histogram_bounds::text, '') || coalesce(most_common_elems::text, '') from pg_stats where schemaname like 'ledger%'");
        return await File.ReadAllTextAsync(file, Stop) + string.Join('\n', statistics);
    }

    /// <summary>What the API says of the endeavour to a circle: entries, frames now and then, tables, searches.</summary>
    public static async Task<string> Told(LedgerApi ledger, string circle)
    {
        var answers = new StringBuilder();
        const string frame =
            """
            account report seriesSheet edgeList gexf narrative { call { current { text contributors { name } } } } person(key: "z-1") { account }
            identities { participants(first: 20) { nodes { element { name description } } } } power { holdings(first: 20) { nodes { holder { name } words: account } } }
            """;
        answers.Append(LedgerApi.Written(await ledger.Ask(
            """
            { endeavour(slug: "forget") {
                timeline(first: 100) { nodes { summary account note evidence erased subjects { name } firstRecordedAs { summary } corrections(first: 5) { nodes { summary data { reason data { ... on IdentityVoicedData { words } } } } }
                  ... on IdentityVoiced { voiced: data { words } } ... on FieldNoteTaken { noted: data { words } } ... on ElementMapped { mapped: data { name description } }
                  ... on AgencyMilestoneReached { reached: data { description } } ... on PowerMapped { power: data { words } } ... on MicroShiftNoticed { noticed: data { words } } } }
                erased(first: 100) { nodes { uuid paths } } personalData(person: "z-1") { names json texts(first: 50) { nodes { texts why } } } tracks { texts { text } } } }
            """.Replace("tracks { texts { text } }", "", StringComparison.Ordinal), viewer: circle)));
        foreach (var moment in new[] { "", "(at: \"2024\")", "(knownAt: \"2099\")" })
            answers.Append(LedgerApi.Written(await ledger.Ask($$"""{ endeavour(slug: "forget") { frame{{moment}} { {{frame.Replace(" words: account", "", StringComparison.Ordinal)}} } } }""", viewer: circle)));
        answers.Append(LedgerApi.Written(await ledger.Ask($$"""{ {{string.Join(' ', Secrets.Select((secret, index) => $"s{index}: search(text: \"{secret}\") {{ totalCount nodes {{ snippet }} }}"))}} endeavours { nodes { title } } }""", viewer: circle)));
        return answers.ToString();
    }

    public static void HasNone(string what, string text)
    {
        foreach (var secret in Secrets)
        {
            var at = text.IndexOf(secret, StringComparison.OrdinalIgnoreCase);
            Assert.True(at < 0, at < 0 ? "" : $"{what} has '{secret}': … {text[Math.Max(0, at - 200)..Math.Min(text.Length, at + 100)]} …");
        }
    }

    sealed class Lines(ConcurrentQueue<string> to) : ILoggerProvider, ILogger
    {
        public ILogger CreateLogger(string categoryName) => this;

        public void Dispose()
        {
        }

        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) => to.Enqueue($"{formatter(state, exception)} {exception}");
    }
}
