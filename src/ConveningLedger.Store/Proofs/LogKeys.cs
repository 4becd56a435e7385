using System.Text;
using ConveningLedger.Proof;
using Npgsql;
using NSec.Cryptography;

namespace ConveningLedger.Store.Proofs;

/// <summary>
/// The keys that sign checkpoints: Ed25519, by libsodium. One signs at a time; it is kept in the database, as the other secrets of the ledger
/// are. When it is replaced, it signs that it hands over to the new one, and its secret is destroyed.
/// </summary>
static class LogKeys
{
    const int ManyNotes = 1_000;

    // Who signs shares it, who replaces the key has it alone.
    const string Alone = "select pg_advisory_xact_lock(hashtextextended('log keys', 0))";

    /// <summary>What whoever signs holds until the end of the transaction.</summary>
    public const string Shared = "select pg_advisory_xact_lock_shared(hashtextextended('log keys', 0))";

    static readonly SignatureAlgorithm Ed25519 = SignatureAlgorithm.Ed25519;

    /// <summary>Whether a key signed a text.</summary>
    /// <param name="key">The key.</param>
    /// <param name="text">The text.</param>
    /// <param name="signature">What it made of it.</param>
    public static bool Verify(NoteKey key, string text, byte[] signature) =>
        PublicKey.TryImport(Ed25519, key.PublicKey, KeyBlobFormat.RawPublicKey, out var read) && signature.Length == Ed25519.SignatureSize
        && Ed25519.Verify(read!, Encoding.UTF8.GetBytes(text), signature);

    /// <summary>The key that signs, made where there is none yet.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="schema">The database schema.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<LogKey> Current(NpgsqlConnection connection, string schema, CancellationToken cancellation)
    {
        while (true)
        {
            await using (var find = new NpgsqlCommand($"select id, seed from {schema}.log_keys where retired_at is null order by id desc limit 1", connection))
            await using (var reader = await find.ExecuteReaderAsync(cancellation))
            {
                if (await reader.ReadAsync(cancellation))
                    return new(reader.GetInt64(0), Key.Import(Ed25519, reader.GetFieldValue<byte[]>(1), KeyBlobFormat.RawPrivateKey));
            }
            await Add(connection, schema, cancellation);
        }
    }

    /// <summary>
    /// Replaces the key that signs: both sign that the old one hands over to the new one, the new one signs the last checkpoint of each log
    /// beside it, and the secret of the old one is destroyed.
    /// </summary>
    /// <param name="connection">An open connection, in no transaction.</param>
    /// <param name="schema">The database schema.</param>
    /// <param name="cancellation">Stops it; then nothing is replaced.</param>
    /// <returns>How many logs were handed over.</returns>
    public static async Task<int> Rotate(NpgsqlConnection connection, string schema, CancellationToken cancellation)
    {
        var last = new List<(string Endeavour, string Circle, long Size, string Note)>();
        await using (var transaction = await connection.BeginTransactionAsync(cancellation))
        {
            await Do(Alone);
            using var old = await Current(connection, schema, cancellation);
            await Do($"update {schema}.log_keys set retired_at = clock_timestamp(), seed = null where retired_at is null");
            using var key = await Current(connection, schema, cancellation);
            var ledger = await LedgerName.Of(connection, schema, cancellation);
            var text = new HandOver(ledger, old.Public, key.Public).Text;
            await Do($"update {schema}.log_keys set hand_over = $1 where id = $2", new SignedNote(text, [old.Signature(ledger, text), key.Signature(ledger, text)]).ToString(), key.Id);
            await using (var read = new NpgsqlCommand($"select distinct on (endeavour, circle) endeavour, circle, size, note from {schema}.checkpoints order by endeavour, circle, size desc", connection) { CommandTimeout = 0 })
            await using (var reader = await read.ExecuteReaderAsync(cancellation))
            {
                while (await reader.ReadAsync(cancellation))
                    last.Add((reader.GetString(0), reader.GetString(1), reader.GetInt64(2), reader.GetString(3)));
            }
            foreach (var some in last.Chunk(ManyNotes))
            {
                await Do(
                    $"""
                    update {schema}.checkpoints set note = signed.note from unnest($1, $2, $3, $4) as signed(endeavour, circle, size, note)
                    where checkpoints.endeavour = signed.endeavour and checkpoints.circle = signed.circle and checkpoints.size = signed.size
                    """,
                    some.Select(one => one.Endeavour).ToArray(), some.Select(one => one.Circle).ToArray(), some.Select(one => one.Size).ToArray(), some.Select(one => SignedBeside(one.Note, key)).ToArray());
            }
            await SignErasures(connection, schema, ledger, key, cancellation);
            await transaction.CommitAsync(cancellation);
        }
        // The secret is not left in a row that nobody sees.
        await Do($"vacuum (full) {schema}.log_keys");
        return last.Count;

        async Task Do(string sql, params object[] values)
        {
            await using var command = new NpgsqlCommand(sql, connection) { CommandTimeout = 0 };
            foreach (var value in values)
                command.Parameters.Add(new() { Value = value });
            await command.ExecuteNonQueryAsync(cancellation);
        }
    }

    // Who knows the new key need not know the old one to see that the ledger itself destroyed what is missing.
    static async Task SignErasures(NpgsqlConnection connection, string schema, string ledger, LogKey key, CancellationToken cancellation)
    {
        var notes = new List<(long Event, string Note)>();
        await using (var read = new NpgsqlCommand($"select seq_id, data ->> 'erasure' from {schema}.mt_events where data ? 'erasure'", connection) { CommandTimeout = 0 })
        await using (var reader = await read.ExecuteReaderAsync(cancellation))
        {
            while (await reader.ReadAsync(cancellation))
            {
                // What is no note any more is found by `verify`.
                if (SignedNote.TryParse(reader.GetString(1), out var note))
                    notes.Add((reader.GetInt64(0), new SignedNote(note.Text, [note.Signatures[^1], key.Signature(ledger, note.Text)]).ToString()));
            }
        }
        await using var write = new NpgsqlCommand(
            $"update {schema}.mt_events set data = jsonb_set(data, '{{erasure}}', to_jsonb(signed.note)) from unnest($1, $2) as signed(id, note) where seq_id = signed.id", connection)
        {
            CommandTimeout = 0,
            Parameters = { new() { Value = notes.Select(one => one.Event).ToArray() }, new() { Value = notes.Select(one => one.Note).ToArray() } },
        };
        await write.ExecuteNonQueryAsync(cancellation);
        // Who remembers the entries has them signed by the old key alone.
        await using var tell = new NpgsqlCommand($"select pg_notify('{Erasure.ErasureTables.Channel}', endeavour) from (select distinct endeavour from {schema}.erasures) as those", connection);
        await tell.ExecuteNonQueryAsync(cancellation);
    }

    static string SignedBeside(string text, LogKey key)
    {
        if (!SignedNote.TryParse(text, out var note) || !Checkpoint.TryParse(note.Text, out var checkpoint))
            throw new InvalidDataException("A checkpoint in the database cannot be read; `verify` says which.");
        // Of those that signed it before, the last one is enough to see that it is the same.
        return new SignedNote(note.Text, [note.Signatures[^1], key.Signature(checkpoint.Origin, note.Text)]).ToString();
    }

    /// <summary>Makes a key that signs from now on, where none does.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="schema">The database schema.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task Add(NpgsqlConnection connection, string schema, CancellationToken cancellation)
    {
        using var key = Key.Create(Ed25519, new() { ExportPolicy = KeyExportPolicies.AllowPlaintextExport });
        // Of two that begin at once, one makes it.
        await using var add = new NpgsqlCommand($"insert into {schema}.log_keys (public_key, seed) values ($1, $2) on conflict do nothing", connection)
        {
            Parameters = { new() { Value = key.PublicKey.Export(KeyBlobFormat.RawPublicKey) }, new() { Value = key.Export(KeyBlobFormat.RawPrivateKey) } },
        };
        await add.ExecuteNonQueryAsync(cancellation);
    }
}

/// <summary>A key that signs.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Key">The key.</param>
sealed record LogKey(long Id, Key Key) : IDisposable
{
    /// <summary>Its public part.</summary>
    public byte[] Public => Key.PublicKey.Export(KeyBlobFormat.RawPublicKey);

    /// <summary>Its public part under the name of a log.</summary>
    /// <param name="origin">The log.</param>
    public NoteKey Named(string origin) => new(origin, Public);

    /// <summary>Signs a checkpoint.</summary>
    /// <param name="checkpoint">The checkpoint.</param>
    public SignedNote Sign(Checkpoint checkpoint) => new(checkpoint.Text, [Signature(checkpoint.Origin, checkpoint.Text)]);

    /// <summary>Signs a text in the name of a log.</summary>
    /// <param name="origin">The log.</param>
    /// <param name="text">The text.</param>
    public NoteSignature Signature(string origin, string text) =>
        new(origin, Named(origin).Id, SignatureAlgorithm.Ed25519.Sign(Key, Encoding.UTF8.GetBytes(text)));

    /// <inheritdoc/>
    public void Dispose() => Key.Dispose();
}
