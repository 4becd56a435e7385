using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ConveningLedger.Store.Access;
using Microsoft.Extensions.DependencyInjection;

namespace ConveningLedger.Server.Tests.Access;

public sealed class HavingAPart(GuardedLedger ledger) : IClassFixture<GuardedLedger>
{
    [Theory]
    [InlineData(null)]
    [InlineData("nonsense")]
    [InlineData("eyJhbGciOiJub25lIiwidHlwIjoiSldUIn0.eyJzdWIiOiJsb2NhbCIsImlzcyI6ImNvbnZlbmluZy1sZWRnZXIiLCJhdWQiOiJjb252ZW5pbmctbGVkZ2VyIiwiZXhwIjo0MTAyNDQ0ODAwfQ.")]
    public async Task nobody_is_let_in_without_a_token_that_is_good(string? token)
    {
        using var response = await ledger.Send(token, "{ viewer { subject } }");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("Bearer", Assert.Single(response.Headers.WwwAuthenticate).Scheme);
        Assert.Equal("UNAUTHENTICATED", (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
    }

    [Fact]
    public async Task whoever_opens_an_endeavour_convenes_it_and_to_others_it_is_not_there()
    {
        await ledger.Open(ledger.Operator, "hall");
        var ada = await ledger.ComeIn(ledger.Operator, "hall", "GUEST", "Ada");
        await ledger.Open(ada, "adas");
        var bo = await ledger.ComeIn(ada, "adas", "EVALUATOR", "Bo");

        LedgerApi.AssertJson("""{"endeavours": [{"slug": "adas"}, {"slug": "hall"}], "viewer": {"kind": "PERSON", "parts": [{"endeavour": "adas", "role": "CONVENER"}, {"endeavour": "hall", "role": "GUEST"}]}}""",
            await ledger.Ask(ada, "{ endeavours { nodes { slug } } viewer { kind parts { nodes { endeavour role } } } }"));
        LedgerApi.AssertJson("""{"endeavours": [{"slug": "adas"}], "endeavour": null}""", await ledger.Ask(bo, """{ endeavours { nodes { slug } } endeavour(slug: "hall") { title } }"""));
        // A name that is taken cannot be had, whoever took it.
        Assert.Equal(["ALREADY_OPENED"], GuardedLedger.Codes(await ledger.Open(bo, "hall")));
    }

    [Fact]
    public async Task each_role_sees_and_records_what_is_its_own()
    {
        await ledger.Open(ledger.Operator, "roles");
        foreach (var visibility in new[] { "CONVENERS", "TEAM", "EVALUATORS", "PUBLIC" })
            Assert.Empty(await ledger.Note(ledger.Operator, "roles", visibility, visibility));
        foreach (var (role, circle, sees, notes, calls) in new[] { ("CONVENER", "CONVENERS", 5, true, true), ("MEMBER", "TEAM", 4, true, true), ("EVALUATOR", "EVALUATORS", 3, true, false), ("GUEST", "PUBLIC", 2, false, false) })
        {
            var somebody = await ledger.ComeIn(ledger.Operator, "roles", role, role);
            Assert.Equal(sees, (await ledger.Ask(somebody, """{ endeavour(slug: "roles") { entryCount } }""")).GetProperty("endeavour").GetProperty("entryCount").GetInt32());
            Assert.Equal(notes ? [] : ["NOT_ALLOWED"], await ledger.Note(somebody, "roles", "x", circle));
            var call = await ledger.Do(somebody, "recordConveningCallRevised", new { endeavour = "roles", occurredAt = "2019", visibility = circle, data = new { text = role } }, "entry { uuid }");
            Assert.Equal(calls ? [] : ["NOT_ALLOWED"], GuardedLedger.Codes(call));
        }
    }

    [Fact]
    public async Task what_is_recorded_is_recorded_by_whoever_is_signed_in()
    {
        await ledger.Open(ledger.Operator, "by-whom");
        var ada = await ledger.ComeIn(ledger.Operator, "by-whom", "MEMBER", "Ada");
        var subject = (await ledger.Ask(ada, "{ viewer { subject } }")).GetProperty("viewer").GetProperty("subject").GetString();

        await ledger.Note(ada, "by-whom", "Dry.");

        Assert.Matches("^p-[0-9a-f]{32}$", subject);
        LedgerApi.AssertJson($$$"""{"endeavour": {"timeline": [{"recordedBy": "{{{subject}}}"}]}}""", await ledger.Ask(ada, """{ endeavour(slug: "by-whom") { timeline(last: 1) { nodes { recordedBy } } } }"""));
    }

    [Fact]
    public async Task a_link_is_used_once_and_not_by_looking_at_it()
    {
        await ledger.Open(ledger.Operator, "links");
        var link = (await ledger.Do(ledger.Operator, "invite", new { endeavour = "links", role = "MEMBER", name = "Ada", days = 1 }, "link")).GetProperty("link").GetString()!;

        using var looked = await ledger.Client().GetAsync(new Uri(link).PathAndQuery, TestContext.Current.CancellationToken);
        using var used = await ledger.Use(link);
        using var again = await ledger.Use(link);

        Assert.Equal(HttpStatusCode.OK, looked.StatusCode);
        Assert.Null(GuardedLedger.TokenIn(looked));
        Assert.NotNull(GuardedLedger.TokenIn(used));
        Assert.Contains("httponly", used.Headers.GetValues("Set-Cookie").Single(), StringComparison.OrdinalIgnoreCase);
        Assert.Equal(HttpStatusCode.Gone, again.StatusCode);
        Assert.Null(GuardedLedger.TokenIn(again));
    }

    [Fact]
    public async Task a_link_that_was_withdrawn_lets_nobody_in()
    {
        await ledger.Open(ledger.Operator, "withdrawn-link");
        var invited = await ledger.Do(ledger.Operator, "invite", new { endeavour = "withdrawn-link", role = "MEMBER", name = "Ada", days = 1 }, "link invitation { id }");
        var id = invited.GetProperty("invitation").GetProperty("id").GetString();

        var withdrawn = await ledger.Do(ledger.Operator, "withdrawInvitation", new { endeavour = "withdrawn-link", id }, "isWithdrawn");
        using var used = await ledger.Use(invited.GetProperty("link").GetString()!);

        Assert.True(withdrawn.GetProperty("isWithdrawn").GetBoolean());
        Assert.Equal(HttpStatusCode.Gone, used.StatusCode);
    }

    [Fact]
    public async Task a_role_that_is_withdrawn_is_gone_at_once_and_stays_in_the_log()
    {
        await ledger.Open(ledger.Operator, "withdrawing");
        var ada = await ledger.ComeIn(ledger.Operator, "withdrawing", "MEMBER", "Ada");
        var subject = (await ledger.Ask(ada, "{ viewer { subject } }")).GetProperty("viewer").GetProperty("subject").GetString();
        var after = (await ledger.Ask(ada, """{ endeavour(slug: "withdrawing") { timeline { pageInfo { endCursor } } } }""")).GetProperty("endeavour").GetProperty("timeline").GetProperty("pageInfo").GetProperty("endCursor").GetString()!;
        await ledger.Note(ledger.Operator, "withdrawing", "Something.", "TEAM");
        using var listening = await Listen(ada, "withdrawing", after);
        // It is open once it has told something.
        while (await listening.ReadLineAsync(TestContext.Current.CancellationToken) is { } line && !line.StartsWith("data: {", StringComparison.Ordinal))
        {
        }

        var withdrawn = await ledger.Do(ledger.Operator, "withdrawRole", new { endeavour = "withdrawing", subject, reason = "moved on" }, "line { role reason }");
        await ledger.Note(ledger.Operator, "withdrawing", "Nothing of hers.", "TEAM");

        LedgerApi.AssertJson("""{"line": {"role": null, "reason": "moved on"}, "errors": []}""", withdrawn);
        LedgerApi.AssertJson("""{"endeavour": null}""", await ledger.Ask(ada, """{ endeavour(slug: "withdrawing") { title } }"""));
        Assert.Equal(["UNKNOWN_ENDEAVOUR"], await ledger.Note(ada, "withdrawing", "x"));
        Assert.Contains("ACCESS_CHANGED", await listening.ReadToEndAsync(TestContext.Current.CancellationToken));
        LedgerApi.AssertJson(
            """
            {"endeavour": {"access": {"members": [{"subject": "local", "name": null, "role": "CONVENER"}],
              "log": [{"role": "CONVENER", "madeBy": "local", "reason": "opened it"}, {"role": "MEMBER", "madeBy": "local", "reason": "invited as Ada"}, {"role": null, "madeBy": "local", "reason": "moved on"}]}}}
            """,
            await ledger.Ask(ledger.Operator, """{ endeavour(slug: "withdrawing") { access { members { nodes { subject name role } } log { nodes { role madeBy reason } } } } }"""));
    }

    [Fact]
    public async Task an_endeavour_keeps_a_convener()
    {
        await ledger.Open(ledger.Operator, "kept");

        var alone = await ledger.Do(ledger.Operator, "withdrawRole", new { endeavour = "kept", subject = "local" }, "line { role }");
        await ledger.Do(ledger.Operator, "grantRole", new { endeavour = "kept", subject = "ada", role = "CONVENER" }, "line { role }");
        var both = await Task.WhenAll(
            ledger.Do(ledger.Operator, "withdrawRole", new { endeavour = "kept", subject = "local" }, "line { role }"), ledger.Do(ledger.Operator, "withdrawRole", new { endeavour = "kept", subject = "ada" }, "line { role }"));

        Assert.Equal(["NOT_ALLOWED"], GuardedLedger.Codes(alone));
        Assert.Single(both, payload => !GuardedLedger.Codes(payload).Any());
    }

    [Fact]
    public async Task who_has_a_part_is_for_conveners_to_know_and_say()
    {
        await ledger.Open(ledger.Operator, "for-conveners");
        await ledger.Open(ledger.Operator, "foreign");
        var member = await ledger.ComeIn(ledger.Operator, "for-conveners", "MEMBER", "Ada");

        LedgerApi.AssertJson("""{"endeavour": {"access": null}}""", await ledger.Ask(member, """{ endeavour(slug: "for-conveners") { access { log { nodes { subject } } } } }"""));
        foreach (var (endeavour, code) in new[] { ("for-conveners", "NOT_ALLOWED"), ("foreign", "UNKNOWN_ENDEAVOUR"), ("never-opened", "UNKNOWN_ENDEAVOUR"), ("Not A Slug", "UNKNOWN_ENDEAVOUR") })
        {
            Assert.Equal([code], GuardedLedger.Codes(await ledger.Do(member, "grantRole", new { endeavour, subject = "x", role = "GUEST" }, "line { role }")));
            Assert.Equal([code], GuardedLedger.Codes(await ledger.Do(member, "withdrawRole", new { endeavour, subject = "x" }, "line { role }")));
            Assert.Equal([code], GuardedLedger.Codes(await ledger.Do(member, "invite", new { endeavour, role = "GUEST", name = "x", days = 1 }, "link")));
            Assert.Equal([code], GuardedLedger.Codes(await ledger.Do(member, "createServiceToken", new { endeavour, role = "GUEST", name = "x", days = 1 }, "token")));
            Assert.Equal([code], GuardedLedger.Codes(await ledger.Do(member, "withdrawInvitation", new { endeavour, id = "0195f0c2-7d1e-7c3a-9c1e-2f6b1d0e4a55" }, "isWithdrawn")));
            Assert.Equal([code], GuardedLedger.Codes(await ledger.Do(member, "endSession", new { endeavour, id = "0195f0c2-7d1e-7c3a-9c1e-2f6b1d0e4a55" }, "session { id }")));
        }
    }

    [Fact]
    public async Task a_program_has_one_role_in_one_endeavour_until_it_is_ended()
    {
        await ledger.Open(ledger.Operator, "programs");
        await ledger.Open(ledger.Operator, "others");
        var made = await ledger.Do(ledger.Operator, "createServiceToken", new { endeavour = "programs", role = "CONVENER", name = "the mirror", days = 1 }, "token session { id name role kind }");
        var (token, id) = (made.GetProperty("token").GetString()!, made.GetProperty("session").GetProperty("id").GetString());

        LedgerApi.AssertJson("""{"here": {"title": "programs", "access": null}, "there": null}""",
            await ledger.Ask(token, """{ here: endeavour(slug: "programs") { title access { log { nodes { role } } } } there: endeavour(slug: "others") { title } }"""));
        Assert.Equal(["NOT_ALLOWED"], GuardedLedger.Codes(await ledger.Do(token, "invite", new { endeavour = "programs", role = "CONVENER", name = "x", days = 1 }, "link")));
        Assert.Equal(["UNKNOWN_ENDEAVOUR"], GuardedLedger.Codes(await ledger.Open(token, "a-programs")));
        Assert.Empty(GuardedLedger.Codes(await ledger.Do(ledger.Operator, "endSession", new { endeavour = "programs", id }, "session { endedAt }")));
        using var response = await ledger.Send(token, "{ viewer { subject } }");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Fact]
    public async Task a_session_that_is_ended_is_over_there_at_once_and_elsewhere_when_that_is_heard()
    {
        await using var elsewhere = await ledger.Start([]);
        var (here, there) = (ledger.Services.GetRequiredService<AccessBook>(), elsewhere.Services.GetRequiredService<AccessBook>());
        var stop = TestContext.Current.CancellationToken;
        var session = await here.Begin("p-ended", SessionKind.Person, "a test", TimeSpan.FromHours(1), "p-ended", null, stop);
        foreach (var book in new[] { here, there })
        {
            Assert.Equal(session, await book.Find(session.Id, stop));
            Assert.Equal(session, await book.Find(session.Id, stop));
        }
        Assert.NotNull(await here.End(session.Id, "p-ended", null, stop));
        Assert.Null(await here.Find(session.Id, stop));
        // It holds for a second at most where nothing is heard.
        for (var end = DateTime.UtcNow.AddSeconds(20); await there.Find(session.Id, stop) is not null; await Task.Delay(5, stop))
            Assert.True(DateTime.UtcNow < end, "It is not over.");
    }

    [Fact]
    public async Task sessions_are_listed_and_ended_by_those_whose_they_are()
    {
        await ledger.Open(ledger.Operator, "sessions");
        var (ada, bo) = (await ledger.ComeIn(ledger.Operator, "sessions", "MEMBER", "Ada"), await ledger.ComeIn(ledger.Operator, "sessions", "MEMBER", "Bo"));
        var id = Assert.Single((await ledger.Ask(ada, "{ viewer { sessions { id } } }")).GetProperty("viewer").GetProperty("sessions").EnumerateArray()).GetProperty("id").GetString();

        Assert.Equal(["UNKNOWN_KEY"], GuardedLedger.Codes(await ledger.Do(bo, "endSession", new { id }, "session { id }")));
        Assert.Empty(GuardedLedger.Codes(await ledger.Do(ada, "endSession", new { id }, "session { id }")));
        using var response = await ledger.Send(ada, "{ viewer { subject } }");
        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
    }

    [Theory]
    [InlineData(null, null, HttpStatusCode.OK)]
    [InlineData("http://localhost", "same-origin", HttpStatusCode.OK)]
    [InlineData("https://elsewhere.example", null, HttpStatusCode.Unauthorized)]
    [InlineData("null", null, HttpStatusCode.Unauthorized)]
    [InlineData(null, "cross-site", HttpStatusCode.Unauthorized)]
    [InlineData(null, "same-site", HttpStatusCode.Unauthorized)]
    public async Task a_browser_is_known_by_its_cookie_on_the_ledgers_own_pages_only(string? origin, string? site, HttpStatusCode status)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query = "{ viewer { subject } }" }) };
        request.Headers.Add("Cookie", $"ledger-session={ledger.Operator}");
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        if (site is not null)
            request.Headers.Add("Sec-Fetch-Site", site);
        using var response = await ledger.Client().SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal(status, response.StatusCode);
    }

    [Fact]
    public async Task a_foreign_page_uses_no_link_and_signs_nobody_out()
    {
        await ledger.Open(ledger.Operator, "foreign-page");
        var link = (await ledger.Do(ledger.Operator, "invite", new { endeavour = "foreign-page", role = "MEMBER", name = "Ada", days = 1 }, "link")).GetProperty("link").GetString()!;
        foreach (var path in new[] { new Uri(link).PathAndQuery, "/sign-out" })
        {
            var request = new HttpRequestMessage(HttpMethod.Post, path);
            request.Headers.Add("Origin", "https://elsewhere.example");
            using var response = await ledger.Client().SendAsync(request, TestContext.Current.CancellationToken);
            Assert.Equal(HttpStatusCode.Forbidden, response.StatusCode);
        }
        using var used = await ledger.Use(link);
        Assert.NotNull(GuardedLedger.TokenIn(used));
    }

    [Fact]
    public async Task whoever_signs_out_is_out_with_the_cookie_that_they_had()
    {
        await ledger.Open(ledger.Operator, "signing-out");
        var ada = await ledger.ComeIn(ledger.Operator, "signing-out", "MEMBER", "Ada");
        var request = new HttpRequestMessage(HttpMethod.Post, "/sign-out");
        request.Headers.Add("Cookie", $"ledger-session={ada}");
        using var response = await ledger.Client().SendAsync(request, TestContext.Current.CancellationToken);

        using var after = await ledger.Send(ada, "{ viewer { subject } }");
        Assert.Equal(HttpStatusCode.Unauthorized, after.StatusCode);
    }

    [Fact]
    public async Task where_the_public_reads_nobody_need_sign_in_to_see_what_everybody_may()
    {
        await ledger.Open(ledger.Operator, "open-to-all");
        await ledger.Note(ledger.Operator, "open-to-all", "for the team", "TEAM");
        await using var host = await ledger.Start(new() { ["Access:PublicReads"] = "true" });
        using var response = await ledger.Send(null, """{ endeavour(slug: "open-to-all") { entryCount } viewer { subject kind } }""", null, host.Server.CreateClient());
        using var recorded = await ledger.Send(null, """mutation { recordFieldNoteTaken(input: { endeavour: "open-to-all", occurredAt: "2019", data: { words: "x" } }) { errors { code } } }""", null, host.Server.CreateClient());

        LedgerApi.AssertJson("""{"endeavour": {"entryCount": 1}, "viewer": {"subject": "", "kind": null}}""", (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("data"));
        Assert.Contains("NOT_ALLOWED", await recorded.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    async Task<StreamReader> Listen(string token, string endeavour, string after)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query = $"subscription {{ entryRecorded(endeavour: \"{endeavour}\", after: \"{after}\") {{ cursor }} }}" }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.Add(new("text/event-stream"));
        var response = await ledger.Client().SendAsync(request, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);
        return new(await response.Content.ReadAsStreamAsync(TestContext.Current.CancellationToken));
    }
}
