using System.Collections.Immutable;
using DiffPlex;

namespace ConveningLedger.Calls;

/// <summary>The words of a text: its Unicode word tokens, lower-cased.</summary>
/// <param name="Text">The text.</param>
/// <param name="Places">Where each word is in the text, in order.</param>
/// <param name="Tokens">Each word, lower-cased.</param>
sealed record Words(string Text, ImmutableArray<Range> Places, ImmutableArray<string> Tokens)
{
    public static Words Of(string text)
    {
        var places = WordChunker.WordsIn(text).ToImmutableArray();
        return new(text, places, [.. places.Select(place => text[place].ToLowerInvariant())]);
    }

    /// <summary>The differences to earlier words, in order: how many were taken out where, and how many were put in there.</summary>
    public IEnumerable<(int RemovedAt, int Removed, int AddedAt, int Added)> ChangesSince(Words earlier) =>
        Differ.Instance.CreateDiffs(earlier.Text, Text, ignoreWhiteSpace: false, ignoreCase: true, WordsOnly.Instance).DiffBlocks
            .Select(block => (block.DeleteStartA, block.DeleteCountA, block.InsertStartB, block.InsertCountB));

    sealed class WordsOnly : IChunker
    {
        public static WordsOnly Instance { get; } = new();

        public IReadOnlyList<string> Chunk(string text) => [.. WordChunker.WordsIn(text).Select(place => text[place].ToLowerInvariant())];
    }
}
