namespace ConveningLedger.Server.Tests.Faults;

/// <summary>Shifts the clocks of processes while they run, where a C compiler is at hand: the program itself knows nothing of it.</summary>
sealed class Clocks
{
    readonly string? library;

    Clocks(string? library) => this.library = library;

    /// <summary>Whether clocks can be shifted here.</summary>
    public bool CanBeShifted => library is not null;

    /// <summary>Builds what shifts them.</summary>
    /// <param name="folder">Where.</param>
    public static async Task<Clocks> Make(string folder)
    {
        var library = Path.Combine(folder, "clock.so");
        return new(await Processes.Run("cc", "-shared", "-fPIC", "-O1", "-o", library, Path.Combine(AppContext.BaseDirectory, "Faults", "clock.c"), "-ldl") ? library : null);
    }

    /// <summary>A clock that is right.</summary>
    /// <param name="file">Where it is kept.</param>
    public Clock Of(string file) => new(library, file);
}

/// <summary>The clock of one process.</summary>
sealed class Clock
{
    readonly string file;

    /// <summary>A clock that is right.</summary>
    /// <param name="library">What shifts it; null: nothing does.</param>
    /// <param name="file">Where it stands by how much.</param>
    public Clock(string? library, string file)
    {
        this.file = file;
        if (library is null)
            return;
        Shift(TimeSpan.Zero);
        Settings = new() { ["LD_PRELOAD"] = library, ["CLOCK_FILE"] = file };
    }

    /// <summary>What is set for a process that goes by it.</summary>
    public Dictionary<string, string> Settings { get; } = [];

    /// <summary>Sets it, for the process that runs.</summary>
    /// <param name="by">By how much it is fast.</param>
    public void Shift(TimeSpan by)
    {
        using var stream = new FileStream(file, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite);
        stream.Write(BitConverter.GetBytes((long)by.TotalSeconds));
    }
}
