using System.Collections.Concurrent;
using ConveningLedger.Proof;
using Marten;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ConveningLedger.Store.Proofs;

/// <summary>
/// Makes checkpoints as entries are recorded: what was appended meanwhile, on whichever node or by an import, is put into the logs of its
/// endeavour and signed, within a second. One node at a time does it for an endeavour. Where the log in the database is not the one that was
/// signed last, nothing more is signed of it, and that is said in the server's own log.
/// </summary>
public sealed class Checkpointing : BackgroundService
{
    const int MostTogether = 64;
    const int MostLeavesKept = 1 << 20;

    static readonly TimeSpan Gathering = TimeSpan.FromMilliseconds(400);
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    readonly IDocumentStore store;
    readonly Histories histories;
    readonly Announcements announcements;
    readonly ILogger<Checkpointing> log;
    readonly string schema;
    readonly CircleLogs logs;
    readonly ConcurrentDictionary<string, byte> due = new(StringComparer.Ordinal);
    readonly SemaphoreSlim woken = new(0, 1);
    readonly SemaphoreSlim gate = new(1);
    readonly Dictionary<(string Endeavour, Visibility Circle), MerkleTree> trees = [];
    volatile bool mustLookAtAll = true;

    /// <summary>What makes the checkpoints of a store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="histories">The histories.</param>
    /// <param name="options">Where the tables are.</param>
    /// <param name="announcements">What tells of appends.</param>
    /// <param name="log">Where faults go.</param>
    public Checkpointing(IDocumentStore store, Histories histories, LedgerOptions options, Announcements announcements, ILogger<Checkpointing> log)
    {
        (this.store, this.histories, this.announcements, this.log, schema) = (store, histories, announcements, log, options.Schema);
        logs = new(schema);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        woken.Dispose();
        gate.Dispose();
    }

    /// <summary>Brings the logs of all endeavours up to what is recorded.</summary>
    /// <param name="cancellation">Stops it.</param>
    public async Task CatchUp(CancellationToken cancellation)
    {
        var behind = new List<string>();
        await using (var connection = await Open(cancellation))
        await using (var find = new NpgsqlCommand(
            $"select id from {schema}.mt_streams where version > coalesce((select sequence from {schema}.log_heads where endeavour = mt_streams.id), 0) order by id", connection))
        await using (var reader = await find.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
                behind.Add(reader.GetString(0));
        }
        foreach (var some in behind.Chunk(MostTogether))
            await SignAll(some, cancellation);
    }

    /// <summary>
    /// Replaces the key that signs: the new one signs the last checkpoint of each log beside the old one, whose secret is destroyed.
    /// </summary>
    /// <param name="cancellation">Stops it; then nothing is replaced.</param>
    /// <returns>How many logs were handed over.</returns>
    public async Task<int> ReplaceKey(CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation);
        return await LogKeys.Rotate(connection, schema, cancellation);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        announcements.Told += Note;
        try
        {
            while (!stoppingToken.IsCancellationRequested)
            {
                try
                {
                    if (mustLookAtAll)
                    {
                        mustLookAtAll = false;
                        await CatchUp(stoppingToken);
                    }
                    await woken.WaitAsync(stoppingToken);
                    // What is recorded in a stream of entries shares a checkpoint.
                    await Task.Delay(Gathering, stoppingToken);
                    while (due.Keys.Take(MostTogether).ToArray() is { Length: > 0 } some)
                    {
                        foreach (var endeavour in some)
                            due.TryRemove(endeavour, out _);
                        await SignAll(some, stoppingToken);
                    }
                }
                catch (Exception fault) when (!stoppingToken.IsCancellationRequested)
                {
                    log.LogWarning(fault, "Checkpoints could not be made; it is tried again.");
                    mustLookAtAll = true;
                    await Task.Delay(Pause, stoppingToken);
                }
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // It ends.
        }
        finally
        {
            announcements.Told -= Note;
        }
    }

    void Note(string? endeavour)
    {
        // What was not heard may be of any.
        if (endeavour is null)
            mustLookAtAll = true;
        else
            due.TryAdd(endeavour, 0);
        try
        {
            woken.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is awake already.
        }
    }

    async Task SignAll(IReadOnlyList<string> endeavours, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            await Sign(endeavours, cancellation);
        }
        catch
        {
            // They may have been grown by what is not committed.
            trees.Clear();
            throw;
        }
        finally
        {
            gate.Release();
        }
    }

    async Task Sign(IReadOnlyList<string> endeavours, CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var heads = new Dictionary<string, Head>(StringComparer.Ordinal);
        // Who has the lock does it, and hears of what comes while it does.
        await using (var take = new NpgsqlCommand(
            $"""
            select asked, sequence, sizes from unnest($1) as asked left join {schema}.log_heads on endeavour = asked
            where pg_try_advisory_xact_lock(hashtextextended('log ' || asked, 0))
            """, connection)
        { Parameters = { new() { Value = endeavours.ToArray() } } })
        await using (var reader = await take.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                heads.Add(reader.GetString(0), await reader.IsDBNullAsync(1, cancellation) ? Head.None
                    : new(reader.GetInt64(1), reader.GetFieldValue<long[]>(2)));
            }
        }
        if (heads.Count == 0)
            return;
        await using (var share = new NpgsqlCommand(LogKeys.Shared, connection))
            await share.ExecuteNonQueryAsync(cancellation);
        using var key = await LogKeys.Current(connection, schema, cancellation);
        var name = await LedgerName.Of(connection, schema, cancellation);
        await using var batch = new NpgsqlBatch(connection);
        var grown = await histories.Current(heads.Keys.ToArray(), cancellation);
        foreach (var (endeavour, head) in heads)
        {
            var history = grown[endeavour];
            if (history.Count == head.Sequence)
                continue;
            if (await Grow(connection, history, head, key, name, cancellation) is not { } commands)
                continue;
            foreach (var command in commands)
                batch.BatchCommands.Add(command);
        }
        if (batch.BatchCommands.Count > 0)
            await batch.ExecuteNonQueryAsync(cancellation);
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>What brings the logs of an endeavour up to a history; null where one of them is not the one that was signed last.</summary>
    async Task<List<NpgsqlBatchCommand>?> Grow(NpgsqlConnection connection, History history, Head head, LogKey key, string name, CancellationToken cancellation)
    {
        var (endeavour, sizes, commands) = (history.Endeavour, head.Sizes.ToArray(), new List<NpgsqlBatchCommand>());
        foreach (var circle in CircleLogs.Circles)
        {
            if (await TreeOf(connection, endeavour, circle, sizes[(int)circle], cancellation) is not { } tree)
                return null;
            var leaves = new Lazy<HashSet<Hash>>(() => [.. tree.Leaves]);
            var entries = CircleLog.More(history, circle, head.Sequence, leaf => leaves.Value.Contains(leaf));
            if (entries.Count == 0)
                continue;
            foreach (var entry in entries)
                tree.Add(EntryLeaf.Of(entry));
            commands.Add(logs.Write(endeavour, circle, sizes[(int)circle], tree));
            sizes[(int)circle] = tree.Count;
            var checkpoint = new Checkpoint(LedgerName.Origin(name, endeavour, circle), tree.Count, tree.Root);
            commands.Add(new($"insert into {schema}.checkpoints (endeavour, circle, size, root, received_at, note) values ($1, $2, $3, $4, $5, $6)")
            {
                Parameters =
                {
                    new() { Value = endeavour }, new() { Value = ValueNames.Of(circle) }, new() { Value = tree.Count }, new() { Value = checkpoint.Root.ToArray() },
                    new() { Value = entries[^1].ReceivedAt.ToDateTimeOffset() }, new() { Value = key.Sign(checkpoint).ToString() },
                },
            });
        }
        commands.Add(new(
            $"""
            insert into {schema}.log_heads (endeavour, sequence, sizes) values ($1, $2, $3)
            on conflict (endeavour) do update set sequence = excluded.sequence, sizes = excluded.sizes
            """)
        { Parameters = { new() { Value = endeavour }, new() { Value = (long)history.Count }, new() { Value = sizes } } });
        return commands;
    }

    /// <summary>The log of a circle as it was signed last; null where it is not that any more.</summary>
    async Task<MerkleTree?> TreeOf(NpgsqlConnection connection, string endeavour, Visibility circle, long size, CancellationToken cancellation)
    {
        if (trees.Values.Sum(tree => tree.Count) > MostLeavesKept)
            trees.Clear();
        if (trees.TryGetValue((endeavour, circle), out var known) && known.Count == size)
            return known;
        var tree = trees[(endeavour, circle)] = new();
        if (size == 0)
            return tree;
        await logs.Load(connection, endeavour, circle, size, tree, cancellation);
        await using var read = new NpgsqlCommand($"select root from {schema}.checkpoints where endeavour = $1 and circle = $2 and size = $3", connection)
        {
            Parameters = { new() { Value = endeavour }, new() { Value = ValueNames.Of(circle) }, new() { Value = size } },
        };
        if (await read.ExecuteScalarAsync(cancellation) is byte[] root && tree.Root == new Hash(root))
            return tree;
        trees.Remove((endeavour, circle));
        log.LogError("The log of {Endeavour} for {Circle} is not the one that was signed last: it was altered. Nothing more is signed of it; `verify` says what differs.", endeavour, circle);
        return null;
    }

    async Task<NpgsqlConnection> Open(CancellationToken cancellation)
    {
        var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancellation);
        return connection;
    }

    sealed record Head(long Sequence, long[] Sizes)
    {
        public static Head None { get; } = new(0, new long[Visibilities.Count]);
    }
}
