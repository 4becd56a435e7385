using System.Diagnostics;
using ConveningLedger.Store;
using Marten;
using Marten.Exceptions;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Record = Xunit.Record;

namespace ConveningLedger.Server.Tests.Nodes;

/// <summary>Two nodes on a primary with a standby: one records, at the other is read what was recorded this moment.</summary>
public sealed class ReadingAtAStandby(StandbyServer servers) : IClassFixture<StandbyServer>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task whoever_has_recorded_sees_it_at_any_node_however_far_the_standby_is()
    {
        await using var one = await LedgerApi.Start(servers.Primary, new() { IsAlone = true });
        foreach (var slug in new[] { "near", "behind", "gone" })
        {
            await one.Open(slug);
            await Note(one, slug, "Gauges.");
        }
        // Its projections have taken in all there is.
        Assert.Equal(3, await Found(one, "gauges"));
        await using var other = await LedgerApi.Start(servers.Primary, new() { Standbys = servers.Standby });
        var standbys = other.Services.GetRequiredService<Standbys>();

        await Note(one, "near", "Wells.");
        Assert.Equal(3, await Count(other, "near"));
        Assert.Equal(1, await Found(other, "wells"));
        Assert.True(standbys.Answered >= 2, "The standby was not asked.");

        // Not in memory yet, and then in memory; and what is read across endeavours.
        await servers.Replay(isOn: false);
        var before = standbys.Answered;
        await Note(one, "behind", "Sluices.");
        Assert.Equal(3, await Count(other, "behind"));
        await Note(one, "behind", "Sluices, again.");
        Assert.Equal(4, await Count(other, "behind"));
        Assert.Equal(2, await Found(other, "sluices"));
        Assert.Equal(before, standbys.Answered);

        await servers.Replay(isOn: true);
        while (standbys.Answered == before)
        {
            Assert.Equal(2, await Found(other, "sluices"));
            await Task.Delay(50, Stop);
        }

        await servers.End();
        before = standbys.Answered;
        await Note(one, "gone", "Dykes.");
        Assert.Equal(3, await Count(other, "gone"));
        Assert.Equal(1, await Found(other, "dykes"));
        Assert.Equal(before, standbys.Answered);
        await servers.Start();
    }

    [Fact]
    public async Task one_that_has_parted_from_the_primary_is_not_asked_however_far_it_is()
    {
        await using var ledger = await LedgerApi.Start(servers.Primary, new() { IsAlone = true, Schema = "parted" });
        await ledger.Open("parted");
        await servers.Part();
        try
        {
            await Note(ledger, "parted", "Sluices.");
            await using var other = await LedgerApi.Start(servers.Primary, new() { IsAlone = true, Schema = "parted", Standbys = servers.Standby });
            Assert.Equal(2, await Count(other, "parted"));
            Assert.Equal(0, other.Services.GetRequiredService<Standbys>().Answered);
        }
        finally
        {
            await servers.Copy();
        }
    }

    [Fact]
    public async Task an_ordinary_role_is_answered_by_it_and_one_that_may_not_ask_by_the_primary()
    {
        await Execute("create role reader login password 'x'");
        using var store = Store(servers.Primary, ";Username=reader;Password=x");
        await Is(At.Standby);
        foreach (var function in new[] { "pg_walfile_name(pg_lsn)", "pg_control_checkpoint()" })
        {
            await Execute($"revoke execute on function {function} from public");
            await Is(At.Primary);
            await Execute($"grant execute on function {function} to public");
        }

        async Task Is(At at)
        {
            await using var standbys = Of(store, ";Username=reader;Password=x");
            if (at == At.Standby)
                await IsAsked(standbys);
            else
                Assert.Equal(at, await standbys.Read(Where, Stop));
        }
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task one_that_is_frozen_holds_nobody_for_long(bool whileItReads)
    {
        using var store = Store(servers.Primary);
        await using var standbys = Of(store, whileItReads ? ";Command Timeout=1" : "");
        await IsAsked(standbys);
        var clock = Stopwatch.StartNew();
        try
        {
            if (!whileItReads)
                servers.Freeze(true);
            Assert.Equal(At.Primary, await standbys.Read(async connection =>
            {
                if (whileItReads)
                    servers.Freeze(true);
                return await Where(connection);
            }, Stop));
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(whileItReads ? 15 : 10));
            clock.Restart();
            Assert.Equal(At.Primary, await standbys.Read(Where, Stop));
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(5));
        }
        finally
        {
            servers.Freeze(false);
        }
    }

    [Theory]
    [InlineData("create table written ()", At.Primary)]
    [InlineData("do 'begin raise exception using errcode = ''40001''; end'", At.Primary)]
    [InlineData("do 'begin raise exception using errcode = ''57014''; end'", At.Primary)]
    [InlineData("select * from nowhere", null)]
    [InlineData("select 1 / 0", null)]
    public async Task what_only_a_standby_says_is_read_at_the_primary_and_what_is_wrong_by_itself_is_said_once(string sql, At? at)
    {
        using var store = Store(servers.Primary);
        await using var standbys = Of(store);
        await IsAsked(standbys);
        var (asked, before) = (0, standbys.Answered);
        var reading = standbys.Read(async connection =>
        {
            var where = await Where(connection);
            if (asked++ == 0)
            {
                await using var command = new NpgsqlCommand(sql, connection);
                await command.ExecuteNonQueryAsync(Stop);
            }
            return where;
        }, Stop);

        if (at is null)
            await Assert.ThrowsAsync<PostgresException>(() => reading);
        else
            Assert.Equal(at, await reading);
        Assert.Equal((at is null ? 1 : 2, before), (asked, standbys.Answered));
    }

    [Fact]
    public async Task what_marten_says_in_its_own_words_is_known_and_what_is_wrong_in_the_reading_is_not_repeated()
    {
        using var store = Store(servers.Primary);
        foreach (var (fault, isOfStandby) in new (Exception, bool)[]
        {
            (new MartenCommandException(null, new NpgsqlException("gone", new IOException())), true),
            (new MartenCommandException(null, new PostgresException("wrong", "ERROR", "ERROR", PostgresErrorCodes.UndefinedTable)), false),
            (new InvalidDataException("wrong"), false),
            (new OperationCanceledException("wrong"), false),
        })
        {
            await using var standbys = Of(store);
            await IsAsked(standbys);
            var asked = 0;
            var reading = standbys.Read(connection => asked++ == 0 ? throw fault : Where(connection), Stop);
            if (isOfStandby)
                Assert.Equal(At.Primary, await reading);
            else
                Assert.Same(fault, await Record.ExceptionAsync(() => reading));
            Assert.Equal(isOfStandby ? 2 : 1, asked);
        }
    }

    /// <summary>Where something was read.</summary>
    public enum At
    {
        Primary,
        Standby,
    }

    static DocumentStore Store(string primary, string more = "") => LedgerServices.Store(primary + more, new());

    Standbys Of(DocumentStore store, string more = "") => new(store, new() { Standbys = servers.Standby + more }, NullLogger<Standbys>.Instance);

    /// <summary>Reads until a standby answers: a machine that has much to do may not open a connection in time at once.</summary>
    static async Task IsAsked(Standbys standbys)
    {
        while (await standbys.Read(Where, Stop) != At.Standby)
            await Task.Delay(50, Stop);
    }

    async Task Execute(string sql)
    {
        await using var source = NpgsqlDataSource.Create(servers.Primary);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Stop);
    }

    static async Task<At> Where(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("select pg_is_in_recovery()", connection);
        return await command.ExecuteScalarAsync(Stop) is true ? At.Standby : At.Primary;
    }

    static async Task Note(LedgerApi ledger, string endeavour, string words) => await ledger.Record("FieldNoteTaken", new { endeavour, occurredAt = "2019", data = new { words } });

    static async Task<int> Count(LedgerApi ledger, string endeavour) => (await ledger.Ask($$"""{ endeavour(slug: "{{endeavour}}") { entryCount } }""")).GetProperty("endeavour").GetProperty("entryCount").GetInt32();

    static async Task<int> Found(LedgerApi ledger, string text) => (await ledger.Ask($$"""{ search(text: "{{text}}") { totalCount } }""")).GetProperty("search").GetProperty("totalCount").GetInt32();
}
