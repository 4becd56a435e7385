namespace ConveningLedger.Server.Tests.GraphQL;

/// <summary>Somebody else was quicker with a stream, which its key alone says.</summary>
public sealed class RecordingOutOfTurn(PostgresServer server)
{
    const string Note = """mutation($slug: Slug!) { recordFieldNoteTaken(input: { endeavour: $slug, occurredAt: "2019", data: { words: "Dry." } }) { entry { sequence } errors { message } } }""";

    [Theory]
    [InlineData(2)]
    [InlineData(int.MaxValue)]
    public async Task is_decided_anew_and_where_that_does_not_help_it_can_be_asked_again(int times)
    {
        var database = await server.CreateDatabase();
        await using (var ledger = await LedgerApi.Start(database))
        {
            string[] others = [.. Enumerable.Range(0, 8).Select(number => $"other-{number}")];
            foreach (var endeavour in others.Append("turns"))
                await ledger.Open(endeavour);
            // A sequence goes on also where what took a number of it is undone.
            await ledger.Rows<object>($$"""
                create sequence quicker;
                create function quicker() returns trigger language plpgsql as $$ begin
                    if new.stream_id = 'turns' and nextval('quicker') <= {{times}} then
                        raise exception 'Somebody was quicker' using errcode = '23505', schema = 'ledger', table = 'mt_events', constraint = 'pk_mt_events_stream_and_version';
                    end if;
                    return new;
                end $$;
                create trigger quicker before insert on ledger.mt_events for each row execute function quicker();
                """);

            // They share transactions with it.
            var recordings = others.Select(slug => ledger.Answer(Note, new { slug })).Append(ledger.Answer(Note, new { slug = "turns" })).Concat(others.Select(slug => ledger.Answer(Note, new { slug }))).ToArray();
            var answers = await Task.WhenAll(recordings);

            var answer = answers[others.Length];
            if (times == int.MaxValue)
                Assert.Equal("UNAVAILABLE", answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString());
            else
                Assert.Equal(2, answer.GetProperty("data").GetProperty("recordFieldNoteTaken").GetProperty("entry").GetProperty("sequence").GetInt32());
            Assert.Equal(times == int.MaxValue ? 1 : 2, Assert.Single(await ledger.Rows<long>("select count(*) from ledger.mt_events where stream_id = 'turns'")));
            Assert.Equal(3 * others.Length, Assert.Single(await ledger.Rows<long>("select count(*) from ledger.mt_events where stream_id <> 'turns'")));
        }
        await server.DropDatabase(database);
    }
}
