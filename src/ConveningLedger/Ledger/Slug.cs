using System.Text;

namespace ConveningLedger.Ledger;

/// <summary>Names of endeavours and keys: <c>[a-z0-9][a-z0-9-]{0,63}</c>.</summary>
public static class Slug
{
    /// <summary>The pattern, as the interchange format states it.</summary>
    public const string Pattern = "^[a-z0-9][a-z0-9-]{0,63}$";

    /// <summary>What would be accepted, in words.</summary>
    public const string Accepted = "1 to 64 of a-z, 0-9 and -, not beginning with -, such as `dam-wall`";

    const int Longest = 64;

    /// <summary>Whether a text is a slug.</summary>
    /// <param name="text">The text.</param>
    public static bool IsSlug(ReadOnlySpan<char> text)
    {
        if (text.Length is 0 or > Longest || text[0] == '-')
            return false;
        foreach (var character in text)
        {
            if (!char.IsAsciiLetterLower(character) && !char.IsAsciiDigit(character) && character != '-')
                return false;
        }
        return true;
    }

    /// <summary>A slug that reads like a name, or null where nothing of the name can stand in one.</summary>
    /// <param name="name">The name.</param>
    public static string? FromName(string name)
    {
        var slug = new StringBuilder(Longest);
        foreach (var character in name.Normalize(NormalizationForm.FormD))
        {
            if (slug.Length == Longest)
                break;
            if (char.IsAsciiLetterOrDigit(character))
                slug.Append(char.ToLowerInvariant(character));
            else if (slug.Length > 0 && slug[^1] != '-' && !char.IsLetterOrDigit(character) && char.IsWhiteSpace(character) | char.IsPunctuation(character))
                slug.Append('-');
        }
        var text = slug.ToString().TrimEnd('-');
        return text.Length == 0 ? null : text;
    }

    /// <summary>A slug that tells nothing: the prefix and a code made from an entry's id, the same one each time.</summary>
    /// <param name="prefix">What it begins with.</param>
    /// <param name="id">The entry.</param>
    /// <param name="length">How many characters of code, 1 to 25.</param>
    public static string Opaque(string prefix, Guid id, int length)
    {
        const string alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
        Span<byte> digest = stackalloc byte[32];
        System.Security.Cryptography.SHA256.HashData(id.ToByteArray(bigEndian: true), digest);
        var code = new char[length];
        for (var index = 0; index < length; index++)
            code[index] = alphabet[digest[index] & 31];
        return $"{prefix}{new string(code)}";
    }
}
