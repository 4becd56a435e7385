using DiffPlex;

namespace ConveningLedger.Calls;

/// <summary>
/// Cuts a text into words (runs of letters, marks, digits and apostrophes, in any script), runs of white space, and single other
/// characters. Joined, the pieces are the text.
/// </summary>
sealed class WordChunker : IChunker
{
    public static WordChunker Instance { get; } = new();

    public IReadOnlyList<string> Chunk(string text)
    {
        var pieces = new List<string>();
        var start = 0;
        while (start < text.Length)
        {
            var end = start + 1;
            var kind = KindOf(text, start);
            if (kind == Piece.Other && char.IsHighSurrogate(text[start]) && end < text.Length)
                end++;
            while (kind != Piece.Other && end < text.Length && KindOf(text, end) == kind)
                end++;
            pieces.Add(text[start..end]);
            start = end;
        }
        return pieces;
    }

    /// <summary>Where the words of a text are.</summary>
    public static IEnumerable<Range> WordsIn(string text)
    {
        var start = 0;
        // What stands where words were destroyed has none.
        foreach (var piece in Erased.Is(text) ? [] : Instance.Chunk(text))
        {
            if (KindOf(text, start) == Piece.Word)
                yield return start..(start + piece.Length);
            start += piece.Length;
        }
    }

    static Piece KindOf(string text, int index)
    {
        var character = text[index];
        if (char.IsWhiteSpace(character))
            return Piece.Space;
        if (character is '\'' or '\u2019')
        {
            // An apostrophe belongs to a word only between letters.
            return index > 0 && index + 1 < text.Length && char.IsLetter(text[index - 1]) && char.IsLetter(text[index + 1]) ? Piece.Word : Piece.Other;
        }
        var category = char.IsSurrogate(character)
            ? System.Globalization.CharUnicodeInfo.GetUnicodeCategory(text, char.IsLowSurrogate(character) && index > 0 ? index - 1 : index)
            : char.GetUnicodeCategory(character);
        return category is <= System.Globalization.UnicodeCategory.OtherLetter
            or System.Globalization.UnicodeCategory.NonSpacingMark or System.Globalization.UnicodeCategory.SpacingCombiningMark
            or System.Globalization.UnicodeCategory.DecimalDigitNumber or System.Globalization.UnicodeCategory.LetterNumber
            ? Piece.Word
            : Piece.Other;
    }

    enum Piece
    {
        Word,
        Space,
        Other,
    }
}
