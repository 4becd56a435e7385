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
        var place = 0;
        foreach (var block in result.DiffBlocks)
        {
            Add(runs, DiffOperation.Kept, result.PiecesNew, place, block.InsertStartB - place);
            Add(runs, DiffOperation.Removed, result.PiecesOld, block.DeleteStartA, block.DeleteCountA);
            Add(runs, DiffOperation.Added, result.PiecesNew, block.InsertStartB, block.InsertCountB);
            place = block.InsertStartB + block.InsertCountB;
        }
        Add(runs, DiffOperation.Kept, result.PiecesNew, place, result.PiecesNew.Count - place);
        return runs;
    }

    static void Add(List<DiffRun> runs, DiffOperation operation, IReadOnlyList<string> pieces, int from, int count)
    {
        if (count == 0)
            return;
        var text = new StringBuilder();
        for (var index = from; index < from + count; index++)
            text.Append(pieces[index]);
        runs.Add(new(operation, text.ToString()));
    }
}
