using ConveningLedger.Proof;
using Marten;
using Npgsql;

namespace ConveningLedger.Store.Proofs;

/// <summary>
/// Checks the database against what was signed of it: recomputes the leaf of each entry as it stands there, and compares it with the logs, and
/// those with their checkpoints. What it finds was changed behind the ledger's back.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="events">How entries are events.</param>
/// <param name="proofs">What was signed.</param>
/// <param name="options">Where the tables are.</param>
public sealed class LedgerCheck(IDocumentStore store, EntryEvents events, ProofBook proofs, LedgerOptions options)
{
    const int MostNamed = 20;

    // Within this everything is signed, where a server runs.
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    /// <summary>Checks endeavours.</summary>
    /// <param name="endeavours">The slugs; null: all there are, and those of which there are only logs.</param>
    /// <param name="since">Checkpoints that were kept; each must be of one of the logs.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<CheckReport> RunAsync(IReadOnlyCollection<string>? endeavours, IReadOnlyList<string> since, CancellationToken cancellation)
    {
        var (logs, findings, kept, handOvers) = (new List<CheckedLog>(), new Findings(), since.ToHashSet(StringComparer.Ordinal), await proofs.HandOvers(cancellation));
        foreach (var endeavour in endeavours ?? await Known(cancellation))
            await Check(endeavour, kept, handOvers, logs, findings, cancellation);
        foreach (var _ in kept)
            findings.Add(new("the ledger", "a checkpoint that was kept is of no log of it."));
        return new(logs, findings.All);
    }

    async Task Check(string endeavour, HashSet<string> kept, IReadOnlyList<string> handOvers, List<CheckedLog> logs, Findings findings, CancellationToken cancellation)
    {
        // What was signed, first: what is recorded and signed meanwhile is looked at as far as it goes.
        var head = await HeadOf(endeavour, cancellation);
        if (await Read(endeavour, findings, cancellation) is not { } history)
            return;
        if (history.Count == 0 && head.Sizes is null && head.Checkpoints.Count == 0)
        {
            findings.Add(new(endeavour, "nothing is recorded of it, and nothing is signed."));
            return;
        }
        var leaves = new List<Hash>(history.Count);
        foreach (var entry in history.Entries)
            leaves.Add(LeafOf(entry, endeavour, findings));
        if (head.Sizes is null && head.Checkpoints.Count > 0)
            findings.Add(new(endeavour, "it was signed, and how far its logs are is gone."));
        if (head.Sequence > history.Count)
            findings.Add(new(endeavour, $"{head.Sequence} entries were signed, and there are {history.Count}: the last {head.Sequence - history.Count} are gone."));
        if (head.Sequence < history.Count && history[(int)head.Sequence + 1].ReceivedAt < Instant.FromDateTimeOffset(DateTimeOffset.UtcNow - Patience))
            findings.Add(new(endeavour, $"{history.Count - head.Sequence} entries are not signed, the first of them received {history[(int)head.Sequence + 1].ReceivedAt}."));
        var erased = await CheckErased(endeavour, history, findings, cancellation);
        var signed = head.Sequence >= history.Count ? history : History.Empty(endeavour).After([.. history.Entries.Take((int)head.Sequence)]);
        foreach (var circle in CircleLogs.Circles)
        {
            var checkpoints = head.Checkpoints.Where(checkpoint => checkpoint.Circle == circle).ToList();
            var size = head.Sizes?[(int)circle] ?? checkpoints.LastOrDefault()?.Size ?? 0;
            var where = $"{endeavour}, as {ValueNames.Of(circle)} know it";
            if (size == 0)
            {
                if (checkpoints.Count > 0 || (CircleLog.Known(signed, circle).Any() && head.Sizes is not null))
                    findings.Add(new(where, "its log is gone."));
                continue;
            }
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
            CompareEntries(where, circle, signed, leaves, tree, findings);
            var check = new CheckpointsCheck(where, tree, checkpoints.Count == 0 ? [] : await proofs.Keys(checkpoints[^1].Origin, cancellation), handOvers, findings);
            foreach (var checkpoint in checkpoints)
                check.Next(checkpoint.Note);
            if (check.Last?.Size != size)
                findings.Add(new(where, $"the last checkpoint is of {check.Last?.Size ?? 0} leaves, and the log has {size}."));
            if (checkpoints.Count > 0 && circle == Visibility.Conveners && size <= signed.Count && signed.Count > 0 && checkpoints[^1].ReceivedAt != signed.Entries.Take((int)size).Max(entry => entry.ReceivedAt))
                findings.Add(new(where, "when its last entry was received is told otherwise by its last checkpoint."));
            logs.Add(new(check.Last?.Origin ?? where, circle == Visibility.Conveners ? signed.Count : size, size, check.Count, checkpoints.Count > 0 ? checkpoints[^1].ReceivedAt : null,
                check.Signers, check.Since(kept), circle == Visibility.Conveners ? Math.Max(0, history.Count - head.Sequence) : 0, circle == Visibility.Conveners ? erased : 0));
        }
    }

    /// <summary>Whether what was destroyed was so by the ledger.</summary>
    /// <returns>Of how many entries members were.</returns>
    async Task<long> CheckErased(string endeavour, History history, Findings findings, CancellationToken cancellation)
    {
        var erased = history.Entries.Where(entry => entry.Sealing is not null).ToArray();
        if (erased.Length == 0)
            return 0;
        await using var connection = await Open(cancellation);
        var ledger = await LedgerName.Of(connection, options.Schema, cancellation);
        var keys = await proofs.Keys(ledger, cancellation);
        foreach (var entry in erased)
        {
            var statement = Sealing.Statement(ledger, entry);
            if (!SignedNote.TryParse(entry.Sealing!.Note, out var note) || note.Text != statement || !keys.Any(key => note.Signatures.Any(one => LogKeys.Verify(key, statement, one.Signature))))
                findings.Add(new(endeavour, $"entry {entry.Sequence} ({entry.Id}) lacks members, and the ledger did not sign that it destroyed them, or it is another one than then."));
        }
        return erased.Length;
    }

    static Hash LeafOf(Entry entry, string endeavour, Findings findings)
    {
        if (!entry.Salt.IsNone || entry.Sealing is not null)
            return EntryLeaf.Of(entry);
        findings.Add(new(endeavour, $"entry {entry.Sequence} ({entry.Id}) has lost its salt."));
        return Hash.Of([]);
    }

    static void CompareEntries(string where, Visibility circle, History signed, List<Hash> leaves, MerkleTree tree, Findings findings)
    {
        var named = 0;
        if (circle == Visibility.Conveners)
        {
            // They see all of it, as it was recorded.
            for (var index = 0; index < Math.Min(signed.Count, tree.Count) && named < MostNamed; index++)
            {
                if (leaves[index] == tree.Leaves[index])
                    continue;
                named++;
                findings.Add(new(where, $"entry {index + 1} ({signed[index + 1].Id}) is not as it was recorded."));
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
        foreach (var entry in CircleLog.Known(signed, circle).Where(entry => !logged.Contains(leaves[(int)entry.Sequence - 1])).Take(MostNamed))
            findings.Add(new(where, $"entry {entry.Sequence} ({entry.Id}) has no leaf."));
    }

    /// <summary>The history as it stands in the database, not as it is remembered; null where it cannot be read.</summary>
    async Task<History?> Read(string endeavour, Findings findings, CancellationToken cancellation)
    {
        try
        {
            return await new Histories(store, events, options).Current(endeavour, cancellation);
        }
        catch (Exception fault) when (fault is not OperationCanceledException and not NpgsqlException)
        {
            // Whatever somebody made of a row can be wrong in any way.
            findings.Add(new(endeavour, $"its entries cannot be read: {fault.Message}"));
            return null;
        }
    }

    /// <summary>The endeavours of which anything is recorded, or signed.</summary>
    async Task<IReadOnlyList<string>> Known(CancellationToken cancellation)
    {
        await using var connection = await Open(cancellation);
        var slugs = new SortedSet<string>(await events.Endeavours(connection, cancellation), StringComparer.Ordinal);
        await using var read = new NpgsqlCommand($"select endeavour from {options.Schema}.log_heads union select endeavour from {options.Schema}.checkpoints union select endeavour from {options.Schema}.log_tiles", connection);
        await using var reader = await read.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            slugs.Add(reader.GetString(0));
        return [.. slugs];
    }

    /// <summary>How far the logs of an endeavour are, and what was signed of them so far, by size.</summary>
    async Task<(long Sequence, long[]? Sizes, List<SignedCheckpoint> Checkpoints)> HeadOf(string endeavour, CancellationToken cancellation)
    {
        // Together, as of one moment: else what is signed meanwhile would not fit.
        await using var connection = await Open(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellation);
        var (sequence, sizes) = (0L, (long[]?)null);
        await using (var read = new NpgsqlCommand($"select sequence, sizes from {options.Schema}.log_heads where endeavour = $1", connection) { Parameters = { new() { Value = endeavour } } })
        await using (var reader = await read.ExecuteReaderAsync(cancellation))
        {
            if (await reader.ReadAsync(cancellation))
                (sequence, sizes) = (reader.GetInt64(0), reader.GetFieldValue<long[]>(1));
        }
        return (sequence, sizes, await proofs.All(endeavour, connection, cancellation));
    }

    async Task<NpgsqlConnection> Open(CancellationToken cancellation)
    {
        var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancellation);
        return connection;
    }
}
