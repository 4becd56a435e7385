using System.Reflection;
using System.Runtime.CompilerServices;
using Marten;
using Marten.Services;

namespace ConveningLedger.Server.Tests.GraphQL;

public sealed class LosingTheAnswer(PostgresServer server)
{
    [Fact]
    public async Task what_was_committed_though_nobody_was_told_is_recorded_once()
    {
        var connection = await server.CreateDatabase();
        var losing = new Losing();
        await using (var ledger = await LedgerApi.Start(connection, more: services => services.ConfigureMarten(marten => marten.Listeners.Add(losing))))
        {
            await ledger.Open("lost");
            losing.IsOn = true;

            var ids = await Task.WhenAll(Enumerable.Range(0, 40).Select(number =>
                ledger.Record("FieldNoteTaken", new { endeavour = "lost", occurredAt = "2019", data = new { words = $"Note {number}." } })));

            Assert.True(losing.Lost > 0);
            Assert.Equal(ids.Order(), (await ledger.Rows<Guid>("select id from ledger.mt_events where type = 'field_note_taken'")).Select(id => id.ToString()).Order());
        }
        await server.DropDatabase(connection);
    }

    /// <summary>Loses the connection after the commit of every transaction of several entries.</summary>
    sealed class Losing : DocumentSessionListenerBase
    {
        readonly ConditionalWeakTable<IDocumentSession, object> several = [];
        int lost;

        public bool IsOn { get; set; }

        public int Lost => lost;

        public override Task BeforeSaveChangesAsync(IDocumentSession session, CancellationToken token)
        {
            if (IsOn && session.PendingChanges.Operations().Any(AppendsSeveral))
                several.Add(session, session);
            return Task.CompletedTask;
        }

        public override Task AfterCommitAsync(IDocumentSession session, IChangeSet commit, CancellationToken token)
        {
            if (!several.Remove(session))
                return Task.CompletedTask;
            Interlocked.Increment(ref lost);
            throw new IOException("The connection was lost.");
        }

        // What is appended are the parameters of a command, of which the first are the streams.
        static bool AppendsSeveral(Weasel.Storage.IStorageOperation operation) => operation.GetType()
            .GetFields(BindingFlags.Instance | BindingFlags.NonPublic).Any(field => field.GetValue(operation) is object[] and [string[] { Length: > 1 }, ..]);
    }
}
