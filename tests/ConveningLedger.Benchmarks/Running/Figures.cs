namespace ConveningLedger.Benchmarks.Running;

/// <summary>Medians, and what is measured side by side.</summary>
static class Figures
{
    /// <summary>The middle one, of an even number the mean of the middle two.</summary>
    public static double Median(IEnumerable<double> of)
    {
        double[] sorted = [.. of.Order()];
        var middle = sorted.Length / 2;
        return sorted.Length == 0 ? double.NaN : sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /// <summary>Measures several sides in turns: A B A B …, each after the machine has come to rest.</summary>
    /// <param name="rounds">How many turns.</param>
    /// <param name="warm">How long each side is run before anything counts: what compiles while it runs has done so.</param>
    /// <param name="sides">The sides, each a measurement.</param>
    /// <returns>The median of each side.</returns>
    public static async Task<double[]> InTurns(int rounds, TimeSpan warm, params Func<Task<double>>[] sides)
    {
        foreach (var side in sides)
        {
            for (var end = DateTime.UtcNow + warm; DateTime.UtcNow < end;)
                await side();
        }
        var all = sides.Select(_ => new List<double>()).ToArray();
        for (var round = 0; round < rounds; round++)
        {
            for (var side = 0; side < sides.Length; side++)
            {
                await Rest();
                all[side].Add(await sides[side]());
            }
        }
        return [.. all.Select(Median)];
    }

    /// <summary>Waits until hardly anything runs: what one side leaves to be done is not to be done in the other's time.</summary>
    /// <param name="patience">For how many tenths of a second at most.</param>
    public static async Task Rest(int patience = 100)
    {
        for (var tries = 0; tries < patience; tries++)
        {
            var before = Busy();
            await Task.Delay(100);
            var after = Busy();
            if (after.All == before.All || (double)(after.Busy - before.Busy) / (after.All - before.All) < 0.12)
                return;
        }
    }

    // Of all processors, in ticks.
    static (long Busy, long All) Busy()
    {
        if (!File.Exists("/proc/stat"))
            return (0, 0);
        var ticks = File.ReadLines("/proc/stat").First().Split(' ', StringSplitOptions.RemoveEmptyEntries).Skip(1).Select(long.Parse).ToArray();
        var all = ticks.Take(8).Sum();
        return (all - ticks[3] - ticks[4], all);
    }
}
