using ConveningLedger.Server.Tenants;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ConveningLedger.Server.Tests.Tenants;

/// <summary>A node on which the database of one tenant is away, or whose ledger ends by itself: the others are served all the same, and it is served again.</summary>
public sealed class ServingWhoIsThere(PostgresServer server)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task one_that_is_away_keeps_no_other_away_and_comes_back_by_itself()
    {
        var databases = new Dictionary<string, string> { ["acme"] = await server.CreateDatabase(), ["beta"] = await server.CreateDatabase() };
        await server.Allow(databases["beta"], false);
        var url = $"http://127.0.0.1:{LedgerProcess.FreePort()}";
        var arguments = TwoTenants.Arguments(databases, url);
        using var http = new HttpClient { BaseAddress = new(url) };
        await using (var serving = await ServingTenants.Make(Tenant.Choose(Settings.Application(arguments), isNeeded: false), arguments, 1, Stop))
        {
            await serving.Start(Stop);

            Assert.Equal("200 Healthy", await Ask("acme.example.org", "/health/ready"));
            Assert.Equal("200 Degraded", await Ask("127.0.0.1", "/health/ready"));
            foreach (var path in new[] { "/health/ready", "/graphql", "/" })
                Assert.Equal("""503 {"errors":[{"message":"This ledger is not served at the moment; try again.","extensions":{"code":"UNAVAILABLE"}}]}""", await Ask("beta.example.org", path));

            await server.Allow(databases["beta"], true);
            await BackIs("beta");
            Assert.Equal("200 Healthy", await Ask("127.0.0.1", "/health/ready"));

            // As where a part of it fails.
            serving.Of("beta.example.org")!.Services.GetRequiredService<IHostApplicationLifetime>().StopApplication();
            while (serving.Of("beta.example.org") is not null)
                await Task.Delay(20, Stop);
            Assert.Equal("200 Healthy", await Ask("acme.example.org", "/health/ready"));
            await BackIs("beta");

            await serving.Stop();
        }
        foreach (var database in databases.Values)
            await server.DropDatabase(database);

        async Task BackIs(string tenant)
        {
            while (await Ask($"{tenant}.example.org", "/health/ready") != "200 Healthy")
                await Task.Delay(50, Stop);
        }

        async Task<string> Ask(string host, string path)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path) { Headers = { Host = host } };
            using var response = await http.SendAsync(request, Stop);
            return $"{(int)response.StatusCode} {await response.Content.ReadAsStringAsync(Stop)}";
        }
    }
}
