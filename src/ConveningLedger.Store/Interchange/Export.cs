using System.IO.Compression;
using System.Text.Json;
using Marten;
using Npgsql;

namespace ConveningLedger.Store.Interchange;

/// <summary>
/// Writes entries as canonical lines: everything, whoever may see it, as it was first recorded, with the entries about it after it.
/// What is exported from one ledger and imported into another, empty one is exported from there as the same bytes.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="events">How entries are events.</param>
public sealed class Export(IDocumentStore store, EntryEvents events)
{
    // So many bytes are gathered before they are handed on; one line may be longer.
    const int Gathered = 64 << 10;

    /// <summary>Writes the lines of endeavours, by slug and then in sequence.</summary>
    /// <param name="endeavours">The slugs, in any order; null: all there are.</param>
    /// <param name="to">Takes the lines; is left open.</param>
    /// <param name="progress">Is told how many lines are written.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task<ExportReport> WriteAsync(
        IReadOnlyCollection<string>? endeavours, Stream to, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        await using var session = store.QuerySession();
        var known = new SortedSet<string>(await events.Endeavours(session.Connection, cancellation), StringComparer.Ordinal);
        if (endeavours?.Distinct().Where(endeavour => !known.Contains(endeavour)).ToArray() is { Length: > 0 } unknown)
            return new([], [.. unknown.Select(endeavour => Recording.UnknownEndeavour(endeavour, known))]);
        return await Write(session, endeavours is null ? known : new(endeavours, StringComparer.Ordinal), to, progress, cancellation);
    }

    /// <summary>
    /// Writes the lines of endeavours to a file, compressed where its name ends with <c>.gz</c>. They go to a file beside it first, so
    /// that under its name there is always a whole one, or none. Nothing is written where an endeavour is not known.
    /// </summary>
    /// <param name="endeavours">The slugs, in any order; null: all there are.</param>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <param name="progress">Is told how many lines are written.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="IOException">The file cannot be written.</exception>
    public async Task<ExportReport> WriteFileAsync(
        IReadOnlyCollection<string>? endeavours, string path, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        ExportReport report = new([], []);
        await WholeFile.WriteAsync(path, async file =>
        {
            if (path.EndsWith(".gz", StringComparison.OrdinalIgnoreCase))
            {
                await using var compressed = new GZipStream(file, CompressionLevel.Optimal, leaveOpen: true);
                report = await WriteAsync(endeavours, compressed, progress, cancellation);
            }
            else
            {
                report = await WriteAsync(endeavours, file, progress, cancellation);
            }
            return report.Refusals.Count == 0;
        }, cancellation);
        return report;
    }

    async Task<ExportReport> Write(
        IQuerySession session, SortedSet<string> endeavours, Stream to, IProgress<long>? progress, CancellationToken cancellation)
    {
        using var lines = new MemoryStream(Gathered * 2);
        await using var writer = new Utf8JsonWriter(lines, CanonicalJson.Options);
        var (exported, written) = (new List<ExportedEndeavour>(), 0L);
        foreach (var endeavour in endeavours)
        {
            await using var batch = new NpgsqlBatch(session.Connection) { BatchCommands = { events.TailCommand(endeavour, 0) }, Timeout = 0 };
            await using var reader = await batch.ExecuteReaderAsync(cancellation);
            var before = written;
            while (await reader.ReadAsync(cancellation))
            {
                writer.Reset(lines);
                CanonicalLine.Write(writer, events.Read(reader, endeavour));
                writer.Flush();
                lines.WriteByte((byte)'\n');
                written++;
                if (lines.Length >= Gathered)
                {
                    await HandOn(lines, to, cancellation);
                    progress?.Report(written);
                }
            }
            exported.Add(new(endeavour, written - before));
        }
        await HandOn(lines, to, cancellation);
        progress?.Report(written);
        return new(exported, []);
    }

    static async Task HandOn(MemoryStream lines, Stream to, CancellationToken cancellation)
    {
        await to.WriteAsync(lines.GetBuffer().AsMemory(0, (int)lines.Length), cancellation);
        lines.SetLength(0);
    }
}

/// <summary>What an export wrote.</summary>
/// <param name="Endeavours">Each endeavour, by slug.</param>
/// <param name="Refusals">Endeavours that are not known; where there are any, nothing was written.</param>
public sealed record ExportReport(IReadOnlyList<ExportedEndeavour> Endeavours, IReadOnlyList<Refusal> Refusals)
{
    /// <summary>How many lines were written.</summary>
    public long Lines => Endeavours.Sum(endeavour => endeavour.Lines);
}

/// <summary>What an export wrote of one endeavour.</summary>
/// <param name="Endeavour">The slug.</param>
/// <param name="Lines">How many lines.</param>
public sealed record ExportedEndeavour(string Endeavour, long Lines);
