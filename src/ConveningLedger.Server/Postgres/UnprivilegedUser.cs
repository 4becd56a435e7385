namespace ConveningLedger.Server.Postgres;

/// <summary>
/// Whom PostgreSQL runs as when the server runs as root, which PostgreSQL refuses: the owner of an existing cluster, else
/// the system user <c>postgres</c>, else <c>nobody</c>.
/// </summary>
sealed class UnprivilegedUser
{
    static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    readonly string owner;
    readonly IReadOnlyList<string> prefix;

    UnprivilegedUser(string owner, IReadOnlyList<string> prefix)
    {
        this.owner = owner;
        this.prefix = prefix;
    }

    /// <summary>Finds the user and a way to become it; null when the server is not root and so needs neither.</summary>
    /// <param name="cluster">The cluster's folder, which need not exist.</param>
    /// <param name="binaries">What the user is to run.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="EmbeddedPostgresException">The user can reach neither by any way that this machine has.</exception>
    public static async Task<UnprivilegedUser?> FindAsync(string cluster, Binaries binaries, CancellationToken cancellation)
    {
        // On Windows pg_ctl sheds the rights of an administrator by itself.
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            return null;

        var (name, user, group) = await OwnerOf(cluster, cancellation)
            ?? await Lookup("postgres", cancellation)
            ?? await Lookup("nobody", cancellation)
            ?? throw new EmbeddedPostgresException(
                "PostgreSQL does not run as root, and this machine has neither a user postgres nor a user nobody. "
                + "Create one of them, or run the ledger as an ordinary user.");

        var data = Path.GetDirectoryName(cluster)!;
        var refused = "";
        foreach (var prefix in Ways(name, user, group))
        {
            // Entering the folder and starting the program is what will be needed; asking for permissions would not
            // tell, because access(2) has rules of its own.
            var tried = await ExternalProgram.RunAsync(
                [.. prefix, "/bin/sh", "-c", "cd \"$0\" && exec \"$1\" --version", data, binaries.Program("postgres")],
                Limit, cancellation, "/", ExternalProgram.Plain);
            if (tried.Succeeded)
                return new UnprivilegedUser($"{user}:{group}", prefix);
            refused = tried.Output;
        }

        throw new EmbeddedPostgresException(
            $"PostgreSQL does not run as root, and the user {name} cannot use {data} or {binaries.Folder} ({refused}). "
            + "Name a data directory that this user can enter with LEDGER_DATA, for example /var/lib/convening-ledger, "
            + "or run the ledger as an ordinary user.");
    }

    /// <summary>The command that runs <paramref name="command"/> as this user.</summary>
    public IReadOnlyList<string> Run(IReadOnlyList<string> command) => [.. prefix, .. command];

    /// <summary>Gives a file, or a folder with all that is in it, to this user.</summary>
    public async Task OwnAsync(string path, CancellationToken cancellation)
    {
        var given = await ExternalProgram.RunAsync(["chown", "-R", owner, path], Limit, cancellation, "/");
        if (!given.Succeeded)
            throw new EmbeddedPostgresException($"{path} cannot be given to the user that runs PostgreSQL: {given.Output}");
    }

    /// <summary>
    /// The ways to become the user, the best first. A folder that root keeps to itself (a clone in /root) takes the right
    /// to pass through closed folders with it, and no more: to search them, or where a container withholds that, to
    /// override permissions. With no_setuid_fixup also access(2) heeds it, by which initdb looks for its neighbours.
    /// </summary>
    static IEnumerable<IReadOnlyList<string>> Ways(string name, string user, string group)
    {
        string[] setpriv = ["setpriv", "--reuid", user, "--regid", group, "--clear-groups"];
        yield return [.. setpriv, "--"];
        foreach (var right in new[] { "+dac_read_search", "+dac_override" })
            yield return [.. setpriv, "--securebits", "+no_setuid_fixup", "--inh-caps", right, "--ambient-caps", right, "--"];
        yield return ["runuser", "-u", name, "--"];
        yield return ["su", "-s", "/bin/sh", "-c", "exec \"$0\" \"$@\"", "--", name];
    }

    static async Task<(string Name, string User, string Group)?> OwnerOf(string folder, CancellationToken cancellation)
    {
        var asked = await ExternalProgram.RunAsync(["stat", "-c", "%U %u %g", folder], Limit, cancellation, "/");
        return asked.Succeeded && asked.Output.Split(' ') is [var name, not "0" and var user, var group] ? (name, user, group) : null;
    }

    static async Task<(string Name, string User, string Group)?> Lookup(string name, CancellationToken cancellation)
    {
        var user = await ExternalProgram.RunAsync(["id", "-u", name], Limit, cancellation, "/");
        var group = await ExternalProgram.RunAsync(["id", "-g", name], Limit, cancellation, "/");
        return user.Succeeded && group.Succeeded ? (name, user.Output, group.Output) : null;
    }
}
