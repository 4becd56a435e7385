using ConveningLedger.Proof;
using Marten;
using Npgsql;

namespace ConveningLedger.Store.Proofs;

/// <summary>Tells what is proved of an endeavour to a circle.</summary>
/// <param name="store">The store.</param>
/// <param name="options">Where the tables are.</param>
/// <param name="standbys">Where logs are read.</param>
public sealed class ProofBook(IDocumentStore store, LedgerOptions options, Standbys standbys)
{
    const string Columns = "endeavour, circle, size, root, received_at, note";

    const int MostKept = 16;

    readonly CircleLogs logs = new(options.Schema);
    readonly System.Collections.Concurrent.ConcurrentDictionary<(string, Visibility), MerkleTree> kept = new();

    /// <summary>The last checkpoint of a log; null where there is none yet.</summary>
    /// <param name="endeavour">The slug.</param>
    /// <param name="circle">The circle.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<SignedCheckpoint?> Last(string endeavour, Visibility circle, CancellationToken cancellation) =>
        (await Read("order by size desc limit 1", endeavour, circle, [], cancellation)).FirstOrDefault();

    /// <summary>The first checkpoint of a log that has a size or more; null where there is none yet.</summary>
    /// <param name="endeavour">The slug.</param>
    /// <param name="circle">The circle.</param>
    /// <param name="size">The size.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<SignedCheckpoint?> From(string endeavour, Visibility circle, long size, CancellationToken cancellation) =>
        (await Read("and size >= $3 order by size limit 1", endeavour, circle, [size], cancellation)).FirstOrDefault();

    /// <summary>All checkpoints of a log, by size.</summary>
    /// <param name="endeavour">The slug.</param>
    /// <param name="circle">The circle.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public Task<List<SignedCheckpoint>> All(string endeavour, Visibility circle, CancellationToken cancellation) =>
        Read("order by size", endeavour, circle, [], cancellation);

    /// <summary>The log of a circle, at least up to a size. It is not to be grown.</summary>
    /// <param name="endeavour">The slug.</param>
    /// <param name="circle">The circle.</param>
    /// <param name="size">How many leaves.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <exception cref="InvalidDataException">It does not have as many.</exception>
    public async Task<MerkleTree> Log(string endeavour, Visibility circle, long size, CancellationToken cancellation)
    {
        // Logs only grow, so that one that is longer tells of a shorter one too.
        if (kept.TryGetValue((endeavour, circle), out var known) && known.Count >= size)
            return known;
        var tree = await standbys.Read(async connection =>
        {
            var read = new MerkleTree();
            await logs.Load(connection, endeavour, circle, size, read, cancellation);
            return read;
        }, cancellation);
        if (kept.Count >= MostKept)
            kept.Clear();
        return kept[(endeavour, circle)] = tree;
    }

    /// <summary>The keys that sign, or signed, under the name of a log; the one that signs now comes first.</summary>
    /// <param name="origin">The name.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<IReadOnlyList<NoteKey>> Keys(string origin, CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation);
        await using var read = new NpgsqlCommand($"select public_key from {options.Schema}.log_keys order by id desc", connection);
        await using var reader = await read.ExecuteReaderAsync(cancellation);
        var keys = new List<NoteKey>();
        while (await reader.ReadAsync(cancellation))
            keys.Add(new(origin, reader.GetFieldValue<byte[]>(0)));
        return keys;
    }

    /// <summary>By which notes which keys handed over to which, in their order.</summary>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<IReadOnlyList<string>> HandOvers(CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation);
        await using var read = new NpgsqlCommand($"select hand_over from {options.Schema}.log_keys where hand_over is not null order by id", connection);
        await using var reader = await read.ExecuteReaderAsync(cancellation);
        var notes = new List<string>();
        while (await reader.ReadAsync(cancellation))
            notes.Add(reader.GetString(0));
        return notes;
    }

    // What is no hash any more is none that anything fits.
    internal static Hash HashIn(NpgsqlDataReader reader, int column) => reader.GetFieldValue<byte[]>(column) is { Length: Hash.Length } bytes ? new(bytes) : default;

    /// <summary>All checkpoints of an endeavour as a connection sees them, by size.</summary>
    internal Task<List<SignedCheckpoint>> All(string endeavour, NpgsqlConnection connection, CancellationToken cancellation) =>
        Read(connection, "order by size", [endeavour], cancellation);

    async Task<List<SignedCheckpoint>> Read(string which, string endeavour, Visibility circle, object[] more, CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation);
        return await Read(connection, $"and circle = $2 {which}", [endeavour, ValueNames.Of(circle), .. more], cancellation);
    }

    async Task<List<SignedCheckpoint>> Read(NpgsqlConnection connection, string which, object[] values, CancellationToken cancellation)
    {
        await using var read = new NpgsqlCommand($"select {Columns} from {options.Schema}.checkpoints where endeavour = $1 {which}", connection);
        foreach (var value in values)
            read.Parameters.Add(new() { Value = value });
        await using var reader = await read.ExecuteReaderAsync(cancellation);
        var found = new List<SignedCheckpoint>();
        while (await reader.ReadAsync(cancellation))
        {
            found.Add(new(reader.GetString(0), (Visibility)ValueNames.Of(typeof(Visibility)).ValueOf(reader.GetString(1))!, reader.GetInt64(2), HashIn(reader, 3),
                Instant.FromDateTimeOffset(reader.GetFieldValue<DateTimeOffset>(4)), reader.GetString(5)));
        }
        return found;
    }

    async Task<NpgsqlConnection> Open(CancellationToken cancellation)
    {
        var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancellation);
        return connection;
    }
}

/// <summary>How the log of a circle was at a size, signed.</summary>
/// <param name="Endeavour">The slug.</param>
/// <param name="Circle">The circle whose log it is.</param>
/// <param name="Size">How many entries the circle had been shown.</param>
/// <param name="Root">The root of the Merkle tree over them, by RFC 6962.</param>
/// <param name="ReceivedAt">When the ledger received the last of them.</param>
/// <param name="Note">The checkpoint as it is signed: a C2SP tlog-checkpoint, to be kept as it stands.</param>
public sealed record SignedCheckpoint(string Endeavour, Visibility Circle, long Size, Hash Root, Instant ReceivedAt, string Note)
{
    /// <summary>Which log, of all there are.</summary>
    public string Origin => Note.Split('\n')[0];
}
