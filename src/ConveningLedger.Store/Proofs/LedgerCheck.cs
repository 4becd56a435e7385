using ConveningLedger.Proof;
using Marten;
using Npgsql;

namespace ConveningLedger.Store.Proofs;

/// <summary>
/// Checks the database against what was signed of it: recomputes the leaf of each entry as it stands there, and compares it with the logs, and
/// those with their checkpoints. What it finds was changed behind the ledger's back.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="histories">The histories.</param>
/// <param name="events">How entries are events.</param>
/// <param name="proofs">What was signed.</param>
/// <param name="options">Where the tables are.</param>
public sealed class LedgerCheck(IDocumentStore store, Histories histories, EntryEvents events, ProofBook proofs, LedgerOptions options)
{
    const int MostNamed = 20;

    /// <summary>Checks endeavours.</summary>
    /// <param name="endeavours">The slugs; null: all there are, and those of which there are only logs.</param>
    /// <param name="since">Checkpoints that were kept; each must be of one of the logs.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<CheckReport> RunAsync(IReadOnlyCollection<string>? endeavours, IReadOnlyList<string> since, CancellationToken cancellation)
    {
        var (logs, findings, kept) = (new List<CheckedLog>(), new List<Finding>(), since.ToHashSet(StringComparer.Ordinal));
        var heads = await Heads(cancellation);
        var slugs = endeavours ?? [.. (await Recorded(cancellation)).Union(heads.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal)];
        foreach (var endeavour in slugs)
            await Check(endeavour, heads.GetValueOrDefault(endeavour), kept, logs, findings, cancellation);
        findings.AddRange(kept.Select(_ => new Finding("the ledger", "a checkpoint that was kept is of no log of it.")));
        return new(logs, findings);
    }

    async Task Check(string endeavour, (long Sequence, long[] Sizes) head, HashSet<string> kept, List<CheckedLog> logs, List<Finding> findings, CancellationToken cancellation)
    {
        var history = await Read(endeavour, findings, cancellation);
        if (history is null)
            return;
        if (history.Count == 0 && head.Sizes is null)
        {
            findings.Add(new(endeavour, "nothing is recorded of it, and nothing is signed."));
            return;
        }
        var leaves = new List<Hash>(history.Count);
        foreach (var entry in history.Entries)
        {
            if (entry.Salt.IsNone)
                findings.Add(new(endeavour, $"entry {entry.Sequence} ({entry.Id}) has lost its salt."));
            leaves.Add(entry.Salt.IsNone ? Hash.Of([]) : EntryLeaf.Of(entry));
        }
        if (head.Sequence > history.Count)
            findings.Add(new(endeavour, $"{head.Sequence} entries were signed, and there are {history.Count}: the last {head.Sequence - history.Count} are gone."));
        foreach (var circle in CircleLogs.Circles)
        {
            var size = head.Sizes is { } sizes ? sizes[(int)circle] : 0;
            if (size == 0)
                continue;
            var where = $"{endeavour}, as {ValueNames.Of(circle)} know it";
            MerkleTree tree;
            try
            {
                tree = await proofs.Log(endeavour, circle, size, cancellation);
            }
            catch (InvalidDataException fault)
            {
                findings.Add(new(where, fault.Message));
                continue;
            }
            CompareEntries(where, circle, history, leaves, head.Sequence, tree, findings);
            var checkpoints = await proofs.All(endeavour, circle, cancellation);
            var check = new CheckpointsCheck(where, tree, checkpoints.Count == 0 ? [] : await proofs.Keys(checkpoints[^1].Origin, cancellation), findings);
            foreach (var checkpoint in checkpoints)
                check.Next(checkpoint.Note);
            if (check.Last?.Size != size)
                findings.Add(new(where, $"the last checkpoint is of {check.Last?.Size ?? 0} leaves, and the log has {size}."));
            long? since = null;
            foreach (var note in kept.ToArray())
            {
                if (check.Since(note) is not { } then)
                    continue;
                since = Math.Max(since ?? 0, then);
                kept.Remove(note);
            }
            logs.Add(new(check.Last?.Origin ?? where, circle == Visibility.Conveners ? Math.Min(history.Count, head.Sequence) : size, size, check.Count, checkpoints.Count > 0 ? checkpoints[^1].ReceivedAt : null,
                check.Signers, since, circle == Visibility.Conveners ? Math.Max(0, history.Count - head.Sequence) : 0));
        }
    }

    static void CompareEntries(string where, Visibility circle, History history, List<Hash> leaves, long signed, MerkleTree tree, List<Finding> findings)
    {
        var named = 0;
        if (circle == Visibility.Conveners)
        {
            // They see all of it, as it was recorded.
            for (var index = 0; index < Math.Min(leaves.Count, tree.Count) && named < MostNamed; index++)
            {
                if (leaves[index] == tree.Leaves[index])
                    continue;
                named++;
                findings.Add(new(where, $"entry {index + 1} ({history.Entries.ElementAt(index).Id}) is not as it was recorded."));
            }
            return;
        }
        var known = leaves.ToHashSet();
        for (var index = 0; index < tree.Count && named < MostNamed; index++)
        {
            if (known.Contains(tree.Leaves[index]))
                continue;
            named++;
            findings.Add(new(where, $"leaf {index + 1} is of no entry as it stands."));
        }
        var logged = tree.Leaves.ToHashSet();
        foreach (var entry in CircleLog.Known(history, circle).Where(entry => entry.Sequence <= signed && !logged.Contains(leaves[(int)entry.Sequence - 1])).Take(MostNamed))
            findings.Add(new(where, $"entry {entry.Sequence} ({entry.Id}) has no leaf."));
    }

    /// <summary>The history as it stands in the database, not as it is remembered; null where it cannot be read.</summary>
    async Task<History?> Read(string endeavour, List<Finding> findings, CancellationToken cancellation)
    {
        try
        {
            return await histories.Current(endeavour, cancellation);
        }
        catch (Exception fault) when (fault is InvalidDataException or InvalidOperationException or System.Text.Json.JsonException)
        {
            findings.Add(new(endeavour, $"its entries cannot be read: {fault.Message}"));
            return null;
        }
    }

    async Task<IReadOnlyList<string>> Recorded(CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation);
        return await events.Endeavours(connection, cancellation);
    }

    async Task<Dictionary<string, (long Sequence, long[] Sizes)>> Heads(CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation);
        await using var read = new NpgsqlCommand($"select endeavour, sequence, sizes from {options.Schema}.log_heads", connection);
        await using var reader = await read.ExecuteReaderAsync(cancellation);
        var heads = new Dictionary<string, (long, long[])>(StringComparer.Ordinal);
        while (await reader.ReadAsync(cancellation))
            heads.Add(reader.GetString(0), (reader.GetInt64(1), reader.GetFieldValue<long[]>(2)));
        return heads;
    }

    async Task<NpgsqlConnection> Open(CancellationToken cancellation)
    {
        var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancellation);
        return connection;
    }
}
