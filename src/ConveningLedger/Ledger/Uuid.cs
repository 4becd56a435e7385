using System.Buffers;

namespace ConveningLedger.Ledger;

/// <summary>Ids of entries as text: 32 hexadecimal digits in five groups, and nothing else that the platform would read as one.</summary>
static class Uuid
{
    const int Length = 36;
    static readonly SearchValues<char> Digits = SearchValues.Create("0123456789abcdefABCDEF-");

    /// <summary>Reads an id.</summary>
    /// <param name="text">The text.</param>
    /// <param name="id">The id.</param>
    public static bool TryRead(string text, out Guid id)
    {
        id = default;
        return text.Length == Length && !text.AsSpan().ContainsAnyExcept(Digits) && Guid.TryParseExact(text, "D", out id);
    }
}
