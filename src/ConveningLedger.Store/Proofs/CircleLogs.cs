using ConveningLedger.Proof;
using Npgsql;
using NpgsqlTypes;

namespace ConveningLedger.Store.Proofs;

/// <summary>
/// The logs of an endeavour, one for each circle: the leaves of the entries that the circle was ever shown, in the order in which it came to
/// see them. A circle's log so tells nothing of what it may not see. It only grows: what is narrowed later stays in it as a hash that tells nothing.
/// </summary>
/// <param name="schema">The database schema.</param>
sealed class CircleLogs(string schema)
{
    /// <summary>The circles, in the order in which their sizes are kept.</summary>
    public static readonly Visibility[] Circles = Enum.GetValues<Visibility>();

    /// <summary>The leaves of a circle's log in the database.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="endeavour">The slug.</param>
    /// <param name="circle">The circle.</param>
    /// <param name="size">How many.</param>
    /// <param name="tree">What is known of it; is grown.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task Load(NpgsqlConnection connection, string endeavour, Visibility circle, long size, MerkleTree tree, CancellationToken cancellation)
    {
        if (tree.Count >= size)
            return;
        await using var read = new NpgsqlCommand($"select tile, hashes from {schema}.log_tiles where endeavour = $1 and circle = $2 and tile >= $3 order by tile", connection)
        {
            Parameters = { new() { Value = endeavour }, new() { Value = ValueNames.Of(circle) }, new() { Value = (int)(tree.Count / ProofTables.TileWidth) } },
        };
        await using var reader = await read.ExecuteReaderAsync(cancellation);
        while (tree.Count < size && await reader.ReadAsync(cancellation))
        {
            var (first, hashes) = ((long)reader.GetInt32(0) * ProofTables.TileWidth, reader.GetFieldValue<byte[]>(1));
            while (tree.Count < size && tree.Count - first < hashes.Length / Hash.Length)
                tree.Add(new(hashes.AsSpan((int)(tree.Count - first) * Hash.Length, Hash.Length)));
        }
        if (tree.Count < size)
            throw new InvalidDataException($"The log of '{endeavour}' for {ValueNames.Of(circle)} has {tree.Count} leaves of {size}.");
    }

    /// <summary>The tiles of a log that are not as they were at a size.</summary>
    /// <param name="endeavour">The slug.</param>
    /// <param name="circle">The circle.</param>
    /// <param name="before">How many leaves there were.</param>
    /// <param name="tree">All of them.</param>
    public static IEnumerable<(string Endeavour, Visibility Circle, int Tile, byte[] Hashes)> TilesOf(string endeavour, Visibility circle, long before, MerkleTree tree)
    {
        for (var first = before / ProofTables.TileWidth * ProofTables.TileWidth; first < tree.Count; first += ProofTables.TileWidth)
        {
            var hashes = new byte[Math.Min(ProofTables.TileWidth, tree.Count - first) * Hash.Length];
            for (var place = 0; place < hashes.Length / Hash.Length; place++)
                tree.Leaves[(int)first + place].CopyTo(hashes.AsSpan(place * Hash.Length));
            yield return (endeavour, circle, (int)(first / ProofTables.TileWidth), hashes);
        }
    }

    /// <summary>The command that writes tiles.</summary>
    public NpgsqlBatchCommand Write(List<(string Endeavour, Visibility Circle, int Tile, byte[] Hashes)> tiles) => new(
        $"""
        insert into {schema}.log_tiles (endeavour, circle, tile, hashes) select * from unnest($1, $2, $3, $4)
        on conflict (endeavour, circle, tile) do update set hashes = excluded.hashes
        """)
    {
        Parameters =
        {
            new() { Value = tiles.Select(tile => tile.Endeavour).ToArray() }, new() { Value = tiles.Select(tile => ValueNames.Of(tile.Circle)).ToArray() },
            new() { Value = tiles.Select(tile => tile.Tile).ToArray() }, new() { Value = tiles.Select(tile => tile.Hashes).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
        },
    };

    /// <summary>The command that writes checkpoints.</summary>
    public NpgsqlBatchCommand Sign(List<SignedCheckpoint> checkpoints) => new(
        $"insert into {schema}.checkpoints (endeavour, circle, size, root, received_at, note) select * from unnest($1, $2, $3, $4, $5, $6)")
    {
        Parameters =
        {
            new() { Value = checkpoints.Select(one => one.Endeavour).ToArray() }, new() { Value = checkpoints.Select(one => ValueNames.Of(one.Circle)).ToArray() },
            new() { Value = checkpoints.Select(one => one.Size).ToArray() }, new() { Value = checkpoints.Select(one => one.Root.ToArray()).ToArray(), NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
            new() { Value = checkpoints.Select(one => one.ReceivedAt.ToDateTimeOffset()).ToArray() }, new() { Value = checkpoints.Select(one => one.Note).ToArray() },
        },
    };

    /// <summary>The command that writes how far the logs of endeavours are.</summary>
    public NpgsqlBatchCommand Head(List<(string Endeavour, long Sequence, long[] Sizes)> heads) => new(
        $"""
        insert into {schema}.log_heads (endeavour, sequence, sizes)
        select endeavour, sequence, array[conveners, team, evaluators, everybody] from unnest($1, $2, $3, $4, $5, $6) as head(endeavour, sequence, conveners, team, evaluators, everybody)
        on conflict (endeavour) do update set sequence = excluded.sequence, sizes = excluded.sizes
        """)
    {
        Parameters =
        {
            new() { Value = heads.Select(head => head.Endeavour).ToArray() }, new() { Value = heads.Select(head => head.Sequence).ToArray() },
            new() { Value = heads.Select(head => head.Sizes[0]).ToArray() }, new() { Value = heads.Select(head => head.Sizes[1]).ToArray() },
            new() { Value = heads.Select(head => head.Sizes[2]).ToArray() }, new() { Value = heads.Select(head => head.Sizes[3]).ToArray() },
        },
    };
}
