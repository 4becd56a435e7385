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

    /// <summary>The command that writes the leaves of a log from a size on.</summary>
    /// <param name="endeavour">The slug.</param>
    /// <param name="circle">The circle.</param>
    /// <param name="before">How many there were.</param>
    /// <param name="tree">All of them.</param>
    public NpgsqlBatchCommand Write(string endeavour, Visibility circle, long before, MerkleTree tree)
    {
        var (from, to) = ((int)(before / ProofTables.TileWidth), (int)((tree.Count - 1) / ProofTables.TileWidth));
        var tiles = new byte[to - from + 1][];
        for (var tile = from; tile <= to; tile++)
        {
            var first = (long)tile * ProofTables.TileWidth;
            var width = (int)Math.Min(ProofTables.TileWidth, tree.Count - first);
            tiles[tile - from] = new byte[width * Hash.Length];
            for (var place = 0; place < width; place++)
                tree.Leaves[(int)first + place].CopyTo(tiles[tile - from].AsSpan(place * Hash.Length));
        }
        return new(
            $"""
            insert into {schema}.log_tiles (endeavour, circle, tile, hashes) select $1, $2, * from unnest($3, $4)
            on conflict (endeavour, circle, tile) do update set hashes = excluded.hashes
            """)
        {
            Parameters =
            {
                new() { Value = endeavour }, new() { Value = ValueNames.Of(circle) }, new() { Value = Enumerable.Range(from, tiles.Length).ToArray() },
                new() { Value = tiles, NpgsqlDbType = NpgsqlDbType.Array | NpgsqlDbType.Bytea },
            },
        };
    }
}
