using System.Diagnostics;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;

namespace ConveningLedger.Server.Tests.Attacks;

[Collection(UnderAttack.Name)]
public sealed class KeepingBudgets(AttackedServer server)
{
    const string Dear = """
        { endeavour(slug: "vessa-water") { frame { timeline(first: 100) { nodes { summary account subjects { key name element scale } mentions { key name } moves(first: 20) { nodes { delta measure subject elements { key name } } }
          remarks(first: 20) { nodes { uuid summary } } corrections(first: 20) { nodes { uuid summary } } } } } } }
        """;

    [Fact]
    public async Task whoever_asks_too_much_at_once_is_told_when_to_come_back_and_others_are_answered()
    {
        var answers = await Task.WhenAll(Enumerable.Range(0, 40).Select(async _ =>
        {
            using var response = await server.Http.PostAsJsonAsync("/graphql", new { query = Dear }, TestContext.Current.CancellationToken);
            return (response.StatusCode, Wait: response.Headers.RetryAfter?.Delta, Code: response.StatusCode == HttpStatusCode.OK ? null
                : (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
        }));

        Assert.Contains(answers, answer => answer.StatusCode == HttpStatusCode.OK);
        var refused = answers.Where(answer => answer.StatusCode != HttpStatusCode.OK).ToArray();
        Assert.NotEmpty(refused);
        Assert.All(refused, answer =>
        {
            Assert.Equal((HttpStatusCode.TooManyRequests, "RATE_LIMITED"), (answer.StatusCode, answer.Code));
            Assert.InRange(answer.Wait!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(20));
        });
        await server.IsWell();
    }

    [Fact]
    public async Task links_are_not_guessed_twenty_times_a_minute()
    {
        using var stranger = new HttpClient { BaseAddress = server.Url };
        var statuses = new List<HttpStatusCode>();
        for (var guess = 0; guess < 30; guess++)
        {
            using var response = await stranger.PostAsync($"/sign-in/{guess:x48}", null, TestContext.Current.CancellationToken);
            statuses.Add(response.StatusCode);
            if (response.StatusCode == HttpStatusCode.TooManyRequests)
                Assert.InRange(response.Headers.RetryAfter!.Delta!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, statuses[^1]);
        Assert.All(statuses.Take(10), status => Assert.Equal(HttpStatusCode.Gone, status));
        await server.IsWell();
    }

    [Fact]
    public async Task what_is_not_for_somebody_takes_them_as_long_as_what_is_not_there()
    {
        await server.Answer("""mutation { recordEndeavourOpened(input: { endeavour: "others", occurredAt: "2016", data: { title: "x", challenges: [OTHER], scale: LOCAL } }) { errors { code } } }""");
        await server.Answer("""mutation { recordEndeavourOpened(input: { endeavour: "their-own", occurredAt: "2016", data: { title: "x", challenges: [OTHER], scale: LOCAL } }) { errors { code } } }""");
        var token = (await server.Answer("""mutation { createServiceToken(input: { endeavour: "their-own", role: MEMBER, name: "x", days: 1 }) { token } }""")).GetProperty("createServiceToken").GetProperty("token").GetString();
        var hidden = (await server.Answer("""{ endeavour(slug: "others") { timeline(first: 1) { edges { node { id } } } } }"""))
            .GetProperty("endeavour").GetProperty("timeline").GetProperty("edges")[0].GetProperty("node").GetProperty("id").GetString()!;
        // The same slug length, so that nothing but its being there differs.
        var unknown = (await server.Answer("""{ endeavour(slug: "others") { id } }""")).GetProperty("endeavour").GetProperty("id").GetString()![..0]
            + Convert.ToBase64String(System.Text.Encoding.UTF8.GetBytes("Entry\nothert\n0195f0c2-7d1e-7c3a-9c1e-2f6b1d0e4a55")).TrimEnd('=');
        using var somebody = new HttpClient { BaseAddress = server.Url, DefaultRequestHeaders = { Authorization = new("Bearer", token) } };
        var (theirs, nobodys, bodies) = (new List<double>(), new List<double>(), new HashSet<string>());
        for (var round = 0; round < 400; round++)
        {
            foreach (var (id, times) in new[] { (hidden, theirs), (unknown, nobodys) })
            {
                var began = Stopwatch.GetTimestamp();
                using var response = await somebody.PostAsJsonAsync("/graphql", new { query = "query($id: ID!) { node(id: $id) { id } }", variables = new { id } }, TestContext.Current.CancellationToken);
                bodies.Add(await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
                times.Add(Stopwatch.GetElapsedTime(began).TotalMicroseconds);
            }
        }

        Assert.Single(bodies);
        // Whatever else the machine does comes on top of both.
        Assert.InRange(Median(theirs) / Median(nobodys), 0.9, 1.1);
    }

    static double Median(List<double> values) => values.Order().ElementAt(values.Count / 2);
}
