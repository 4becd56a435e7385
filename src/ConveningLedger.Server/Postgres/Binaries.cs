using System.Text.RegularExpressions;

namespace ConveningLedger.Server.Postgres;

/// <summary>One installation of PostgreSQL that can run a cluster.</summary>
/// <param name="Folder">Holds <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>.</param>
/// <param name="Version">As the server says it: <c>15.18</c>.</param>
sealed partial record Binaries(string Folder, Version Version)
{
    static readonly string[] Programs = ["initdb", "pg_ctl", "postgres"];

    /// <summary>Clusters are readable only by binaries of their own major version.</summary>
    public int Major => Version.Major;

    /// <summary>The full path of one of the programs.</summary>
    public string Program(string name) => ProgramIn(Folder, name);

    /// <summary>
    /// The installation in <paramref name="folder"/>; null when there is none, when it does not run on this machine, or
    /// when it is a beta, whose clusters no release can read.
    /// </summary>
    public static async Task<Binaries?> InAsync(string folder, CancellationToken cancellation)
    {
        if (!Programs.All(name => File.Exists(ProgramIn(folder, name))))
            return null;

        var asked = await ExternalProgram.RunAsync(
            [ProgramIn(folder, "postgres"), "--version"],
            TimeSpan.FromSeconds(20), cancellation, environment: ExternalProgram.Plain);
        return asked.Succeeded && ReleaseOf(asked.Output) is { } version ? new Binaries(folder, version) : null;
    }

    /// <summary>The version in what <c>postgres --version</c> prints; null for betas and for other makers' servers.</summary>
    public static Version? ReleaseOf(string printed) =>
        Release().Match(printed) is { Success: true } match ? Version.Parse(match.Groups[1].Value) : null;

    /// <summary>For messages: <c>15.18 in /usr/lib/postgresql/15/bin</c>.</summary>
    public override string ToString() => $"{Version} in {Folder}";

    static string ProgramIn(string folder, string name) =>
        Path.Combine(folder, OperatingSystem.IsWindows() ? name + ".exe" : name);

    [GeneratedRegex(@"^postgres \(PostgreSQL\) (\d+\.\d+)(?:\s|$)")]
    private static partial Regex Release();
}
