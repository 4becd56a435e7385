using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;

namespace ConveningLedger.Server.Tests.Faults;

/// <summary>What is asked while PostgreSQL does not answer.</summary>
public sealed class BeingUnavailable(PostgresServer server)
{
    // It says whom it is from, so that it is looked up.
    const string Token = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJpc3MiOiJjb252ZW5pbmctbGVkZ2VyIn0.AAAA";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task who_asks_is_told_when_to_come_back_before_it_is_known_who_they_are()
    {
        var database = await server.CreateDatabase();
        await using (var ledger = await LedgerApi.Start(database))
        {
            await server.Allow(database, false);

            using var refused = await Ask(ledger);

            Assert.Equal((HttpStatusCode.ServiceUnavailable, TimeSpan.FromSeconds(1)), (refused.StatusCode, refused.Headers.RetryAfter?.Delta));
            Assert.Contains("UNAVAILABLE", await refused.Content.ReadAsStringAsync(Stop));
            await server.Allow(database, true);
            using var answered = await Ask(ledger);
            Assert.NotEqual(HttpStatusCode.ServiceUnavailable, answered.StatusCode);
        }
        await server.DropDatabase(database);
    }

    static async Task<HttpResponseMessage> Ask(LedgerApi ledger)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/graphql") { Content = JsonContent.Create(new { query = "{ endeavours { nodes { slug } } }" }) };
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", Token);
        return await ledger.Client().SendAsync(request, Stop);
    }
}
