using ConveningLedger.Proof;
using ConveningLedger.Store.Projections;
using ConveningLedger.Store.Proofs;
using Marten;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ConveningLedger.Store.Erasure;

/// <summary>What was destroyed of an entry.</summary>
/// <param name="Entry">The entry's id.</param>
/// <param name="Paths">The paths of its members.</param>
public sealed record ErasedMembers(Guid Entry, IReadOnlyList<string> Paths);

/// <summary>
/// Destroys members of entries: in the events, in all that is kept of them, and in the memory of every node. What is left of an entry has the leaf that it
/// always had, so that what was signed stays true. Each erasure is a line of a log, in the database and in a file outside of it, and before anything is
/// served what the file has and the database lacks is destroyed again: a backup may be older.
/// </summary>
public sealed class Erasing : IHostedService, IDisposable
{
    const int MostTries = 10;

    const string OfOne = "where endeavour = $1";

    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    readonly IDocumentStore store;
    readonly EntryEvents events;
    readonly Histories histories;
    readonly ProjectedHistories projected;
    readonly LedgerOptions options;
    readonly Announcements announcements;
    readonly ILogger<Erasing> log;
    readonly string schema;
    readonly ErasureFile file;
    readonly StoredProjection[] projections;
    readonly SemaphoreSlim gate = new(1);
    readonly CancellationTokenSource stop = new();
    Task background = Task.CompletedTask;

    /// <summary>What destroys in a store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="events">How entries are events.</param>
    /// <param name="histories">The histories.</param>
    /// <param name="projected">The histories of projections.</param>
    /// <param name="options">Where the tables and the file are.</param>
    /// <param name="announcements">What tells of erasures.</param>
    /// <param name="log">Where faults go.</param>
    public Erasing(IDocumentStore store, EntryEvents events, Histories histories, ProjectedHistories projected, LedgerOptions options, Announcements announcements, ILogger<Erasing> log)
    {
        (this.store, this.events, this.histories, this.projected, this.options, this.announcements, this.log, schema) = (store, events, histories, projected, options, announcements, log, options.Schema);
        file = new(options.ErasureFile);
        projections = [.. StoredProjections.All(schema, () => histories, new(1))];
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        gate.Dispose();
        stop.Dispose();
    }

    /// <inheritdoc/>
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        await Reapply(cancellationToken);
        announcements.ToldOfErasure += Note;
    }

    /// <inheritdoc/>
    public async Task StopAsync(CancellationToken cancellationToken)
    {
        announcements.ToldOfErasure -= Note;
        await stop.CancelAsync();
        await background.WaitAsync(cancellationToken).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
    }

    /// <summary>Destroys members of entries of an endeavour. It is on the disk, in the log and in its file, when this is done; once begun it is not stopped.</summary>
    /// <param name="endeavour">The slug.</param>
    /// <param name="choose">Chooses from the history as it is then: entries as first recorded, and paths that can be erased in them.</param>
    /// <param name="by">The subject id of who asks.</param>
    /// <param name="reason">Why, without words of what is destroyed.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    /// <returns>What was destroyed; empty where there was nothing.</returns>
    /// <exception cref="IOException">The file cannot be written. If it could before, the words are destroyed; its line is added at the next start.</exception>
    public async Task<IReadOnlyList<ErasedMembers>> Erase(string endeavour, Func<History, IEnumerable<(Entry Entry, string Path)>> choose, string by, string reason, CancellationToken cancellation)
    {
        await file.Check(cancellation);
        return await Task.Run(() => EraseNow(endeavour, history => [.. choose(history).GroupBy(one => one.Entry, one => one.Path)
            .Select(its => new ErasureLine("", Guid.Empty, endeavour, its.Key.Id, [.. its.Distinct()], by, default, reason))]), CancellationToken.None).WaitAsync(cancellation);
    }

    async Task<IReadOnlyList<ErasedMembers>> EraseNow(string endeavour, Func<History, IReadOnlyList<ErasureLine>> choose)
    {
        await gate.WaitAsync(stop.Token);
        try
        {
            var lines = await Apply(endeavour, choose, Guid.CreateVersion7(), stop.Token);
            await file.Add(lines, CancellationToken.None);
            if (lines.Count > 0)
                Begin(Clean);
            return [.. lines.Select(line => new ErasedMembers(line.Entry, line.Paths))];
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>The log of erasures of an endeavour, in order.</summary>
    /// <param name="endeavour">The slug.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<IReadOnlyList<ErasureLine>> LogOf(string endeavour, CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation);
        return await Rows(connection, OfOne, [endeavour], cancellation);
    }

    /// <summary>Destroys again what the log or its file says was destroyed, and is there: a backup was restored. And tells the file what only the log has.</summary>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidDataException">The file cannot be read.</exception>
    public Task Reapply(CancellationToken cancellation) => Reapply(null, cancellation);

    async Task Reapply(string? endeavour, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            List<ErasureLine> rows, lines;
            await using (var connection = await Open(cancellation))
            {
                var ledger = await LedgerName.Of(connection, schema, cancellation);
                rows = [.. (await (endeavour is null ? Rows(connection, "", [], cancellation) : Rows(connection, OfOne, [endeavour], cancellation))).Select(row => row with { Ledger = ledger })];
                lines = [.. (await file.Read(cancellation)).Where(line => line.Ledger == ledger && (endeavour is null || line.Endeavour == endeavour))];
            }
            var (inRows, inLines) = (rows.Select(row => (row.Id, row.Entry)).ToHashSet(), lines.Select(line => (line.Id, line.Entry)).ToHashSet());
            foreach (var its in rows.Concat(lines.Where(line => !inRows.Contains((line.Id, line.Entry)))).GroupBy(line => line.Endeavour))
            {
                ErasureLine[] all = [.. its];
                var unlisted = all.Where(line => !inRows.Contains((line.Id, line.Entry))).ToArray();
                if (unlisted.Length > 0 || await IsAnyThere(its.Key, all, cancellation))
                    await Apply(its.Key, _ => all, null, cancellation);
            }
            if (rows.Any(row => !inLines.Contains((row.Id, row.Entry))))
                await file.Add([.. rows.Where(row => !inLines.Contains((row.Id, row.Entry)))], cancellation);
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>
    /// Has the database let go of what is left of erased words beside its rows, where that is due: dead rows, statistics, the words of indexes. It is due from
    /// the transaction of the erasure on until it is done, whoever ends before; one node does it at a time.
    /// </summary>
    /// <param name="cancellation">Stops it; then it stays due.</param>
    public async Task Clean(CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation);
        // Who waits in a statement would hold up what the other waits for.
        while (!await IsTaken())
            await Task.Delay(Look, cancellation);
        try
        {
            var due = await Read<long>($"select number from {schema}.cleanings");
            if (due.Count == 0)
                return;
            string[] schemas = [schema, .. Enum.GetValues<Visibility>().Select(circle => Circles.SchemaOf(schema, circle))];
            // What was stopped leaves an index that nobody reads, with the words in it; what somebody else is making now is theirs.
            foreach (var drop in await Read<string>(
                """
                select format('drop index concurrently if exists %I.%I', nspname, made.relname)
                from pg_index join pg_class as made on made.oid = indexrelid join pg_namespace on pg_namespace.oid = made.relnamespace
                where nspname = any($1) and not indisvalid and made.relname ~ '_cc(new|old)[0-9]*$' and not exists (select from pg_stat_progress_create_index where relid = indrelid)
                """, schemas))
            {
                await Do(connection, drop, cancellation);
            }
            foreach (var command in await Read<string>(
                """
                select format('vacuum (analyze) %I.%I', schemaname, tablename) from pg_tables where schemaname = any($1)
                union all select format('reindex index concurrently %I.%I', schemaname, indexname) from pg_indexes where schemaname = any($1) and indexdef like '% USING gin %'
                """, schemas))
            {
                await Do(connection, command, cancellation);
            }
            // What became due meanwhile stays so.
            await Do(connection, $"delete from {schema}.cleanings where number = any($1)", cancellation, due.ToArray());
        }
        finally
        {
            // A connection that goes back to its pool would keep it.
            if (connection.State == System.Data.ConnectionState.Open)
                await Do(connection, "select pg_advisory_unlock(hashtextextended('clean ' || $1, 0))", CancellationToken.None, schema);
        }

        async Task<bool> IsTaken() => (await Read<bool>("select pg_try_advisory_lock(hashtextextended('clean ' || $1, 0))", schema))[0];

        async Task<List<T>> Read<T>(string sql, object? value = null)
        {
            await using var command = new NpgsqlCommand(sql, connection);
            if (value is not null)
                command.Parameters.Add(new() { Value = value });
            await using var reader = await command.ExecuteReaderAsync(cancellation);
            var rows = new List<T>();
            while (await reader.ReadAsync(cancellation))
                rows.Add(reader.GetFieldValue<T>(0));
            return rows;
        }
    }

    /// <summary>Destroys what lines say, where it is there, and adds those to the log that it does not have.</summary>
    /// <param name="endeavour">The slug.</param>
    /// <param name="choose">The lines.</param>
    /// <param name="id">The id of a new erasure; null: the lines have theirs.</param>
    /// <param name="cancellation">Stops it; then nothing is destroyed.</param>
    async Task<List<ErasureLine>> Apply(string endeavour, Func<History, IReadOnlyList<ErasureLine>> choose, Guid? id, CancellationToken cancellation)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                // What failed may have been committed all the same; then there is nothing left to choose.
                var lines = tries > 1 && id is { } made && await Listed(made, cancellation) is { Count: > 0 } listed ? listed : await ApplyOnce(endeavour, choose, id, cancellation);
                if (lines.Count > 0)
                {
                    Forget(endeavour);
                    await Confirm(endeavour, lines, cancellation);
                }
                return lines;
            }
            catch (Exception fault) when (tries < MostTries && !cancellation.IsCancellationRequested && (ErasureTables.IsNotAsRead(fault) || PostgresFaults.IsAway(fault)))
            {
                // It fails for a moment; or it was sent again by Marten, and meanwhile something was recorded, or destroyed, or there is another key.
                await Task.Delay(Look * tries, cancellation);
            }
        }
    }

    async Task<List<ErasureLine>> Listed(Guid id, CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation);
        var ledger = await LedgerName.Of(connection, schema, cancellation);
        return [.. (await Rows(connection, "where id = $1", [id], cancellation)).Select(row => row with { Ledger = ledger })];
    }

    async Task<List<ErasureLine>> ApplyOnce(string endeavour, Func<History, IReadOnlyList<ErasureLine>> choose, Guid? id, CancellationToken cancellation)
    {
        await using var session = store.LightweightSession();
        await session.BeginTransactionAsync(cancellation);
        var connection = session.Connection!;
        var now = await RecordHandler.Wait(connection, StreamLock.Take(endeavour), cancellation);
        await Do(connection, ErasureTables.Alone, cancellation, endeavour);
        // Nothing of it comes to be remembered.
        var history = await new Histories(store, events, options).Current(endeavour, connection, cancellation);
        var ledger = await LedgerName.Of(connection, schema, cancellation);
        var lines = choose(history).Select(line => id is { } made ? line with { Ledger = ledger, Id = made, At = now.ToDateTimeOffset() } : line).ToList();
        if (lines.Count == 0)
            return lines;
        await Do(connection, LogKeys.Shared, cancellation);
        using var key = await LogKeys.Current(connection, schema, cancellation);
        var changed = new Dictionary<Guid, Entry>();
        foreach (var of in lines.GroupBy(line => line.Entry))
        {
            if (history.Find(of.Key) is not { } entry)
                continue;
            string[] paths = [.. PersonalData.ErasableIn(entry).Intersect(of.SelectMany(line => line.Paths))];
            if (paths.Length == 0)
                continue;
            var left = Sealing.Erase(entry, paths);
            var statement = Sealing.Statement(ledger, left);
            changed.Add(left.Id, left with { Sealing = left.Sealing! with { Note = new SignedNote(statement, [key.Signature(ledger, statement)]).ToString() } });
        }
        // All of it is queued. Should Marten send it again, in another transaction, the first of it takes again what is held, and sees that nothing has gone on.
        session.QueueSqlCommand($"select {schema}.{ErasureTables.AloneAsRead}(?, ?, ?, ?)", endeavour, (long)history.Count, history.LastErasure, key.Id);
        session.QueueSqlCommand($"update {schema}.mt_events set data = changed.body::jsonb from unnest(?, ?) as changed(id, body) where stream_id = ? and mt_events.id = changed.id",
            changed.Keys.ToArray(), changed.Values.Select(EntryEvents.Body).ToArray(), endeavour);
        session.QueueSqlCommand(
            $"""
            insert into {schema}.erasures (id, endeavour, entry, paths, made_by, made_at, reason)
            select id, ?, entry, string_to_array(paths, ' '), made_by, made_at, reason from unnest(?, ?, ?, ?, ?, ?) with ordinality as line(id, entry, paths, made_by, made_at, reason, place)
            order by place on conflict do nothing
            """,
            endeavour, lines.Select(line => line.Id).ToArray(), lines.Select(line => line.Entry).ToArray(), lines.Select(line => string.Join(' ', line.Paths)).ToArray(),
            lines.Select(line => line.By).ToArray(), lines.Select(line => line.At.ToUniversalTime()).ToArray(), lines.Select(line => line.Reason).ToArray());
        if (changed.Count > 0)
            session.QueueSqlCommand($"insert into {schema}.cleanings default values");
        if (history.Count > 0)
        {
            var without = History.Empty(endeavour).After([.. history.Entries.Select(entry => changed.GetValueOrDefault(entry.Id, entry))]);
            foreach (var projection in projections)
                await projection.Derive(session, without, cancellation);
        }
        session.QueueSqlCommand($"select pg_notify('{ErasureTables.Channel}', ?), pg_notify('{Announcements.Channel}', ?)", endeavour, endeavour);
        await session.SaveChangesAsync(cancellation);
        return lines;
    }

    /// <summary>Looks whether lines are in the log, before anybody is told that they are.</summary>
    async Task Confirm(string endeavour, List<ErasureLine> lines, CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation);
        await using var count = new NpgsqlCommand(
            $"select count(*) from unnest($2, $3) as line(id, entry) where exists (select from {schema}.erasures where endeavour = $1 and erasures.id = line.id and erasures.entry = line.entry)", connection)
        { Parameters = { new() { Value = endeavour }, new() { Value = lines.Select(line => line.Id).ToArray() }, new() { Value = lines.Select(line => line.Entry).ToArray() } } };
        if ((long)(await count.ExecuteScalarAsync(cancellation))! < lines.Count)
            throw new InvalidOperationException($"Nothing was destroyed in '{endeavour}': PostgreSQL failed meanwhile. It can be asked for again.");
    }

    async Task<bool> IsAnyThere(string endeavour, ErasureLine[] lines, CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation);
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { events.FindCommand(endeavour, [.. lines.Select(line => line.Entry).Distinct()], []) } };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var entry = events.Read(reader, endeavour);
            if (PersonalData.ErasableIn(entry).Intersect(lines.Where(line => line.Entry == entry.Id).SelectMany(line => line.Paths)).Any())
                return true;
        }
        return false;
    }

    void Note(string? endeavour)
    {
        Forget(endeavour);
        Begin(cancellation => Reapply(endeavour, cancellation));
        Begin(Clean);
    }

    void Forget(string? endeavour)
    {
        histories.Forget(endeavour);
        projected.Forget(endeavour);
        Erased.ForgetTexts();
    }

    void Begin(Func<CancellationToken, Task> work)
    {
        lock (projections)
            background = background.ContinueWith(_ => Try(work), CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default).Unwrap();
    }

    async Task Try(Func<CancellationToken, Task> work)
    {
        // What cannot be done for so long is not done by trying; it is tried again at the next start, or the next erasure.
        for (var tries = 0; tries < MostTries && !stop.IsCancellationRequested; tries++)
        {
            try
            {
                await work(stop.Token);
                return;
            }
            catch (Exception) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                log.LogWarning(fault, "What is left of erased words could not be cleared away; it is tried again.");
                await Task.Delay(Pause * (tries + 1), stop.Token).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
            }
        }
    }

    async Task<List<ErasureLine>> Rows(NpgsqlConnection connection, string which, object[] values, CancellationToken cancellation)
    {
        await using var read = new NpgsqlCommand($"select id, endeavour, entry, paths, made_by, made_at, reason from {schema}.erasures {which} order by number", connection);
        foreach (var value in values)
            read.Parameters.Add(new() { Value = value });
        await using var reader = await read.ExecuteReaderAsync(cancellation);
        var rows = new List<ErasureLine>();
        while (await reader.ReadAsync(cancellation))
            rows.Add(new("", reader.GetGuid(0), reader.GetString(1), reader.GetGuid(2), reader.GetFieldValue<string[]>(3), reader.GetString(4), reader.GetFieldValue<DateTimeOffset>(5), reader.GetString(6)));
        return rows;
    }

    static async Task Do(NpgsqlConnection connection, string sql, CancellationToken cancellation, params object[] values)
    {
        await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
        foreach (var value in values)
            command.Parameters.Add(new() { Value = value });
        await command.ExecuteNonQueryAsync(cancellation);
    }

    async Task<NpgsqlConnection> Open(CancellationToken cancellation)
    {
        var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancellation);
        return connection;
    }
}
