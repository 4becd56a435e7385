using System.Collections.Concurrent;
using ConveningLedger.Proof;
using Marten;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace ConveningLedger.Store.Proofs;

/// <summary>
/// Makes checkpoints as entries are recorded: what was appended meanwhile, on whichever node or by an import, is put into the logs of its
/// endeavour and signed, after about a second. One node at a time does it for an endeavour. Where the log in the database is not the one that was
/// signed last, nothing more is signed of it, and that is said in the server's own log.
/// </summary>
public sealed class Checkpointing : BackgroundService
{
    const int MostTogether = 64;
    const int MostLeavesKept = 1 << 20;

    static readonly TimeSpan Gathering = TimeSpan.FromSeconds(1);
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
    long kept;
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
            Forget();
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
        var grown = await histories.Current(heads.Keys.ToArray(), cancellation);
        var written = new Written();
        foreach (var (endeavour, head) in heads)
        {
            if (grown[endeavour].Count > head.Sequence)
                await Grow(connection, grown[endeavour], head, key, name, written, cancellation);
        }
        if (written.Heads.Count > 0)
        {
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { logs.Write(written.Tiles), logs.Sign(written.Checkpoints), logs.Head(written.Heads) } };
            await batch.ExecuteNonQueryAsync(cancellation);
        }
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Brings the logs of an endeavour up to a history; none of them, where one is not the one that was signed last.</summary>
    async Task Grow(NpgsqlConnection connection, History history, Head head, LogKey key, string name, Written written, CancellationToken cancellation)
    {
        var (endeavour, sizes, leaves) = (history.Endeavour, head.Sizes.ToArray(), new Dictionary<long, Hash>());
        var before = new List<(Visibility Circle, MerkleTree Tree)>();
        foreach (var circle in CircleLogs.Circles)
        {
            if (await TreeOf(connection, endeavour, circle, sizes[(int)circle], cancellation) is not { } tree)
                return;
            before.Add((circle, tree));
        }
        foreach (var (circle, tree) in before)
        {
            var known = new Lazy<HashSet<Hash>>(() => [.. tree.Leaves]);
            var entries = CircleLog.More(history, circle, head.Sequence, entry => known.Value.Contains(LeafOf(entry)));
            if (entries.Count == 0)
                continue;
            foreach (var entry in entries)
                tree.Add(LeafOf(entry));
            kept += entries.Count;
            written.Tiles.AddRange(CircleLogs.TilesOf(endeavour, circle, sizes[(int)circle], tree));
            sizes[(int)circle] = tree.Count;
            var checkpoint = new Checkpoint(LedgerName.Origin(name, endeavour, circle), tree.Count, tree.Root);
            written.Checkpoints.Add(new(endeavour, circle, tree.Count, tree.Root, entries[^1].ReceivedAt, Instant.MinValue, key.Sign(checkpoint).ToString()));
        }
        written.Heads.Add((endeavour, history.Count, sizes));

        // The circles have the same leaf of an entry.
        Hash LeafOf(Entry entry) => leaves.TryGetValue(entry.Sequence, out var leaf) ? leaf : leaves[entry.Sequence] = EntryLeaf.Of(entry);
    }

    /// <summary>The log of a circle as it was signed last; null where it is not that any more.</summary>
    async Task<MerkleTree?> TreeOf(NpgsqlConnection connection, string endeavour, Visibility circle, long size, CancellationToken cancellation)
    {
        if (trees.TryGetValue((endeavour, circle), out var known) && known.Count == size)
            return known;
        if (kept > MostLeavesKept)
            Forget();
        var tree = trees[(endeavour, circle)] = new();
        kept += size;
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

    void Forget()
    {
        trees.Clear();
        kept = 0;
    }

    async Task<NpgsqlConnection> Open(CancellationToken cancellation)
    {
        var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancellation);
        return connection;
    }

    /// <summary>What is to be written of the logs of several endeavours.</summary>
    sealed class Written
    {
        public List<(string Endeavour, Visibility Circle, int Tile, byte[] Hashes)> Tiles { get; } = [];
        public List<SignedCheckpoint> Checkpoints { get; } = [];
        public List<(string Endeavour, long Sequence, long[] Sizes)> Heads { get; } = [];
    }

    sealed record Head(long Sequence, long[] Sizes)
    {
        public static Head None { get; } = new(0, new long[Visibilities.Count]);
    }
}
