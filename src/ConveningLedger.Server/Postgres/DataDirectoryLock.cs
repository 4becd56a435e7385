using System.Globalization;

namespace ConveningLedger.Server.Postgres;

/// <summary>
/// Ownership of a data directory. It rests on locks that the operating system frees when their process dies, so kill -9
/// leaves nothing to clear away. Three small files:
/// <c>ledger.lock</c> is locked by the owner, <c>ledger.owner</c> names it (a locked file cannot be read everywhere),
/// <c>ledger.attached</c> is locked, shared, by every tool that uses the owner's PostgreSQL.
/// </summary>
sealed class DataDirectoryLock : IDisposable
{
    readonly string directory;
    readonly FileStream file;

    DataDirectoryLock(string directory, FileStream file)
    {
        this.directory = directory;
        this.file = file;
    }

    /// <summary>Becomes the owner of <paramref name="directory"/>; null when a living process is.</summary>
    public static DataDirectoryLock? TryTake(string directory)
    {
        if (TryLock(Path.Combine(directory, "ledger.lock"), FileShare.None) is not { } file)
            return null;

        var owner = new DataDirectoryLock(directory, file);
        owner.Write(Environment.ProcessId.ToString(CultureInfo.InvariantCulture));
        return owner;
    }

    /// <summary>The process and, once announced, the URL of the owner; nulls where not known.</summary>
    public static (int? ProcessId, string? Url) OwnerOf(string directory)
    {
        try
        {
            var lines = File.ReadAllLines(Path.Combine(directory, "ledger.owner"));
            return (int.Parse(lines[0], CultureInfo.InvariantCulture), lines.ElementAtOrDefault(1));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or FormatException or IndexOutOfRangeException)
        {
            return (null, null);
        }
    }

    /// <summary>Tells the owner that its PostgreSQL is in use until the result is disposed; null while it is stopping.</summary>
    public static IDisposable? TryAttach(string directory) => TryLock(Path.Combine(directory, "ledger.attached"), FileShare.Read);

    /// <summary>Keeps everybody from attaching until the result is disposed; null when somebody is attached.</summary>
    public IDisposable? TryShut() => TryLock(Path.Combine(directory, "ledger.attached"), FileShare.None);

    /// <summary>Lets a refused second server say where this one answers.</summary>
    public void Announce(string url) => Write($"{Environment.ProcessId}\n{url}");

    public void Dispose()
    {
        if (file.CanRead)
            File.Delete(Path.Combine(directory, "ledger.owner"));
        file.Dispose();
    }

    void Write(string text)
    {
        // Renamed into place, so that a reader sees all of it or nothing.
        var draft = Path.Combine(directory, "ledger.owner.new");
        File.WriteAllText(draft, text + "\n");
        File.Move(draft, Path.Combine(directory, "ledger.owner"), overwrite: true);
    }

    static FileStream? TryLock(string path, FileShare share)
    {
        try
        {
            // Some network file systems lock exclusively only what is open for writing.
            var access = share is FileShare.None ? FileAccess.ReadWrite : FileAccess.Read;
            var options = new FileStreamOptions { Mode = FileMode.OpenOrCreate, Access = access, Share = share };
            // Who may open the file may lock it.
            if (!OperatingSystem.IsWindows())
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            return new FileStream(path, options);
        }
        catch (IOException e) when ((e.HResult & 0xFFFF) is LockedOnLinux or LockedOnMac or LockedOnWindows)
        {
            return null;
        }
    }

    const int LockedOnLinux = 11;
    const int LockedOnMac = 35;
    const int LockedOnWindows = 32;
}
