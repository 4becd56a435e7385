using System.Text;
using ConveningLedger.Calls;

namespace ConveningLedger.Time;

/// <summary>Writes texts of people into Markdown so that they stay texts: nothing in them becomes a heading, link, table, image or HTML.</summary>
static class Markdown
{
    const string Special = "\\`*_{}[]<>#|~!&@";

    /// <summary>A text on one line.</summary>
    public static string Escape(string text)
    {
        var escaped = new StringBuilder(text.Length + 16);
        var isSpace = false;
        foreach (var (index, character) in text.Index())
        {
            if (char.IsWhiteSpace(character) || char.IsControl(character))
            {
                isSpace = true;
                continue;
            }
            if (isSpace && escaped.Length > 0)
                escaped.Append(' ');
            isSpace = false;
            // Addresses are made links by many readers of Markdown.
            var isAddress = (character == ':' && index + 1 < text.Length && text[index + 1] == '/')
                || (character == '.' && index >= 3 && text.AsSpan(index - 3, 3).Equals("www", StringComparison.OrdinalIgnoreCase));
            var isListMark = escaped.Length == 0 && character is '-' or '+' or '=';
            if (Special.Contains(character) || isAddress || isListMark)
                escaped.Append('\\');
            escaped.Append(character);
        }
        // "1." at the start would begin a list.
        var digits = 0;
        while (digits < escaped.Length && char.IsAsciiDigit(escaped[digits]))
            digits++;
        if (digits > 0 && digits < escaped.Length && escaped[digits] is '.' or ')')
            escaped.Insert(digits, '\\');
        return escaped.ToString();
    }

    /// <summary>A word-level difference: what was removed struck through, what was added in bold.</summary>
    public static string Diff(IEnumerable<DiffRun> runs) => string.Concat(runs.Select(run => run.Operation switch
    {
        DiffOperation.Removed => Around(run.Text, "~~"),
        DiffOperation.Added => Around(run.Text, "**"),
        _ => Around(run.Text, ""),
    }));

    /// <summary>A row of a table.</summary>
    public static string Row(IEnumerable<string> cells) => $"| {string.Join(" | ", cells)} |";

    // Marks stand at words, and the white space stays outside them.
    static string Around(string text, string mark)
    {
        var trimmed = text.Trim();
        var (before, after) = (char.IsWhiteSpace(text[0]) ? " " : "", char.IsWhiteSpace(text[^1]) ? " " : "");
        return trimmed.Length == 0 ? " " : $"{before}{mark}{Escape(trimmed)}{mark}{after}";
    }
}
