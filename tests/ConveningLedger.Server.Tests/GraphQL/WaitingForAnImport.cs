namespace ConveningLedger.Server.Tests.GraphQL;

public sealed class WaitingForAnImport(PostgresServer server)
{
    [Fact]
    public async Task does_not_give_up_when_a_statement_usually_would()
    {
        await using var ledger = await LedgerApi.Start($"{await server.CreateDatabase()};Command Timeout=1");
        await ledger.Open("imported");
        Task<string> recording;
        await using (await ledger.KeepOthersOut("imported"))
        {
            recording = ledger.Record("FieldNoteTaken", new { endeavour = "imported", occurredAt = "2019", data = new { words = "Dry." } });
            await Task.Delay(TimeSpan.FromSeconds(2), TestContext.Current.CancellationToken);
            Assert.False(recording.IsCompleted);
        }

        await recording;
        await ledger.Answers("""{ endeavour(slug: "imported") { entryCount } }""", """{"endeavour":{"entryCount":2}}""");
    }
}
