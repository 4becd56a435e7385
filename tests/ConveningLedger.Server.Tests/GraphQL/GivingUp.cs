using System.Net;
using System.Net.Http.Json;
using Npgsql;

namespace ConveningLedger.Server.Tests.GraphQL;

/// <summary>What takes too long is stopped, down to PostgreSQL.</summary>
public sealed class GivingUp(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    // Of all that reads it, nothing but requests reads this table while nothing is recorded.
    const string Table = "ledger.mt_doc_endeavoursummary";
    const string Query = "{ endeavours { totalCount } }";

    [Fact]
    public async Task a_query_that_takes_too_long_is_stopped_and_so_is_its_statement()
    {
        await using (var patient = await LedgerApi.Start(database.ConnectionString))
            await Opened(patient, "waited-for");
        await using var ledger = await LedgerApi.Start(database.ConnectionString, settings: new() { ["GraphQL:Limits:Execution"] = "00:00:01" });
        await using var locked = await Lock();

        var asking = ledger.Client().PostAsJsonAsync("/graphql", new { query = Query }, TestContext.Current.CancellationToken);
        await Waits(locked, 1);
        using var response = await asking;

        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
        Assert.Contains("TIMEOUT", await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
        await NothingWaits(locked);
    }

    [Fact]
    public async Task when_whoever_asked_leaves_the_statement_is_stopped()
    {
        await using var ledger = await LedgerApi.Start(database.ConnectionString);
        await Opened(ledger, "waited-for-too");
        await using var locked = await Lock();
        using var leaves = new CancellationTokenSource();

        var asking = ledger.Client().PostAsJsonAsync("/graphql", new { query = Query }, leaves.Token);
        await Waits(locked, 1);
        await leaves.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asking);

        await NothingWaits(locked);
    }

    /// <summary>Opens an endeavour, and waits until projections, which read it too, have done so.</summary>
    static async Task Opened(LedgerApi ledger, string endeavour)
    {
        await ledger.Open(endeavour);
        for (var tries = 0; (await ledger.Ask("{ projections { isCurrent } }")).GetProperty("projections").EnumerateArray().Any(projection => !projection.GetProperty("isCurrent").GetBoolean()); tries++)
        {
            Assert.True(tries < 200);
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    async Task<NpgsqlConnection> Lock()
    {
        var connection = new NpgsqlConnection($"{database.ConnectionString};Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand($"begin; lock table {Table} in access exclusive mode", connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        return connection;
    }

    Task NothingWaits(NpgsqlConnection locked) => Waits(locked, 0);

    /// <summary>Waits until so many statements of requests wait for the lock.</summary>
    static async Task Waits(NpgsqlConnection locked, long count)
    {
        for (var tries = 0; ; tries++)
        {
            await using var command = new NpgsqlCommand($"select count(*) from pg_locks where not granted and relation = '{Table}'::regclass", locked);
            var waiting = (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
            if (waiting == count)
                return;
            Assert.True(tries < 100, $"{waiting} statements wait.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }
}
