using System.Globalization;

namespace ConveningLedger.Server.Tests.Faults;

/// <summary>Shifts the clock of one process, where a C compiler is at hand: the program itself knows nothing of it.</summary>
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

    /// <summary>What is set for a process whose clock is to be wrong.</summary>
    /// <param name="by">By how much it is fast.</param>
    public Dictionary<string, string> Shifted(TimeSpan by) => new()
    {
        ["LD_PRELOAD"] = library ?? throw new InvalidOperationException("Clocks cannot be shifted here."),
        ["CLOCK_OFFSET"] = by.TotalSeconds.ToString("0", CultureInfo.InvariantCulture),
    };
}
