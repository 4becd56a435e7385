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

    // Of what is signed after an import, and looked at by nobody yet, little is kept.
    const long AsideBytes = 64L << 20;

    static readonly TimeSpan Gathering = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    readonly IDocumentStore store;
    readonly Histories histories;
    readonly EntryEvents events;
    readonly LedgerOptions options;
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
    /// <param name="events">How entries are events.</param>
    /// <param name="options">Where the tables are.</param>
    /// <param name="announcements">What tells of appends.</param>
    /// <param name="log">Where faults go.</param>
    public Checkpointing(IDocumentStore store, Histories histories, EntryEvents events, LedgerOptions options, Announcements announcements, ILogger<Checkpointing> log)
    {
        (this.store, this.histories, this.events, this.options, this.announcements, this.log, schema) = (store, histories, events, options, announcements, log, options.Schema);
        logs = new(schema);
    }

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        woken.Dispose();
        gate.Dispose();
    }

    /// <summary>Brings the logs of all endeavours up to what is recorded; where another node is at it, that is waited for.</summary>
    /// <param name="cancellation">Stops it.</param>
    public Task CatchUp(CancellationToken cancellation) => CatchUp(waits: true, cancellation);

    async Task CatchUp(bool waits, CancellationToken cancellation)
    {
        var behind = new List<string>();
        await using (var connection = await Open(cancellation))
        await using (var find = new NpgsqlCommand(
            $"""select id from {schema}.mt_streams where version > coalesce((select sequence from {schema}.log_heads where endeavour = mt_streams.id), 0) order by id collate "C" """, connection))
        await using (var reader = await find.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
                behind.Add(reader.GetString(0));
        }
        // What nobody asked for does not drive out what is asked for.
        var aside = new Histories(store, events, options with { HistoriesBytes = AsideBytes });
        foreach (var endeavour in behind)
            await SignAll([endeavour], aside, waits, cancellation);
    }

    /// <summary>
    /// Replaces the key that signs: the old one signs that it hands over to the new one, which signs the last checkpoint of each log; the secret
    /// of the old one is destroyed.
    /// </summary>
    /// <param name="cancellation">Stops it; then nothing is replaced.</param>
    /// <returns>How many logs were handed over.</returns>
    public async Task<int> ReplaceKey(CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation);
        var logs = await LogKeys.Rotate(connection, schema, cancellation);
        // What was signed of erased words is signed anew, too.
        histories.Forget(null);
        return logs;
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
                        await CatchUp(waits: false, stoppingToken);
                    }
                    await woken.WaitAsync(stoppingToken);
                    // What is recorded in a stream of entries shares a checkpoint.
                    await Task.Delay(Gathering, stoppingToken);
                    // Those that somebody else has now are due again, and have their turn after the next pause.
                    foreach (var some in due.Keys.ToArray().Chunk(MostTogether))
                    {
                        foreach (var endeavour in some)
                            due.TryRemove(endeavour, out _);
                        await SignAll(some, histories, waits: false, stoppingToken);
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

    async Task SignAll(string[] endeavours, Histories from, bool waits, CancellationToken cancellation)
    {
        try
        {
            await SignTogether(endeavours, from, waits, cancellation);
        }
        catch (Exception fault) when (fault is not OperationCanceledException and not NpgsqlException || fault is PostgresException)
        {
            // An endeavour of which something is wrong must not keep the others from being signed.
            if (endeavours is [var endeavour])
                log.LogError(fault, "Nothing more is signed of {Endeavour}: its entries or its logs cannot be used.", endeavour);
            foreach (var alone in endeavours.Length > 1 ? endeavours : [])
                await SignAll([alone], from, waits, cancellation);
        }
    }

    async Task SignTogether(string[] endeavours, Histories from, bool waits, CancellationToken cancellation)
    {
        await gate.WaitAsync(cancellation);
        try
        {
            await Sign(endeavours, from, waits, cancellation);
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

    async Task Sign(string[] endeavours, Histories from, bool waits, CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var taken = await Take(connection, endeavours, waits, cancellation);
        // Whoever has the others may be gone before it signs them.
        foreach (var other in endeavours.Except(taken))
            Note(other);
        if (taken.Count == 0)
            return;
        var heads = await Heads(connection, taken, cancellation);
        await using (var share = new NpgsqlCommand(LogKeys.Shared, connection))
            await share.ExecuteNonQueryAsync(cancellation);
        using var key = await LogKeys.Current(connection, schema, cancellation);
        var name = await LedgerName.Of(connection, schema, cancellation);
        var grown = await from.Current(taken, cancellation);
        var written = new Written();
        foreach (var (endeavour, head) in heads)
        {
            if (grown[endeavour].Count > head.Sequence)
                await Grow(connection, grown[endeavour], head, key, name, written, cancellation);
        }
        if (written.Heads.Count > 0)
        {
            await using var batch = new NpgsqlBatch(connection) { BatchCommands = { logs.Head(written.Heads) } };
            if (written.Checkpoints.Count > 0)
            {
                batch.BatchCommands.Add(logs.Write(written.Tiles));
                batch.BatchCommands.Add(logs.Sign(written.Checkpoints));
            }
            await batch.ExecuteNonQueryAsync(cancellation);
        }
        await transaction.CommitAsync(cancellation);
    }

    /// <summary>Takes the logs of endeavours until the end of the transaction.</summary>
    /// <returns>Those that could be had: all of them, where they are waited for.</returns>
    static async Task<List<string>> Take(NpgsqlConnection connection, string[] endeavours, bool waits, CancellationToken cancellation)
    {
        await using var take = new NpgsqlCommand(waits ? "select asked from unnest($1) as asked where pg_advisory_xact_lock(hashtextextended('log ' || asked, 0)) is not null"
            : "select asked from unnest($1) as asked where pg_try_advisory_xact_lock(hashtextextended('log ' || asked, 0))", connection)
        { Parameters = { new() { Value = endeavours } }, CommandTimeout = 0 };
        await using var reader = await take.ExecuteReaderAsync(cancellation);
        var taken = new List<string>();
        while (await reader.ReadAsync(cancellation))
            taken.Add(reader.GetString(0));
        return taken;
    }

    // After they were taken, in a statement of its own: else it could see what was before whoever had them.
    async Task<Dictionary<string, Head>> Heads(NpgsqlConnection connection, List<string> endeavours, CancellationToken cancellation)
    {
        var heads = endeavours.ToDictionary(endeavour => endeavour, _ => new Head(0, new long[Visibilities.Count], []), StringComparer.Ordinal);
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new($"select endeavour, sequence, sizes from {schema}.log_heads where endeavour = any($1)") { Parameters = { new() { Value = endeavours.ToArray() } } },
                new($"select distinct on (endeavour, circle) endeavour, circle, size, root, received_at from {schema}.checkpoints where endeavour = any($1) order by endeavour, circle, size desc")
                {
                    Parameters = { new() { Value = endeavours.ToArray() } },
                },
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            heads[reader.GetString(0)] = new(reader.GetInt64(1), reader.GetFieldValue<long[]>(2), []);
        await reader.NextResultAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            heads[reader.GetString(0)].Signed[reader.GetString(1)] = (reader.GetInt64(2), ProofBook.HashIn(reader, 3), Instant.FromDateTimeOffset(reader.GetFieldValue<DateTimeOffset>(4)));
        return heads;
    }

    /// <summary>Brings the logs of an endeavour up to a history; none of them, where one is not the one that was signed last.</summary>
    async Task Grow(NpgsqlConnection connection, History history, Head head, LogKey key, string name, Written written, CancellationToken cancellation)
    {
        var (endeavour, sizes) = (history.Endeavour, head.Sizes.ToArray());
        var before = new List<(Visibility Circle, MerkleTree Tree)>();
        foreach (var circle in CircleLogs.Circles)
        {
            if (await TreeOf(connection, endeavour, circle, head, cancellation) is not { } tree)
            {
                log.LogError("The log of {Endeavour} for {Circle} is not the one that was signed last: it was altered. Nothing more is signed of it; `verify` says what differs.", endeavour, circle);
                return;
            }
            before.Add((circle, tree));
        }
        // The circles have the same leaf of an entry. The conveners, who come first, have one of each, in sequence.
        var all = before[(int)Visibility.Conveners].Tree;
        Hash LeafOf(Entry entry) => entry.Sequence <= all.Count ? all.Leaves[(int)entry.Sequence - 1] : EntryLeaf.Of(entry);
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
            // What is widened may be older than what was signed before it.
            var until = entries.Max(entry => entry.ReceivedAt);
            var last = head.Signed.TryGetValue(ValueNames.Of(circle), out var signed) && signed.ReceivedAt > until ? signed.ReceivedAt : until;
            written.Checkpoints.Add(new(endeavour, circle, tree.Count, tree.Root, last, key.Sign(checkpoint).ToString()));
        }
        written.Heads.Add((endeavour, history.Count, sizes));
    }

    /// <summary>The log of a circle as it was signed last; null where it is not that any more.</summary>
    async Task<MerkleTree?> TreeOf(NpgsqlConnection connection, string endeavour, Visibility circle, Head head, CancellationToken cancellation)
    {
        var size = head.Sizes[(int)circle];
        if (head.Signed.GetValueOrDefault(ValueNames.Of(circle)) is var signed && signed.Size != size)
            return null;
        if (trees.TryGetValue((endeavour, circle), out var known) && known.Count == size && (size == 0 || known.Root == signed.Root))
            return known;
        if (kept > MostLeavesKept)
            Forget();
        var tree = trees[(endeavour, circle)] = new();
        kept += size;
        await logs.Load(connection, endeavour, circle, size, tree, cancellation);
        if (size == 0 || tree.Root == signed.Root)
            return tree;
        trees.Remove((endeavour, circle));
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

    /// <summary>How far the logs of an endeavour are, and what was signed of them last.</summary>
    sealed record Head(long Sequence, long[] Sizes, Dictionary<string, (long Size, Hash Root, Instant ReceivedAt)> Signed);
}
