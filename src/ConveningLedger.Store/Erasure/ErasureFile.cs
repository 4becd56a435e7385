using System.Text;
using System.Text.Json;

namespace ConveningLedger.Store.Erasure;

/// <summary>
/// The log of erasures outside of the database, so that a backup of the database that is older than an erasure does not bring back what was destroyed.
/// A JSON object a line, only added to, and on the disk before an erasure is acknowledged.
/// </summary>
/// <param name="path">The file; null: there is none.</param>
sealed class ErasureFile(string? path)
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Makes sure that it can be written; what is destroyed must be told there.</summary>
    /// <exception cref="IOException">It cannot.</exception>
    public Task Check(CancellationToken cancellation) => Add([], cancellation);

    /// <summary>The lines that it has.</summary>
    /// <exception cref="InvalidDataException">One of them cannot be read.</exception>
    public async Task<List<ErasureLine>> Read(CancellationToken cancellation)
    {
        var lines = new List<ErasureLine>();
        if (path is null || !File.Exists(path))
            return lines;
        await using var file = await Open(FileMode.Open, FileAccess.Read, cancellation);
        using var reader = new StreamReader(file, new UTF8Encoding(false));
        var text = await reader.ReadToEndAsync(cancellation);
        var number = 0;
        // What was being written when the machine stopped was not acknowledged; it has no end.
        foreach (var line in text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            number++;
            try
            {
                lines.Add(JsonSerializer.Deserialize(line, ErasureJson.Plain.ErasureLine) ?? throw new JsonException("It is null."));
            }
            catch (JsonException fault)
            {
                throw new InvalidDataException($"Line {number} of {path}, the log of erasures, cannot be read: without it what was destroyed could come back. Mend the file, or take it from a backup of its own.", fault);
            }
        }
        return lines;
    }

    /// <summary>Adds lines, and has them on the disk.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public async Task Add(IReadOnlyCollection<ErasureLine> lines, CancellationToken cancellation)
    {
        if (path is null)
            return;
        try
        {
            if (Path.GetDirectoryName(Path.GetFullPath(path)) is { } folder)
                Directory.CreateDirectory(folder);
            await using var file = await Open(FileMode.OpenOrCreate, FileAccess.ReadWrite, cancellation);
            if (lines.Count == 0)
                return;
            // A line that was not ended is cut off; it was not acknowledged.
            file.Position = await EndOfLast(file, cancellation);
            file.SetLength(file.Position);
            await file.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => JsonSerializer.Serialize(line, ErasureJson.Plain.ErasureLine) + "\n"))), cancellation);
            await file.FlushAsync(cancellation);
            file.Flush(flushToDisk: true);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new IOException(fault.Message, fault);
        }
    }

    static async Task<long> EndOfLast(FileStream file, CancellationToken cancellation)
    {
        var last = new byte[1];
        for (var end = file.Length; end > 0; end--)
        {
            file.Position = end - 1;
            await file.ReadExactlyAsync(last, cancellation);
            if (last[0] == '\n')
                return end;
        }
        return 0;
    }

    // Nodes on one machine, or on a shared disk, may have it in common; one at a time.
    async Task<FileStream> Open(FileMode mode, FileAccess access, CancellationToken cancellation)
    {
        for (var waited = TimeSpan.Zero; ; waited += Pause)
        {
            try
            {
                return new(path!, mode, access, FileShare.None, 4096, FileOptions.Asynchronous);
            }
            catch (IOException fault) when (fault is not (FileNotFoundException or DirectoryNotFoundException or PathTooLongException) && waited < Patience && File.Exists(path))
            {
                await Task.Delay(Pause, cancellation);
            }
        }
    }
}
