using System.Text;
using DiffPlex;

namespace ConveningLedger.Calls;

/// <summary>What was done with a run of words between two texts.</summary>
public enum DiffOperation
{
    /// <summary>It stands in both.</summary>
    Kept,

    /// <summary>It stands in the earlier text only.</summary>
    Removed,

    /// <summary>It stands in the later text only.</summary>
    Added,
}

/// <summary>A run of words, with the white space between them.</summary>
/// <param name="Operation">What was done with it.</param>
/// <param name="Text">The run as it stands in its text.</param>
public readonly record struct DiffRun(DiffOperation Operation, string Text);

/// <summary>
/// The word-level difference of two texts (Myers' algorithm, by DiffPlex). Kept and added runs joined are the later text; kept and
/// removed runs joined are the earlier one.
/// </summary>
public static class WordDiff
{
    /// <summary>The runs, in reading order; what was removed stands before what was added in its place.</summary>
    /// <param name="earlier">The earlier text.</param>
    /// <param name="later">The later text.</param>
    public static IReadOnlyList<DiffRun> Between(string earlier, string later)
    {
        var result = Differ.Instance.CreateDiffs(earlier, later, ignoreWhiteSpace: false, ignoreCase: false, WordChunker.Instance);
        var runs = new List<DiffRun>();
        var (removed, added, place) = (new StringBuilder(), new StringBuilder(), 0);
        foreach (var block in result.DiffBlocks)
        {
            var kept = Joined(result.PiecesNew, place, block.InsertStartB - place);
            // White space alone does not hold two changes apart.
            if (string.IsNullOrWhiteSpace(kept) && removed.Length + added.Length > 0)
            {
                removed.Append(kept);
                added.Append(kept);
            }
            else
            {
                Flush(runs, removed, added);
                Add(runs, DiffOperation.Kept, kept);
            }
            removed.Append(Joined(result.PiecesOld, block.DeleteStartA, block.DeleteCountA));
            added.Append(Joined(result.PiecesNew, block.InsertStartB, block.InsertCountB));
            place = block.InsertStartB + block.InsertCountB;
        }
        Flush(runs, removed, added);
        Add(runs, DiffOperation.Kept, Joined(result.PiecesNew, place, result.PiecesNew.Count - place));
        return runs;
    }

    static void Flush(List<DiffRun> runs, StringBuilder removed, StringBuilder added)
    {
        Add(runs, DiffOperation.Removed, removed.ToString());
        Add(runs, DiffOperation.Added, added.ToString());
        removed.Clear();
        added.Clear();
    }

    static void Add(List<DiffRun> runs, DiffOperation operation, string text)
    {
        if (text.Length > 0)
            runs.Add(new(operation, text));
    }

    static string Joined(IReadOnlyList<string> pieces, int from, int count) => string.Concat(pieces.Skip(from).Take(count));
}
