using System.Text.Json;
using ConveningLedger.Store;
using ConveningLedger.Time;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ConveningLedger.Server.Tests;

/// <summary>A ledger that has room for the histories of two small endeavours.</summary>
public sealed class ForgetfulLedger(PostgresServer server) : IAsyncLifetime
{
    public const int Room = 45_000;

    public LedgerApi Ledger { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Ledger = await LedgerApi.Start(await server.CreateDatabase(), new LedgerOptions { HistoriesBytes = Room, IsAlone = true });

    public async ValueTask DisposeAsync()
    {
        await Ledger.DisposeAsync();
        await server.DropDatabase(Ledger.ConnectionString);
    }
}

public sealed class KeepingHistories(ForgetfulLedger forgetful) : IClassFixture<ForgetfulLedger>
{
    LedgerApi Ledger => forgetful.Ledger;

    Histories Histories => Ledger.Services.GetRequiredService<Histories>();

    [Fact]
    public async Task forgets_what_was_not_looked_at_for_longest()
    {
        foreach (var slug in new[] { "old", "used", "new" })
            await Tell(slug);
        await Look("old");
        var used = await Look("used");
        Assert.Same(used, await Look("used"));
        var old = await Look("old");
        await Look("used");

        await Look("new");

        Assert.Same(used, await Look("used"));
        Assert.NotSame(old, await Look("old"));
        Assert.InRange(Histories.Bytes, 1, ForgetfulLedger.Room);
    }

    [Fact]
    public async Task asks_for_the_last_erasure_at_each_look_and_not_for_all_of_them()
    {
        await Tell("lossy");
        await Ledger.Rows<object>(
            """
            insert into ledger.erasures (id, endeavour, entry, paths, made_by, made_at, reason)
            select gen_random_uuid(), 'lossy', gen_random_uuid(), '{note}', 'ana', now(), 'Asked.' from generate_series(1, 2000);
            analyze ledger.erasures
            """);
        await Look("lossy");
        await using var connection = new NpgsqlConnection(Ledger.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);

        for (var look = 0; look < 10; look++)
            Assert.Equal(2000, (await Histories.Current("lossy", connection, TestContext.Current.CancellationToken)).Erasures.Count);

        await using var read = new NpgsqlCommand("select seq_tup_read + coalesce(idx_tup_fetch, 0) from pg_stat_xact_user_tables where relid = 'ledger.erasures'::regclass", connection);
        Assert.InRange((long)(await read.ExecuteScalarAsync(TestContext.Current.CancellationToken))!, 0, 10 * 2);
    }

    [Fact]
    public async Task answers_right_whatever_it_has_forgotten()
    {
        var slugs = Enumerable.Range(0, 8).Select(number => $"many-{number}").ToArray();
        foreach (var slug in slugs)
            await Tell(slug);

        var asked = await Task.WhenAll(Enumerable.Range(0, 80).Select(async number =>
        {
            var slug = slugs[number % slugs.Length];
            var answer = await Ledger.Ask("query($slug: Slug!) { endeavour(slug: $slug) { entryCount timeline(last: 1) { nodes { ... on FieldNoteTaken { data { words } } } } } }", new { slug });
            return (Slug: slug, Answer: answer.GetProperty("endeavour"));
        }));

        Assert.All(asked, answered => LedgerApi.AssertJson($$$"""{"entryCount": 21, "timeline": {"nodes": [{"data": {"words": "{{{answered.Slug}}} 20"} }]} }""", answered.Answer));
        Assert.InRange(Histories.Bytes, 1, ForgetfulLedger.Room);
    }

    [Fact]
    public async Task takes_in_the_tail_that_it_lacks()
    {
        await Tell("tailed");
        var before = await Look("tailed");
        await Ledger.Record("FieldNoteTaken", new { endeavour = "tailed", occurredAt = "2018", visibility = "PUBLIC", data = new { words = "One more." } });

        var after = await Look("tailed");

        Assert.Equal((21, 22), (before.Count, after.Count));
        Assert.Equal(before.Entries, after.Entries.Take(21));
    }

    [Fact]
    public async Task holds_nothing_for_what_there_is_not()
    {
        const int asked = 50;
        for (var number = 0; number < asked; number++)
            Assert.Equal(0, (await Look($"no-such-{number}")).Count);

        // What there is may be read in the meantime, to be signed and projected: fewer than were asked for.
        Assert.InRange(Histories.Count, 0, asked / 2);
    }

    async Task Tell(string slug)
    {
        // Put in by import: what is recorded by mutation is in memory already.
        await Ledger.Import(
        [
            $$"""{"endeavour":"{{slug}}","kind":"EndeavourOpened","occurredAt":"2016","visibility":"PUBLIC","data":{"title":"{{slug}}","challenges":["OTHER"],"scale":"LOCAL"} }""",
            .. Enumerable.Range(1, 20).Select(number => JsonSerializer.Serialize(new { endeavour = slug, kind = "FieldNoteTaken", occurredAt = "2019", visibility = "PUBLIC", data = new { words = $"{slug} {number}" } })),
        ]);
    }

    Task<History> Look(string slug) => Histories.Current(slug, TestContext.Current.CancellationToken);
}
