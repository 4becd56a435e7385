namespace ConveningLedger.Ledger;

/// <summary>Finds what was perhaps meant.</summary>
public static class NearestNames
{
    const int Most = 3;

    /// <summary>The candidates that are nearest to what was written, by Levenshtein distance; at most three, nearest first.</summary>
    /// <param name="written">What was written.</param>
    /// <param name="candidates">What there is.</param>
    /// <param name="isWanted">Which of it may be named; asked of near ones only. Absent: all.</param>
    public static Several<string> To(string written, IEnumerable<string> candidates, Func<string, bool>? isWanted = null)
    {
        var reach = Math.Max(2, written.Length / 3);
        return
        [
            .. candidates
                .Where(name => Math.Abs(name.Length - written.Length) <= reach)
                .Select(name => (Name: name, Distance: Distance(written, name, reach)))
                .Where(found => found.Distance <= reach)
                .OrderBy(found => found.Distance)
                .ThenBy(found => found.Name, StringComparer.Ordinal)
                .Where(found => isWanted is null || isWanted(found.Name))
                .Take(Most)
                .Select(found => found.Name),
        ];
    }

    static int Distance(string one, string other, int reach)
    {
        if (one.Length > 200 || other.Length > 200)
            return reach + 1;
        Span<int> above = stackalloc int[other.Length + 1];
        Span<int> row = stackalloc int[other.Length + 1];
        for (var column = 0; column <= other.Length; column++)
            above[column] = column;
        for (var line = 1; line <= one.Length; line++)
        {
            row[0] = line;
            for (var column = 1; column <= other.Length; column++)
            {
                var same = char.ToUpperInvariant(one[line - 1]) == char.ToUpperInvariant(other[column - 1]) ? 0 : 1;
                row[column] = Math.Min(Math.Min(row[column - 1], above[column]) + 1, above[column - 1] + same);
            }
            row.CopyTo(above);
        }
        return above[other.Length];
    }
}
