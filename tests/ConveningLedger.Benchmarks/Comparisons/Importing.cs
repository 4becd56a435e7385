using ConveningLedger.Benchmarks.Running;
using Npgsql;

namespace ConveningLedger.Benchmarks.Comparisons;

/// <summary>Importing a long history, beside a binary COPY of the same rows into the same table, and its memory at any length.</summary>
static class Importing
{
    public static async Task Run(Ground ground)
    {
        var count = ground.Sizes.Long;
        var (imports, copies) = (new List<double>(), new List<double>());
        for (var round = 0; round < Math.Min(3, ground.Sizes.Rounds); round++)
        {
            await Figures.Rest();
            var database = await ground.Database("importing");
            var (_, took) = await ground.Import(database, "h-long", count);
            imports.Add(count / took.TotalSeconds);
            copies.Add(await Copy(ground.Source(database)));
        }
        var (ours, floor) = (Figures.Median(imports), Figures.Median(copies));
        ground.Add(new($"import of {count:#,0} entries ÷ COPY into mt_events", "rows/s", new() { ["ledger"] = ours, ["floor"] = floor }, ours / floor, AtLeast: 0.4));
        await Memory(ground);
    }

    // Into the empty table with all its indexes, as the import did.
    static async Task<double> Copy(NpgsqlDataSource source)
    {
        await Figures.Rest();
        return await Copying.Again(source, "ledger.mt_events", "truncate ledger.mt_events");
    }

    static async Task Memory(Ground ground)
    {
        var peaks = new Dictionary<string, double>();
        foreach (var (name, count) in new[] { ("few", ground.Sizes.Usual), ("many", ground.Sizes.Longest) })
        {
            var (peak, took) = await ground.Import(await ground.Database("importing"), "h-memory", count);
            peaks[name] = peak / (1024.0 * 1024.0);
            ground.Say($"import of {count:#,0}: {took.TotalSeconds:0.0} s, at most {peaks[name]:0} MB");
        }
        ground.Add(new($"peak memory of an import of {ground.Sizes.Longest:#,0} ÷ of {ground.Sizes.Usual:#,0}", "MB", peaks, peaks["many"] / peaks["few"], AtMost: 1.3));
    }
}

/// <summary>Rows that are there, copied in again: what writing them takes at least.</summary>
static class Copying
{
    /// <summary>Reads all rows of a table, empties it, and copies them in again.</summary>
    /// <param name="source">The database.</param>
    /// <param name="table">The table.</param>
    /// <param name="empty">What empties it.</param>
    /// <returns>Rows in a second.</returns>
    public static async Task<double> Again(NpgsqlDataSource source, string table, string empty)
    {
        var (rows, took) = await Timed(source, table, empty);
        return rows / took.TotalSeconds;
    }

    /// <summary>Reads all rows of a table, empties it, and copies them in again.</summary>
    /// <returns>How many rows, and how long the copying in took.</returns>
    public static async Task<(long Rows, TimeSpan Took)> Timed(NpgsqlDataSource source, string table, string empty)
    {
        await using var connection = await source.OpenConnectionAsync();
        await using var ask = new NpgsqlCommand(
            """
            select string_agg(quote_ident(attname), ', ' order by attnum) from pg_attribute
            where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''
            """, connection)
        { Parameters = { new() { Value = table } } };
        var columns = (string)(await ask.ExecuteScalarAsync())!;
        using var kept = new MemoryStream();
        await using (var from = await connection.BeginRawBinaryCopyAsync($"copy {table} ({columns}) to stdout (format binary)"))
            await from.CopyToAsync(kept);
        await using (var command = new NpgsqlCommand(empty, connection))
            await command.ExecuteNonQueryAsync();
        kept.Position = 0;
        var watch = System.Diagnostics.Stopwatch.StartNew();
        await using (var onto = await connection.BeginRawBinaryCopyAsync($"copy {table} ({columns}) from stdin (format binary)"))
            await kept.CopyToAsync(onto);
        var took = watch.Elapsed;
        await using var all = new NpgsqlCommand($"select count(*) from {table}", connection);
        return ((long)(await all.ExecuteScalarAsync())!, took);
    }
}
