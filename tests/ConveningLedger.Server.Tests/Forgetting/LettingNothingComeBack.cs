using System.Collections.Concurrent;
using ConveningLedger.Server.Tests.Operating;
using ConveningLedger.Store.Erasure;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using static ConveningLedger.Server.Tests.Forgetting.ForgetfulEndeavour;

namespace ConveningLedger.Server.Tests.Forgetting;

/// <summary>What was destroyed does not come back: by what was under way meanwhile, by what was kept elsewhere, or by what failed.</summary>
public sealed class LettingNothingComeBack(PostgresServer server) : IDisposable
{
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ledger-erasing-");

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    string ErasureFile => Path.Combine(folder.FullName, "erasures.jsonl");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public async Task what_was_being_projected_meanwhile_is_not_written_and_projected_again_at_once()
    {
        var (database, log) = (await server.CreateDatabase(), new ConcurrentQueue<string>());
        await using (var ledger = await Start(database, ErasureFile, log))
        {
            await Tell(ledger);
            await ledger.Rows<object>(
                """
                create table public.written (words text);
                create function public.keep() returns trigger language plpgsql as $$ begin insert into public.written values (to_jsonb(new)::text); return new; end $$;
                create trigger keep before insert or update on ledger_public.entry_texts for each row execute function public.keep();
                create trigger keep before insert or update on ledger.mt_doc_identitytrajectory for each row execute function public.keep();
                """);
            await using var cleaning = await Held("clean ledger");
            await using (var erasing = await Held("erase forget"))
            {
                var noted = await ledger.Record("IdentityVoiced", new { endeavour = Named, occurredAt = "2024", visibility = "PUBLIC", data = new { participant = Person, words = "Trallerwort." } });
                // As many projections as work at once have read it, and wait.
                for (var (waiting, since, tries) = (0L, 0, 0); (waiting == 0 || since < 20) && tries < 600; since++, tries++)
                {
                    await Task.Delay(100, Stop);
                    if (waiting != (waiting = await Waiting(ledger)))
                        since = 0;
                }
                await using var destroy = new NpgsqlBatch(erasing)
                {
                    BatchCommands =
                    {
                        new($$"""update ledger.mt_events set data = jsonb_set(data, '{data,words}', '"Wortlosigkeit."') where id = '{{noted}}'"""),
                        new($"insert into ledger.erasures (id, endeavour, entry, paths, made_by, made_at, reason) values (gen_random_uuid(), 'forget', '{noted}', '{{data.words}}', 'ana', now(), 'Asked.')"),
                        new("commit"),
                    },
                };
                await destroy.ExecuteNonQueryAsync(Stop);
            }

            // The wait for what is projected is shorter than any cleaning.
            Assert.Equal(1, (await ledger.Ask("""{ search(text: "Wortlosigkeit") { totalCount } }""")).GetProperty("search").GetProperty("totalCount").GetInt32());
            await ledger.Ask("{ microShifts(first: 1) { totalCount } endeavours { nodes { title } } }");
            Assert.Empty(await ledger.Rows<string>("select words from public.written where words like '%Trallerwort%'"));
            // What is said of the fault has none of it either.
            Assert.DoesNotContain(log, line => line.Contains("Trallerwort", StringComparison.Ordinal));
        }
        await server.DropDatabase(database);

        async Task<NpgsqlConnection> Held(string name)
        {
            var connection = new NpgsqlConnection($"{database};Pooling=false");
            await connection.OpenAsync(Stop);
            await using var hold = new NpgsqlBatch(connection) { BatchCommands = { new("begin"), new($"select pg_advisory_xact_lock(hashtextextended('{name}', 0))") } };
            await hold.ExecuteNonQueryAsync(Stop);
            return connection;
        }
    }

    static async Task<long> Waiting(LedgerApi ledger) => (await ledger.Rows<long>("select count(distinct pid) from pg_locks where locktype = 'advisory' and not granted and mode = 'ShareLock' and database = (select oid from pg_database where datname = current_database())"))[0];

    [Fact]
    public async Task what_was_exported_before_is_recorded_without_it_where_a_backup_lacks_its_entries()
    {
        var (database, restored) = (await server.CreateDatabase(), await server.CreateDatabase());
        var backup = Path.Combine(folder.FullName, "ledger.dump");
        string exported, left, voiced;
        await using (var ledger = await Start(database, ErasureFile))
        {
            await PostgresTools.Run("pg_dump", database, ["--format=custom", $"--file={backup}"]);
            (voiced, var named) = await Tell(ledger);
            exported = await Exported(ledger);
            await Erase(ledger, named);
            left = await Exported(ledger);
        }
        await PostgresTools.Run("pg_restore", restored, ["--exit-on-error", $"--dbname={new NpgsqlConnectionStringBuilder(restored).Database}", backup]);

        await using (var ledger = await Start(restored, ErasureFile))
        {
            var lines = exported.Split('\n', StringSplitOptions.RemoveEmptyEntries);
            var place = Array.FindIndex(lines, line => line.Contains(voiced, StringComparison.Ordinal));
            await ledger.Import(lines[..place]);
            // By the door, too.
            await ledger.Record("IdentityVoiced", new { endeavour = Named, id = voiced, occurredAt = "2019", visibility = "PUBLIC", data = new { participant = Person, words = "Schnurzelbaum is my tree." } });
            await ledger.Answers($$"""{ endeavour(slug: "forget") { entry(id: "{{voiced}}") { erased ... on IdentityVoiced { data { words } } } } }""", """{"endeavour": {"entry": {"erased": ["data.words"], "data": {"words": "[erased]"}}}}""");
            await ledger.Import(lines);

            HasNone("The restored database", await Dumped(ledger, folder));
            Assert.Equal(Without(left), Without(await Exported(ledger)));
            await Signed(ledger);
            Assert.Empty((await Verify(ledger)).Findings);
            // What is brought again is there.
            await ledger.Import(lines);
            await ledger.Import(left.Split('\n', StringSplitOptions.RemoveEmptyEntries));
        }
        await server.DropDatabase(database);
        await server.DropDatabase(restored);

        // What came by the door was recorded then.
        string[] Without(string lines) => [.. lines.Split('\n').Where(line => !line.Contains($"\"id\":\"{voiced}\"", StringComparison.Ordinal))];
    }

    [Fact]
    public async Task what_fails_for_a_moment_is_sent_again_as_a_whole()
    {
        var database = await server.CreateDatabase();
        await using (var ledger = await Start(database, ErasureFile))
        {
            var (_, named) = await Tell(ledger);
            var kept = await Signed(ledger);
            await ledger.Rows<object>(
                """
                create sequence public.times;
                create function public.fail_once() returns trigger language plpgsql as $$ begin
                  if nextval('public.times') = 1 then raise exception 'Not now.' using errcode = '40001'; end if;
                  return null;
                end $$;
                create constraint trigger fail_once after insert on ledger.erasures deferrable initially deferred for each row execute function public.fail_once();
                """);

            await Erase(ledger, named);

            Assert.True((await ledger.Rows<long>("select last_value from public.times"))[0] > 1);
            HasNone("The database", await Dumped(ledger, folder));
            Assert.Equal(7, (await ledger.Services.GetRequiredService<Erasing>().LogOf(Named, Stop)).Count);
            Assert.Empty((await Verify(ledger, kept)).Findings);
        }
        await server.DropDatabase(database);
    }
}
