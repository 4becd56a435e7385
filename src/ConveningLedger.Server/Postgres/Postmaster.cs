using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text;

namespace ConveningLedger.Server.Postgres;

/// <summary>The living main process of a cluster.</summary>
/// <param name="ProcessId">Its process.</param>
/// <param name="Listener">Where it listens; null while it starts, recovers or stops.</param>
sealed record Postmaster(int ProcessId, Listener? Listener)
{
    /// <summary>
    /// The postmaster that serves <paramref name="folder"/>; null when there is none, whatever a stale
    /// <c>postmaster.pid</c> says.
    /// </summary>
    public static Postmaster? In(string folder)
    {
        // Process, folder, start time, port, socket folder, address, shared memory, state.
        if (ReadLockFile(folder) is not [var pid, var served, _, ..] lines
            || !int.TryParse(pid, CultureInfo.InvariantCulture, out var process)
            || !Serves(process, served, folder))
            return null;
        var listener = lines is [_, _, _, var port, var socketFolder, _, _, "ready", ..]
            ? new Listener(socketFolder is "" ? null : socketFolder, int.Parse(port, CultureInfo.InvariantCulture))
            : null;
        return new Postmaster(process, listener);
    }

    /// <summary>
    /// Clears up after a postmaster that is no more. PostgreSQL does so itself, except where the process number in its lock
    /// files now belongs to something else, or to a dead process that nobody reaps (in containers): it would refuse to start.
    /// </summary>
    /// <returns>The folder of the socket that it left; null when there is none to clear up.</returns>
    public static string? ForgetDead(string folder)
    {
        var lines = ReadLockFile(folder);
        if (In(folder) is not null)
            return null;
        // Were it alive after all, the new one would find its shared memory in use and leave.
        if (lines is [var pid, ..] && int.TryParse(pid, CultureInfo.InvariantCulture, out var process) && Exists(process))
            File.Delete(LockFile(folder));
        foreach (var socket in Directory.GetFiles(folder, ".s.PGSQL.*"))
            File.Delete(socket);
        // In a copied folder the file names what the original may be using.
        return lines is [_, var served, _, _, { Length: > 0 } socketFolder, ..] && Path.GetFullPath(served) == folder
            ? socketFolder
            : null;
    }

    static bool Serves(int process, string served, string folder)
    {
        if (!IsAlive(process))
            return false;
        // Only Linux shows where others work, and containers may keep even root from seeing it.
        if (!OperatingSystem.IsLinux() || new DirectoryInfo($"/proc/{process}/cwd").LinkTarget is null)
            return Path.GetFullPath(served) == folder;

        // A postmaster works in the folder that it serves. Paths may differ through links, or be those of the original
        // of a copied folder; a file put here and seen there leaves no doubt.
        var proof = $"ledger.{Guid.NewGuid():n}";
        File.WriteAllText(Path.Combine(folder, proof), "");
        try
        {
            return File.Exists($"/proc/{process}/cwd/{proof}");
        }
        finally
        {
            File.Delete(Path.Combine(folder, proof));
        }
    }

    /// <summary>Whether a process is one of PostgreSQL's and not merely a dead one that nobody has reaped.</summary>
    static bool IsAlive(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            if (found.ProcessName != "postgres")
                return false;
            return !OperatingSystem.IsLinux() || !File.ReadAllText($"/proc/{process}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or IOException)
        {
            return false;
        }
    }

    static bool Exists(int process)
    {
        try
        {
            using var found = Process.GetProcessById(process);
            return true;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    static string[] ReadLockFile(string folder)
    {
        try
        {
            const FileShare all = FileShare.ReadWrite | FileShare.Delete;
            using var file = new FileStream(LockFile(folder), FileMode.Open, FileAccess.Read, all);
            using var reader = new StreamReader(file);
            return reader.ReadToEnd().Split('\n', StringSplitOptions.TrimEntries);
        }
        catch (IOException)
        {
            return [];
        }
    }

    static string LockFile(string folder) => Path.Combine(folder, "postmaster.pid");
}

/// <summary>Where a postmaster listens.</summary>
/// <param name="SocketFolder">The folder of its Unix socket; null for TCP on the loopback address.</param>
/// <param name="Port">The TCP port; for a socket a part of its name.</param>
sealed record Listener(string? SocketFolder, int Port)
{
    /// <summary>The port for sockets, whose folders are private.</summary>
    public const int SocketPort = 5432;

    /// <summary>
    /// Whether a socket in <paramref name="folder"/> has a path that systems (103 bytes on macOS, 107 on Linux) and Npgsql
    /// can take.
    /// </summary>
    public static bool Fits(string folder) =>
        Encoding.UTF8.GetByteCount($"{folder}/.s.PGSQL.{SocketPort}") <= 103 && folder.AsSpan().IndexOfAny(",:\"\\") < 0;

    /// <summary>The host as Npgsql takes it.</summary>
    public string Host => SocketFolder ?? IPAddress.Loopback.ToString();

    /// <summary>
    /// The settings of PostgreSQL for it, with those that a ledger does not bargain about: what was acknowledged is on disk.
    /// </summary>
    public string Settings => $"""
        # Written by ConveningLedger at each start.
        listen_addresses = '{(SocketFolder is null ? Host : "")}'
        unix_socket_directories = '{SocketFolder?.Replace("'", "''", StringComparison.Ordinal)}'
        unix_socket_permissions = 0700
        port = {Port}
        fsync = on
        full_page_writes = on
        synchronous_commit = on

        """;
}
