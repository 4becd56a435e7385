namespace ConveningLedger.Build;

/// <summary>Builds the pages.</summary>
static class Web
{
    static string Project => Repository.At("src", "ConveningLedger.Web");

    // What is generated from the contract is no source.
    static string Generated => Path.Combine(Project, "src", "page", "gql");

    static string Built => Path.Combine(Project, "dist", ".built");

    public static async Task<int> BuildAsync(string[] arguments)
    {
        await Prerequisites.CheckAsync();
        await BuildQuietlyAsync();
        return 0;
    }

    /// <summary>Brings the pages up to date: silent unless it fails, and at once when nothing has changed.</summary>
    public static async Task BuildQuietlyAsync()
    {
        if (IsUpToDate())
            return;
        using var turn = await Compilation.TurnAsync();
        if (IsUpToDate())
            return;
        await Npm.InstallAsync(Project);
        await Console.Error.WriteLineAsync("Building the pages …");
        // It generates sources, too.
        await Npm.RunAsync(Project, "run", "check");
        var began = DateTime.UtcNow;
        await Npm.RunAsync(Project, "run", "build");
        await File.WriteAllTextAsync(Built, "");
        File.SetLastWriteTimeUtc(Built, began);
    }

    static bool IsUpToDate() => File.Exists(Built) && Sources().All(source => source.LastWriteTimeUtc < File.GetLastWriteTimeUtc(Built));

    /// <summary>All that the pages are made of; folders too, for they tell of removed files.</summary>
    static IEnumerable<FileSystemInfo> Sources() =>
        new DirectoryInfo(Project).EnumerateFiles()
            .Concat(Below(new DirectoryInfo(Path.Combine(Project, "src"))).Where(source => !source.FullName.StartsWith(Generated, StringComparison.Ordinal)))
            .Concat(Below(new DirectoryInfo(Repository.At("schema"))));

    static IEnumerable<FileSystemInfo> Below(DirectoryInfo folder) =>
        folder.Exists ? folder.EnumerateFileSystemInfos("*", SearchOption.AllDirectories).Prepend(folder) : [];
}
