namespace ConveningLedger.Build;

/// <summary>The places in this clone.</summary>
static class Repository
{
    /// <summary>What is built is also what is tested.</summary>
    public const string Configuration = "Release";

    /// <summary>The folder of the clone.</summary>
    public static string Root { get; } = FindRoot();

    /// <summary>A path in the clone.</summary>
    public static string At(params ReadOnlySpan<string> parts) => Path.Combine([Root, .. parts]);

    /// <summary>The built program of a project.</summary>
    public static string Program(string projectFolder) =>
        Path.Combine(projectFolder, "bin", Configuration, "net10.0", Path.GetFileName(projectFolder) + ".dll");

    static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "ConveningLedger.sln")))
                return folder.FullName;
        throw new StepFailedException($"{AppContext.BaseDirectory} is not in a clone of ConveningLedger.");
    }
}
