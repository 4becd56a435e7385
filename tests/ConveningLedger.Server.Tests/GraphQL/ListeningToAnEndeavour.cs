using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;

namespace ConveningLedger.Server.Tests.GraphQL;

/// <summary>The subscription to what comes to be seen, over server-sent events.</summary>
[Collection(OnTheApi.Name)]
public sealed class ListeningToAnEndeavour(SharedApi api)
{
    const string Query = "subscription($endeavour: Slug!, $after: String, $as: Visibility) { entryRecorded(endeavour: $endeavour, after: $after, as: $as) { cursor entry { id: uuid } withdrawn { uuid } } }";

    [Fact]
    public async Task what_was_missed_comes_first_then_what_comes_each_once()
    {
        await api.Ledger.Open("heard");
        var begin = await LastCursor("heard");
        var missed = await Note("heard", "one");
        await using var listener = await Listener.Open(api.Ledger, "heard", begin);

        Assert.Equal(missed, (await listener.Next()).Entry);
        var first = await Note("heard", "two");
        var second = await Note("heard", "three");
        var (heard, cursor, _) = await listener.Next();
        Assert.Equal([first, second], [heard, (await listener.Next()).Entry]);

        await using var again = await Listener.Open(api.Ledger, "heard", cursor);
        Assert.Equal(second, (await again.Next()).Entry);
    }

    [Fact]
    public async Task without_a_cursor_only_what_comes_is_told()
    {
        await api.Ledger.Open("from-now-on");
        await using var listener = await Listener.Open(api.Ledger, "from-now-on", null);

        // When it begins to listen is not told; whatever is recorded after that is heard.
        var (heard, recorded) = (listener.Next(), new List<string>());
        for (var tries = 0; tries < 50 && !heard.IsCompleted; tries++)
        {
            recorded.Add(await Note("from-now-on", $"{tries}"));
            await Task.WhenAny(heard, Task.Delay(200, TestContext.Current.CancellationToken));
        }

        Assert.Contains((await heard).Entry, recorded);
    }

    [Fact]
    public async Task an_event_has_its_cursor_as_its_id_from_which_a_browser_goes_on()
    {
        await api.Ledger.Open("ids");
        var begin = await LastCursor("ids");
        await Note("ids", "one");
        var second = await Note("ids", "two");
        await using var listener = await Listener.Open(api.Ledger, "ids", begin);
        var (_, cursor, id) = await listener.Next();

        await using var again = await Listener.Open(api.Ledger, "ids", null, lastEventId: id);

        Assert.Equal(cursor, id);
        Assert.Equal(second, (await again.Next()).Entry);
    }

    [Fact]
    public async Task an_entry_comes_when_it_is_widened_and_goes_by_its_id_when_it_is_narrowed()
    {
        await api.Ledger.Open("tides");
        await using var listener = await Listener.Open(api.Ledger, "tides", await LastCursor("tides", "guest public"), "guest public");
        var hidden = await Note("tides", "hidden", "TEAM");
        var shown = await Note("tides", "shown", "PUBLIC");
        Assert.Equal(shown, (await listener.Next()).Entry);

        await Reclassify("tides", hidden, "PUBLIC");
        Assert.Equal(hidden, (await listener.Next()).Entry);
        // Why it was narrow is not for this circle, so nothing is told of what widened it.
        await Reclassify("tides", shown, "CONVENERS");
        var (entry, cursor, _) = await listener.Next();

        Assert.Equal($"withdrawn {shown}", entry);
        await api.Ledger.Answers("query($after: String) { endeavour(slug: \"tides\") { withdrawn(after: $after) { nodes { uuid } } later: withdrawn { nodes { uuid } } } }",
            $$$"""{"endeavour": {"withdrawn": [], "later": [{"uuid": "{{{shown}}}"}]}}""", new { after = cursor }, "guest public");
    }

    [Fact]
    public async Task as_a_wider_circle_only_what_that_circle_sees_is_told_and_the_cursors_are_its_own()
    {
        await api.Ledger.Open("as-they-would");
        var (own, theirs) = (await LastCursor("as-they-would"), await LastCursor("as-they-would", circle: "PUBLIC"));
        await Note("as-they-would", "ours", "CONVENERS");
        var shown = await Note("as-they-would", "everybody's", "PUBLIC");
        await using var listener = await Listener.Open(api.Ledger, "as-they-would", theirs, circle: "PUBLIC");

        var (heard, cursor, _) = await listener.Next();

        Assert.Equal(shown, heard);
        Assert.Equal(cursor, await LastCursor("as-they-would", "guest public"));
        foreach (var (after, circle) in new[] { (own, "PUBLIC"), (theirs, null) })
        {
            await using var mistaken = await Listener.Open(api.Ledger, "as-they-would", after, circle: circle);
            Assert.Equal("BAD_CURSOR", await CodeOf(mistaken));
        }
    }

    [Fact]
    public async Task nobody_listens_as_a_circle_that_sees_more_or_for_which_there_is_nothing()
    {
        await api.Ledger.Open("narrower");
        await api.Ledger.Submit("EndeavourOpened", new { endeavour = "ours-alone", occurredAt = "2016", visibility = "CONVENERS", data = new { title = "x", challenges = new[] { "OTHER" }, scale = "LOCAL" } });
        await using var curious = await Listener.Open(api.Ledger, "narrower", null, "guest public", circle: "TEAM");
        await using var lost = await Listener.Open(api.Ledger, "ours-alone", null, circle: "PUBLIC");

        Assert.Equal("NOT_ALLOWED", await CodeOf(curious));
        Assert.Equal("UNKNOWN_ENDEAVOUR", await CodeOf(lost));
    }

    [Fact]
    public async Task what_came_and_went_before_it_could_be_told_is_not_told()
    {
        await api.Ledger.Open("came-and-went");
        var begin = await LastCursor("came-and-went", "guest public");
        var gone = await Note("came-and-went", "gone", "PUBLIC");
        await Reclassify("came-and-went", gone, "TEAM");
        var stays = await Note("came-and-went", "stays", "PUBLIC");

        await using var listener = await Listener.Open(api.Ledger, "came-and-went", begin, "guest public");

        Assert.Equal(stays, (await listener.Next()).Entry);
    }

    [Fact]
    public async Task the_timeline_is_read_on_by_the_subscription()
    {
        await api.Ledger.Open("mirror");
        var first = await Note("mirror", "one", "TEAM");
        var second = await Note("mirror", "two", "PUBLIC");
        var cursor = await LastCursor("mirror", "guest public");
        // Its sequence is before what was read already.
        await Reclassify("mirror", first, "PUBLIC");

        await using var listener = await Listener.Open(api.Ledger, "mirror", cursor, "guest public");

        Assert.Equal(first, (await listener.Next()).Entry);
        await api.Ledger.Answers("query($after: String) { endeavour(slug: \"mirror\") { timeline(after: $after, first: 1) { nodes { uuid } } all: timeline { nodes { kind } } } }",
            $$$"""{"endeavour": {"timeline": [{"uuid": "{{{first}}}"}], "all": [{"kind": "EndeavourOpened"}, {"kind": "FieldNoteTaken"}, {"kind": "FieldNoteTaken"}]}}""",
            new { after = cursor }, "guest public");
        Assert.NotEqual(first, second);
    }

    [Theory]
    [InlineData("no-such", null, "UNKNOWN_ENDEAVOUR")]
    [InlineData("conveners-only", null, "UNKNOWN_ENDEAVOUR")]
    [InlineData("vessa-water", "nonsense", "BAD_CURSOR")]
    [InlineData("vessa-water", "", "BAD_CURSOR")]
    public async Task what_cannot_be_listened_to_is_refused_within_the_stream(string endeavour, string? after, string code)
    {
        await api.Ledger.Submit("EndeavourOpened", new { endeavour = "conveners-only", id = "0195f0c2-7d1e-7c3a-9c1e-2f6b1d0e4a99", occurredAt = "2016", visibility = "CONVENERS", data = new { title = "x", challenges = new[] { "OTHER" }, scale = "LOCAL" } });

        await using var listener = await Listener.Open(api.Ledger, endeavour, after, "guest public");

        Assert.Equal(code, (await listener.Raw()).GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
    }

    [Fact]
    public async Task a_cursor_of_another_endeavour_or_another_circle_is_refused()
    {
        await api.Ledger.Open("one-side");
        await api.Ledger.Open("other-side");
        foreach (var cursor in new[] { await LastCursor("other-side"), await LastCursor("one-side", "guest public") })
        {
            await using var listener = await Listener.Open(api.Ledger, "one-side", cursor);
            Assert.Equal("BAD_CURSOR", (await listener.Raw()).GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        }
    }

    async Task<string> Note(string endeavour, string words, string visibility = "PUBLIC") =>
        await api.Ledger.Record("FieldNoteTaken", new { endeavour, occurredAt = "2019", visibility, data = new { words } });

    Task<string> Reclassify(string endeavour, string entry, string visibility) =>
        api.Ledger.Record("EntryReclassified", new { endeavour, occurredAt = "2020", data = new { entry, visibility } });

    static async Task<string?> CodeOf(Listener listener) => (await listener.Raw()).GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString();

    async Task<string> LastCursor(string endeavour, string? viewer = null, string? circle = null) =>
        (await api.Ledger.Ask("query($endeavour: Slug!, $as: Visibility) { endeavour(slug: $endeavour) { timeline(last: 1, as: $as) { pageInfo { endCursor } } } }", new { endeavour, @as = circle }, viewer))
        .GetProperty("endeavour").GetProperty("timeline").GetProperty("pageInfo").GetProperty("endCursor").GetString()!;

    /// <summary>One who listens.</summary>
    sealed class Listener : IAsyncDisposable
    {
        static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

        readonly HttpResponseMessage response;
        readonly StreamReader reader;

        Listener(HttpResponseMessage response, StreamReader reader) => (this.response, this.reader) = (response, reader);

        public static async Task<Listener> Open(LedgerApi ledger, string endeavour, string? after, string? viewer = null, string? lastEventId = null, string? circle = null)
        {
            var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query = Query, variables = new { endeavour, after, @as = circle } }) };
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
            if (viewer is not null)
                request.Headers.Add("X-Viewer", viewer);
            if (lastEventId is not null)
                request.Headers.Add("Last-Event-ID", lastEventId);
            var response = await ledger.Client().SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
            Assert.Equal("text/event-stream", response.Content.Headers.ContentType!.MediaType);
            return new(response, new(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken)));
        }

        /// <summary>The id of the next entry that is told, or of the one that is withdrawn, with its cursor and the id of its event.</summary>
        public async Task<(string? Entry, string Cursor, string? Id)> Next()
        {
            var (id, data) = await Event();
            var notice = JsonSerializer.Deserialize<JsonElement>(data).GetProperty("data").GetProperty("entryRecorded");
            var entry = notice.GetProperty("entry").ValueKind == JsonValueKind.Object ? notice.GetProperty("entry").GetProperty("id").GetString() : $"withdrawn {notice.GetProperty("withdrawn").GetProperty("uuid").GetString()}";
            return (entry, notice.GetProperty("cursor").GetString()!, id);
        }

        /// <summary>The next answer as it is.</summary>
        public async Task<JsonElement> Raw() => JsonSerializer.Deserialize<JsonElement>((await Event()).Data);

        async Task<(string? Id, string Data)> Event()
        {
            using var patience = new CancellationTokenSource(Patience);
            string? id = null;
            while (await reader.ReadLineAsync(patience.Token) is { } line)
            {
                if (line.StartsWith("id: ", StringComparison.Ordinal))
                    id = line["id: ".Length..];
                if (line.StartsWith("data: {", StringComparison.Ordinal))
                    return (id, line["data: ".Length..]);
            }
            throw new EndOfStreamException();
        }

        public ValueTask DisposeAsync()
        {
            reader.Dispose();
            response.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
