using System.CommandLine;
using ConveningLedger.Ledger;

namespace ConveningLedger.Server.CommandLine;

/// <summary>The option by which a command is told as which circle it looks.</summary>
static class AskedCircle
{
    static string Accepted => string.Join(", ", ValueNames.Of(typeof(Visibility)).All);

    /// <summary>The option.</summary>
    /// <param name="what">What it is for.</param>
    public static Option<string?> Option(string what) => new("--as") { Description = $"{what}: {Accepted}; absent: the conveners." };

    /// <summary>Reads it; where it cannot be read, that is on standard error.</summary>
    /// <param name="written">What was written; null: nothing.</param>
    /// <param name="circle">The circle; null: none was named.</param>
    public static bool TryRead(string? written, out Visibility? circle)
    {
        circle = written is null ? null : ValueNames.Of(typeof(Visibility)).ValueOf(written.ToUpperInvariant()) as Visibility?;
        if (written is null || circle is not null)
            return true;
        Console.Error.WriteLine($"--as: There is no circle '{written}'. Accepted: {Accepted}.");
        return false;
    }
}
