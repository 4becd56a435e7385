using System.Buffers;
using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace ConveningLedger.Store.Interchange;

/// <summary>Writes refusals as a sheet that somebody can work through: row, column, what stands there, why not, what would be accepted.</summary>
public sealed class RefusalSheet : IDisposable
{
    readonly CsvWriter csv;

    /// <summary>Begins a sheet.</summary>
    /// <param name="path">The file; one that exists is replaced.</param>
    /// <exception cref="IOException">It cannot be written.</exception>
    public RefusalSheet(string path)
    {
        csv = Sheets.Writer(new StreamWriter(path, append: false, new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: true)));
        Row("file", "row", "column", "header", "cell", "reason", "accepted", "suggestion", "code");
    }

    /// <summary>Adds a refusal.</summary>
    /// <param name="refused">The refusal.</param>
    public void Add(LineRefusal refused) => Row(refused.File, $"{refused.Line}", refused.Cell?.Column ?? "", refused.Cell?.Header ?? refused.Refusal.Field, refused.Cell?.Text ?? "",
        refused.Refusal.Message, refused.Refusal.Accepted, string.Join(" | ", refused.Refusal.Nearest), ValueNames.Of(refused.Refusal.Code));

    /// <inheritdoc/>
    public void Dispose() => csv.Dispose();

    void Row(params ReadOnlySpan<string> cells)
    {
        foreach (var cell in cells)
            csv.WriteField(Sheets.Defused(cell));
        csv.NextRecord();
    }
}

/// <summary>How sheets are written.</summary>
public static class Sheets
{
    static readonly SearchValues<char> Quoted = SearchValues.Create(",;\"\r\n\t");

    /// <summary>
    /// A writer of comma-separated values after RFC 4180. A cell that a spreadsheet would take for a formula begins with an apostrophe,
    /// so that nothing that people wrote is ever executed; a number is a number.
    /// </summary>
    /// <param name="to">Takes the text.</param>
    public static CsvWriter Writer(TextWriter to) => new(to, new CsvConfiguration(CultureInfo.InvariantCulture)
    {
        NewLine = "\r\n",
        InjectionOptions = InjectionOptions.None,
        ShouldQuote = field => field.Field is { } text && (text.AsSpan().ContainsAny(Quoted) || (text.Length > 0 && (text[0] == ' ' || text[^1] == ' '))),
    });

    /// <summary>A text that no spreadsheet takes for a formula; some take full-width signs for one, too.</summary>
    /// <param name="text">The text.</param>
    public static string Defused(string text) =>
        text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\uff1d' or '\uff0b' or '\uff0d' or '\uff20' or '\t' or '\r' or '\n' && !decimal.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out _) ? $"'{text}" : text;
}
