using Marten;
using Npgsql;

namespace ConveningLedger.Store.Interchange;

/// <summary>
/// Records files of the interchange format. It keeps others out of the endeavours that the files are of, decides on every line as
/// the door would, keeps what is good in the database's temporary tables, and then records it in short transactions. Where it is
/// interrupted, at any point, it can be run again and comes to the same end, since entries are known by their ids.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="events">How entries are events.</param>
/// <param name="catalogue">The kinds there are.</param>
public sealed class Import(IDocumentStore store, EntryEvents events, Catalogue catalogue)
{
    /// <summary>Imports files.</summary>
    /// <param name="files">The paths, in order. What is in an endeavour's stream in the end is in the order of the files and their lines.</param>
    /// <param name="options">How to go about it.</param>
    /// <param name="progress">Is told how far it is.</param>
    /// <param name="cancellation">Stops it; what was recorded stays.</param>
    /// <exception cref="IOException">A file cannot be read, is damaged, or changed meanwhile.</exception>
    public async Task<ImportReport> RunAsync(
        IReadOnlyList<string> files, ImportOptions options, IProgress<ImportProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (!options.Convener.IsConvener)
            throw new ArgumentException("Only conveners import.", nameof(options));
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancellation);
        try
        {
            return await new ImportRun(events, catalogue, connection, files, options, progress).Run(cancellation);
        }
        finally
        {
            // The connection goes back to a pool; the locks and the temporary tables must not go with it. What is prepared has to stay: whoever has
            // the connection next counts on it.
            if (connection.State == System.Data.ConnectionState.Open)
            {
                await using var discard = new NpgsqlCommand("discard temp; select pg_advisory_unlock_all()", connection);
                await discard.ExecuteNonQueryAsync(CancellationToken.None);
            }
        }
    }
}
