using ConveningLedger.Server.Postgres;

namespace ConveningLedger.Build;

/// <summary>Fetches what projects of npm need.</summary>
static class Npm
{
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(15);

    /// <summary>Sees to it that what the lock file names is there: at once where it is, and silent unless it fails.</summary>
    /// <param name="project">The folder of the project.</param>
    public static async Task InstallAsync(string project)
    {
        var installed = Path.Combine(project, "node_modules", ".installed");
        if (File.Exists(installed) && File.GetLastWriteTimeUtc(installed) >= File.GetLastWriteTimeUtc(Path.Combine(project, "package-lock.json")))
            return;
        await Console.Error.WriteLineAsync($"Fetching the packages of {Path.GetFileName(project)} …");
        await RunAsync(project, "ci", "--no-audit", "--no-fund");
        await File.WriteAllTextAsync(installed, "");
    }

    /// <summary>Runs npm, silent unless it fails.</summary>
    /// <param name="project">Where.</param>
    /// <param name="arguments">With what.</param>
    public static async Task RunAsync(string project, params string[] arguments)
    {
        // On Windows it is a script, which only a shell starts.
        string[] npm = OperatingSystem.IsWindows() ? ["cmd", "/c", "npm"] : ["npm"];
        var run = await Terminal.UntilStoppedAsync(stopped => ExternalProgram.RunAsync([.. npm, .. arguments], Limit, stopped, project));
        if (!run.Succeeded)
            throw new StepFailedException($"{run.Output}\nnpm {string.Join(' ', arguments)} failed in {project}.");
    }
}
