using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace ConveningLedger.Store.Proofs;

/// <summary>What a ledger is called in what it signs: made at random with its database, and never changed, for a log is known by it.</summary>
static class LedgerName
{
    const int Bytes = 8;

    /// <summary>The name of a log of the ledger.</summary>
    /// <param name="name">The ledger's name.</param>
    /// <param name="endeavour">The slug.</param>
    /// <param name="circle">The circle.</param>
    public static string Origin(string name, string endeavour, Visibility circle) => $"{name}/{endeavour}/{ValueNames.Of(circle).ToLowerInvariant()}";

    /// <summary>The name of the ledger.</summary>
    /// <param name="connection">An open connection.</param>
    /// <param name="schema">The database schema.</param>
    /// <param name="cancellation">Stops it.</param>
    public static async Task<string> Of(NpgsqlConnection connection, string schema, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection)
        {
            BatchCommands =
            {
                new($"insert into {schema}.secrets (name, secret) values ('log name', $1) on conflict do nothing")
                {
                    Parameters = { new() { Value = Encoding.UTF8.GetBytes($"convening-ledger/{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(Bytes))}") } },
                },
                new($"select secret from {schema}.secrets where name = 'log name'"),
            },
        };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        await reader.ReadAsync(cancellation);
        return Encoding.UTF8.GetString(reader.GetFieldValue<byte[]>(0));
    }
}
