using ConveningLedger.Server.Postgres;

namespace ConveningLedger.Build;

/// <summary>What a machine must bring along, besides the .NET SDK: that build.sh and build.ps1 have seen to.</summary>
static class Prerequisites
{
    const int OldestNode = 20;

    /// <summary>Fails with what to install when Node is missing or too old.</summary>
    public static async Task CheckAsync()
    {
        var node = await ExternalProgram.RunAsync(["node", "--version"], TimeSpan.FromSeconds(20), CancellationToken.None);
        if (node.Succeeded && Version.TryParse(node.Output.TrimStart('v'), out var version) && version.Major >= OldestNode)
            return;
        throw new StepFailedException(
            $"Node {OldestNode} or newer is needed{(node.Succeeded ? $"; {node.Output} is installed" : "")}. "
            + "Install it from https://nodejs.org/en/download, or by the package manager "
            + "(Debian, Ubuntu: apt-get install nodejs npm; macOS: brew install node; Windows: winget install OpenJS.NodeJS.LTS).");
    }

    /// <summary>
    /// A folder of PostgreSQL binaries for the tests: those of the machine, else fetched by npm, else, for root on Debian
    /// and its kin, installed.
    /// </summary>
    public static async Task<string> PostgresAsync()
    {
        var named = Environment.GetEnvironmentVariable("LEDGER_POSTGRES_BINARIES");
        var search = BinarySearch.OnThisMachine(Repository.At(".data"), named);
        try
        {
            return (await Terminal.UntilStoppedAsync(stopped => search.FindAsync(null, Console.Error.WriteLine, stopped))).Folder;
        }
        catch (EmbeddedPostgresException e) when (CanInstall && search.Named is null)
        {
            await Console.Error.WriteLineAsync($"{e.Message}\nInstalling it with apt-get …");
            Environment.SetEnvironmentVariable("DEBIAN_FRONTEND", "noninteractive");
            await Terminal.RunAsync(["apt-get", "update"]);
            await Terminal.RunAsync(["apt-get", "install", "-y", "--no-install-recommends", "postgresql"]);
            search = BinarySearch.OnThisMachine(Repository.At(".data"));
            return (await search.FindAsync(null, Console.Error.WriteLine, default)).Folder;
        }
    }

    static bool CanInstall => File.Exists("/usr/bin/apt-get") && Environment.IsPrivilegedProcess;
}
