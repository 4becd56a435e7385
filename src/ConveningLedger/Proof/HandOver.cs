using System.Diagnostics.CodeAnalysis;

namespace ConveningLedger.Proof;

/// <summary>
/// That a key hands over to the next one, as both of them sign it. Trust goes forward only: who knows the old key knows the new one by it, and
/// what is signed by an old key after that is worth nothing to whoever knows the new one.
/// </summary>
/// <param name="Ledger">The name of the ledger whose keys they are.</param>
/// <param name="Old">The key that signs no more, 32 bytes.</param>
/// <param name="New">The key that signs from then on, 32 bytes.</param>
public sealed record HandOver(string Ledger, byte[] Old, byte[] New)
{
    const string Words = "hands over its log from a key to the next";
    const int KeyLength = 32;

    /// <summary>The text that both sign.</summary>
    public string Text => $"{Ledger}\n{Words}\n{Convert.ToBase64String(Old)}\n{Convert.ToBase64String(New)}\n";

    /// <summary>Reads one.</summary>
    /// <param name="text">The text of a note.</param>
    /// <param name="read">What was read.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out HandOver? read)
    {
        read = text.Split('\n') is [{ Length: > 0 } ledger, Words, var old, var next, ""] && Key(old) is { } oldKey && Key(next) is { } newKey ? new(ledger, oldKey, newKey) : null;
        return read is not null;
    }

    static byte[]? Key(string base64)
    {
        var bytes = new byte[base64.Length];
        return Convert.TryFromBase64String(base64, bytes, out var length) && length == KeyLength ? bytes[..length] : null;
    }
}
