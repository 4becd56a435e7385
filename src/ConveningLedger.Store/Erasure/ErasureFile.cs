using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;

namespace ConveningLedger.Store.Erasure;

/// <summary>
/// The log of erasures outside of the database, so that a backup of the database that is older than an erasure does not bring back what was destroyed.
/// A JSON object a line, only added to, and on the disk before an erasure is acknowledged. Nodes may have it in common: each line is there once.
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
        var number = 0;
        foreach (var line in await Ended(file, cancellation))
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

    /// <summary>Adds the lines that it does not have, and has them on the disk.</summary>
    /// <exception cref="IOException">It cannot be written.</exception>
    public async Task Add(IReadOnlyCollection<ErasureLine> lines, CancellationToken cancellation)
    {
        if (path is null)
            return;
        try
        {
            var (folder, isNew) = (Path.GetDirectoryName(Path.GetFullPath(path)), !File.Exists(path));
            if (folder is not null)
                Directory.CreateDirectory(folder);
            await using var file = await Open(FileMode.OpenOrCreate, FileAccess.ReadWrite, cancellation);
            if (isNew)
                FlushNames(folder);
            if (lines.Count == 0)
                return;
            var there = (await Ended(file, cancellation)).Select(KeyOf).ToHashSet();
            // A line that was not ended is cut off; it was not acknowledged.
            file.Position = await EndOfLast(file, cancellation);
            file.SetLength(file.Position);
            await file.WriteAsync(Encoding.UTF8.GetBytes(string.Concat(lines.Where(line => there.Add((line.Ledger, line.Id, line.Entry))).Select(line => JsonSerializer.Serialize(line, ErasureJson.Plain.ErasureLine) + "\n"))), cancellation);
            await file.FlushAsync(cancellation);
            file.Flush(flushToDisk: true);
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new IOException(fault.Message, fault);
        }
    }

    // What was being written when the machine stopped was not acknowledged; it has no end.
    static async Task<string[]> Ended(FileStream file, CancellationToken cancellation)
    {
        using var reader = new StreamReader(file, new UTF8Encoding(false), leaveOpen: true);
        var text = await reader.ReadToEndAsync(cancellation);
        return text[..(text.LastIndexOf('\n') + 1)].Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    // What cannot be read is found when it is needed.
    static (string, Guid, Guid) KeyOf(string text)
    {
        try
        {
            return JsonSerializer.Deserialize(text, ErasureJson.Plain.ErasureLine) is { } line ? (line.Ledger, line.Id, line.Entry) : default;
        }
        catch (JsonException)
        {
            return default;
        }
    }

    // That a file is on the disk does not say that its name is; Windows, and file systems that refuse it, see to that themselves.
    static void FlushNames(string? folder)
    {
        for (var (name, levels) = (folder, 2); name is not null && levels > 0 && !OperatingSystem.IsWindows(); (name, levels) = (Path.GetDirectoryName(name), levels - 1))
        {
            var opened = OpenFolder(name, 0);
            if (opened < 0)
                continue;
            _ = Flush(opened);
            _ = Close(opened);
        }
    }

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    static extern int OpenFolder(string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    static extern int Flush(int file);

    [DllImport("libc", EntryPoint = "close", SetLastError = true)]
    static extern int Close(int file);

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
