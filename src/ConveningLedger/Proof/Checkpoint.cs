using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ConveningLedger.Proof;

/// <summary>How a log was at a size: what is signed, in the tlog-checkpoint format of C2SP.</summary>
/// <param name="Origin">Which log, of all there are.</param>
/// <param name="Size">How many leaves it had.</param>
/// <param name="Root">The hash of its tree.</param>
public sealed record Checkpoint(string Origin, long Size, Hash Root)
{
    /// <summary>The text that is signed: origin, size and root, a line each.</summary>
    public string Text => string.Create(CultureInfo.InvariantCulture, $"{Origin}\n{Size}\n{Root}\n");

    /// <summary>Reads one. Further lines are read over, as the format says.</summary>
    /// <param name="text">The text of a note.</param>
    /// <param name="read">What was read.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out Checkpoint? read)
    {
        read = text.Split('\n') is [{ Length: > 0 } origin, var size, var root, .. var rest] && rest is [.., ""] && rest[..^1].All(line => line.Length > 0)
            && long.TryParse(size, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && (size[0] != '0' || size.Length == 1) && Hash.TryParse(root, out var hash)
            ? new(origin, number, hash)
            : null;
        return read is not null;
    }
}
