using ConveningLedger.Server.Postgres;

namespace ConveningLedger.Build;

/// <summary>Fetches packages, compiles, and removes what was compiled.</summary>
static class Compilation
{
    static readonly TimeSpan Limit = TimeSpan.FromMinutes(30);
    const string All = "ConveningLedger.sln";
    static readonly string[] Output = ["bin", "obj"];

    /// <summary>The program that runs this one.</summary>
    public static string Dotnet { get; } = Environment.ProcessPath!;

    public static Task<int> RestoreAsync(string[] arguments) =>
        Terminal.RunAsync([Dotnet, "restore", All, "--nologo", .. arguments], Repository.Root);

    public static async Task<int> BuildAllAsync(string[] arguments)
    {
        await Prerequisites.CheckAsync();
        await Web.BuildQuietlyAsync();
        using var turn = await TurnAsync();
        return await Terminal.RunAsync(
            [Dotnet, "build", All, "-c", Repository.Configuration, "--nologo", .. arguments], Repository.Root);
    }

    public static Task<int> CleanAsync(string[] arguments)
    {
        var projects = Directory.GetDirectories(Repository.At("src")).Concat(Directory.GetDirectories(Repository.At("tests")));
        // Not this program itself: on Windows it could not.
        foreach (var project in projects.Where(project => Path.GetFileName(project) != "ConveningLedger.Build"))
            foreach (var built in Output.Append("dist").Select(name => Path.Combine(project, name)).Where(Directory.Exists))
                Directory.Delete(built, recursive: true);
        return Task.FromResult(0);
    }

    /// <summary>Builds everything and says nothing unless it fails.</summary>
    public static async Task BuildAllQuietlyAsync()
    {
        await Prerequisites.CheckAsync();
        await Web.BuildQuietlyAsync();
        using var turn = await TurnAsync();
        await CompileAsync(All);
    }

    /// <summary>Brings one project up to date: silent unless it fails, and at once when nothing has changed.</summary>
    /// <param name="project">The folder of the project.</param>
    /// <param name="notice">Written to standard error before the work, when there is any.</param>
    /// <returns>The built program.</returns>
    public static async Task<string> BuildQuietlyAsync(string project, string? notice = null)
    {
        var program = Repository.Program(project);
        var stamp = Path.Combine(project, "obj", $"{Repository.Configuration}.stamp");
        if (IsUpToDate(program, stamp, project))
            return program;

        await Prerequisites.CheckAsync();
        using var turn = await TurnAsync();
        if (IsUpToDate(program, stamp, project))
            return program;
        if (notice is not null)
            await Console.Error.WriteLineAsync(notice);

        // A folder that gets its first output looks changed, so it gets its output folders before.
        foreach (var folder in new DirectoryInfo(Repository.At("src")).EnumerateDirectories())
            foreach (var output in Output)
                folder.CreateSubdirectory(output);
        // What changes while it is compiled is newer than the stamp, and compiled again the next time.
        var began = DateTime.UtcNow;
        await CompileAsync(project);
        await File.WriteAllTextAsync(stamp, "");
        File.SetLastWriteTimeUtc(stamp, began);
        return program;
    }

    /// <summary>Publishes the server as its image has it: compiled for the machine before it starts.</summary>
    /// <param name="folder">Where to.</param>
    /// <returns>The program.</returns>
    public static async Task<string> PublishQuietlyAsync(string folder)
    {
        const string publish = "RUN dotnet publish ";
        var line = File.ReadLines(Repository.At("docker", "Dockerfile")).Single(line => line.StartsWith(publish, StringComparison.Ordinal));
        using var turn = await TurnAsync();
        await RunQuietlyAsync(["publish", .. line[publish.Length..].Split(" && ")[0].Split(' ').Select(word => word == "/app" ? folder : word)]);
        return Path.Combine(folder, "ConveningLedger.Server.dll");
    }

    static Task CompileAsync(string target) => RunQuietlyAsync(["build", target, "-c", Repository.Configuration]);

    static async Task RunQuietlyAsync(string[] words)
    {
        var built = await Terminal.UntilStoppedAsync(stopped => ExternalProgram.RunAsync([Dotnet, .. words, "--nologo", "-v", "quiet"], Limit, stopped, Repository.Root));
        // The compiler's summary says everything a second time.
        if (!built.Succeeded)
            throw new StepFailedException($"{string.Join('\n', built.Output.Split('\n').Distinct())}\nThe build failed.");
    }

    /// <summary>Two builds of one clone at a time would write the same files.</summary>
    public static async Task<IDisposable> TurnAsync()
    {
        var path = Path.Combine(AppContext.BaseDirectory, "building.lock");
        for (var end = DateTime.UtcNow + Limit; DateTime.UtcNow < end; await Task.Delay(TimeSpan.FromMilliseconds(200)))
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
            }
        throw new StepFailedException($"Another build of this clone has not ended within {Limit.TotalMinutes:0} minutes.");
    }

    static bool IsUpToDate(string program, string stamp, string project) =>
        File.Exists(program) && File.Exists(stamp)
        && Sources(project).All(source => source.LastWriteTimeUtc < File.GetLastWriteTimeUtc(stamp));

    /// <summary>All that may change what is built; folders too, for they tell of removed files.</summary>
    static IEnumerable<FileSystemInfo> Sources(string project) =>
        new DirectoryInfo(Repository.Root).EnumerateFiles()
            .Where(file => file.Extension is ".props" or ".targets" or ".json" or ".editorconfig")
            .Concat(Below(new DirectoryInfo(Repository.At("src"))))
            .Concat(Path.GetDirectoryName(project) == Repository.At("src") ? [] : Below(new DirectoryInfo(project)));

    static IEnumerable<FileSystemInfo> Below(DirectoryInfo folder) =>
        folder.EnumerateFileSystemInfos().Where(found => !Output.Contains(found.Name) && found.Name != "node_modules")
            .SelectMany(found => found is DirectoryInfo inner ? Below(inner).Prepend(found) : [found]);
}
