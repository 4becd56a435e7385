using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using CsvHelper;
using CsvHelper.Configuration;

namespace ConveningLedger.Store.Interchange;

/// <summary>
/// Reads a sheet of comma-separated values (also with semicolons or tabs) row by row, each as a line of the interchange format. The
/// header has the names of members, with <c>data.</c> before those of the kind; an empty cell is an absent member.
/// </summary>
/// <remarks>
/// Lists are separated by <c>|</c> (<c>\|</c> is a bar in a text); in a list of lists the inner items by <c>;</c>. Records of a list
/// are written by their first member alone, or, like anything, as JSON in a cell that begins with <c>[</c> or <c>{</c>.
/// </remarks>
sealed partial class SheetReader : IEntrySource
{
    const char Bar = '|';

    static readonly string[] Envelope =
        ["endeavour", "id", "ref", "kind", "occurredAt", "recordedAt", "recordedBy", "visibility", "modes", "standpoint", "toldBy", "mentions", "evidence", "note"];

    static readonly string[] EnvelopeLists = ["modes", "mentions", "evidence"];

    // As long as a line, and each of its quotation marks doubled.
    const int LongestRow = 2 * LineReader.Longest;

    readonly FileStream file;
    readonly Continued text;
    readonly CsvParser csv;
    readonly Catalogue catalogue;
    readonly ImportOptions options;
    readonly ArrayBufferWriter<byte> line = new(4096);
    readonly StringBuilder strayQuotes;
    string[] headers = [];
    bool isHeaderTold;

    SheetReader(FileStream file, Continued text, CsvParser csv, StringBuilder strayQuotes, Catalogue catalogue, ImportOptions options) =>
        (this.file, this.text, this.csv, this.strayQuotes, this.catalogue, this.options) = (file, text, csv, strayQuotes, catalogue, options);

    public ReadOnlyMemory<byte> Line { get; private set; }

    public long Number { get; private set; }

    public bool IsTooLong { get; private set; }

    public long Position => file.Position;

    public IReadOnlyList<Refusal> Refusals { get; private set; } = [];

    public Sheet? Sheet { get; private set; }

    public static async Task<SheetReader> Open(string path, Catalogue catalogue, ImportOptions options, CancellationToken cancellation)
    {
        var file = new FileStream(path, new FileStreamOptions { Options = FileOptions.Asynchronous | FileOptions.SequentialScan, BufferSize = 1 << 16 });
        try
        {
            // UTF-8, or UTF-16 by its mark; what is neither shows by the characters that stand in for it.
            var text = new StreamReader(await LineReader.TextOf(file, cancellation), new UTF8Encoding(false), detectEncodingFromByteOrderMarks: true);
            var header = new char[64 << 10];
            var length = await text.ReadBlockAsync(header, cancellation);
            var strayQuotes = new StringBuilder();
            var continued = new Continued(header.AsMemory(0, length), text);
            var csv = new CsvParser(continued, new CsvConfiguration(CultureInfo.InvariantCulture)
            {
                Delimiter = DelimiterOf(header.AsSpan(0, length)),
                IgnoreBlankLines = false,
                MaxFieldSize = LineReader.Longest,
                BadDataFound = bad => strayQuotes.Append(bad.Field),
            });
            return new(file, continued, csv, strayQuotes, catalogue, options);
        }
        catch
        {
            await file.DisposeAsync();
            throw;
        }
    }

    public async ValueTask<bool> Next(CancellationToken cancellation)
    {
        if (Number == 0)
        {
            if (!await Read())
                return false;
            headers = [.. csv.Record!.Select(header => header.Trim())];
            // Columns at the right that hold nothing are left over.
            headers = [.. headers.Reverse().SkipWhile(header => header.Length == 0).Reverse()];
            Refusals = [.. HeaderRefusals()];
            Sheet = new(headers, headers);
            if (Refusals.Count > 0)
            {
                (Line, isHeaderTold) = (default, true);
                return true;
            }
        }
        if (isHeaderTold)
            (Refusals, isHeaderTold) = ([], false);
        while (await Read())
        {
            cancellation.ThrowIfCancellationRequested();
            var cells = csv.Record!;
            if (cells.All(string.IsNullOrWhiteSpace))
                continue;
            Sheet = new(headers, cells);
            Refusals = [.. RowRefusals(cells)];
            Write(cells);
            Line = line.WrittenMemory;
            IsTooLong = Line.Length > LineReader.Longest;
            if (IsTooLong)
                Line = Line[..LineReader.Longest];
            return true;
        }
        return false;
    }

    public async ValueTask DisposeAsync()
    {
        csv.Dispose();
        await file.DisposeAsync();
    }

    async ValueTask<bool> Read()
    {
        Number++;
        strayQuotes.Clear();
        text.Since = 0;
        try
        {
            return await csv.ReadAsync();
        }
        catch (MaxFieldSizeException)
        {
            throw new InvalidDataException($"a cell of row {Number} is longer than 1 MiB.");
        }
        catch (RowTooLongException)
        {
            throw new InvalidDataException($"row {Number} is longer than {LongestRow >> 20} MiB.");
        }
    }

    IEnumerable<Refusal> HeaderRefusals()
    {
        string[] data = [.. catalogue.Kinds.SelectMany(kind => kind.Members.All).Select(member => $"data.{member.Name}").Distinct()];
        var known = Envelope.Concat(data).ToHashSet(StringComparer.Ordinal);
        foreach (var (column, header) in headers.Index())
        {
            if (header.Length == 0)
                yield return new(RefusalCode.UnknownMember, "", $"Column {Sheet.Letters(column)} has no header.", "the name of a member in the first row");
            else if (!known.Contains(header))
            {
                yield return new(RefusalCode.UnknownMember, header, $"There is no member '{header}', for no kind of entry.", $"{string.Join(", ", Envelope)}, and `data.` with a member of a kind")
                { Nearest = known.Contains($"data.{header}") ? [$"data.{header}"] : NearestNames.To(header, known) };
            }
        }
        foreach (var twice in headers.Where(header => header.Length > 0).GroupBy(header => header).Where(group => group.Count() > 1))
            yield return new(RefusalCode.Repeated, twice.Key, "Two columns have this header.", "each member in one column");
    }

    IEnumerable<Refusal> RowRefusals(string[] cells)
    {
        for (var column = 0; column < cells.Length; column++)
        {
            var name = column < headers.Length ? headers[column] : "";
            if (cells[column].Contains('\ufffd'))
                yield return new(RefusalCode.InvalidText, name, "It has characters that are not UTF-8.", "a sheet that is saved as `CSV UTF-8`");
            else if (column >= headers.Length && !string.IsNullOrWhiteSpace(cells[column]))
                yield return new(RefusalCode.UnknownMember, "", $"Column {Sheet.Letters(column)} has no header, and '{cells[column]}' in this row.", "cells below headers only");
        }
        if (strayQuotes.Length > 0)
            yield return new(RefusalCode.InvalidText, "", $"A quotation mark stands where none may: {strayQuotes}", "a cell in quotation marks, with those inside it doubled");
    }

    void Write(string[] cells)
    {
        string? Of(string header) => Array.IndexOf(headers, header) is >= 0 and var column && column < cells.Length && cells[column].Trim() is { Length: > 0 } text ? text : null;
        var kindName = Of("kind") ?? options.Kind;
        var kind = kindName is null ? null : catalogue.Find(kindName);
        line.ResetWrittenCount();
        using var writer = new Utf8JsonWriter(line, CanonicalJson.Options);
        writer.WriteStartObject();
        foreach (var name in Envelope)
        {
            var text = Of(name) ?? name switch { "endeavour" => options.Endeavour, "kind" => options.Kind, _ => null };
            if (text is null)
                continue;
            writer.WritePropertyName(name);
            switch (name)
            {
                case "modes":
                    WriteList(writer, text, item => writer.WriteStringValue(ChoiceOf(typeof(Mode), item)));
                    break;
                case "visibility":
                    writer.WriteStringValue(ChoiceOf(typeof(Visibility), text));
                    break;
                case "standpoint":
                    writer.WriteStringValue(ChoiceOf(typeof(Standpoint), text));
                    break;
                default:
                    if (EnvelopeLists.Contains(name))
                        WriteList(writer, text, writer.WriteStringValue);
                    else
                        writer.WriteStringValue(text);
                    break;
            }
        }
        writer.WriteStartObject("data");
        foreach (var header in headers.Where(header => header.StartsWith("data.", StringComparison.Ordinal)).Distinct())
        {
            if (Of(header) is not { } text)
                continue;
            var name = header["data.".Length..];
            writer.WritePropertyName(name);
            Write(writer, kind?.Members.All.FirstOrDefault(member => member.Name == name)?.Shape, text);
        }
        writer.WriteEndObject();
        writer.WriteEndObject();
    }

    static void Write(Utf8JsonWriter writer, Shape? shape, string text)
    {
        switch (shape)
        {
            case ListShape or RecordShape or ReplacementShape when text[0] is '[' or '{' && IsJson(text):
                writer.WriteRawValue(text);
                break;
            case ListShape { Item: ListShape inner }:
                WriteList(writer, text, side =>
                {
                    writer.WriteStartArray();
                    foreach (var item in side.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
                        Write(writer, inner.Item, item);
                    writer.WriteEndArray();
                });
                break;
            case ListShape { Item: RecordShape record }:
                WriteList(writer, text, item =>
                {
                    writer.WriteStartObject();
                    writer.WritePropertyName(record.Members.All[0].Name);
                    Write(writer, record.Members.All[0].Shape, item);
                    writer.WriteEndObject();
                });
                break;
            case ListShape list:
                WriteList(writer, text, item => Write(writer, list.Item, item));
                break;
            case NumberShape or WholeNumberShape when Numeral().IsMatch(text):
                writer.WriteRawValue(text);
                break;
            case FlagShape when bool.TryParse(text, out var flag):
                writer.WriteBooleanValue(flag);
                break;
            case ChoiceShape choice:
                writer.WriteStringValue(ChoiceOf(choice.Names.Type, text));
                break;
            default:
                writer.WriteStringValue(text);
                break;
        }
    }

    static void WriteList(Utf8JsonWriter writer, string text, Action<string> write)
    {
        writer.WriteStartArray();
        foreach (var item in Items(text))
            write(item);
        writer.WriteEndArray();
    }

    /// <summary>The items of a list: what stands between bars, but for those with a backslash before them.</summary>
    static IEnumerable<string> Items(string text) =>
        Bars().Split(text).Select(item => item.Replace(@"\|", "|", StringComparison.Ordinal).Trim()).Where(item => item.Length > 0);

    /// <summary>A value of a list as it is spelt there, however its letters and gaps are written in the cell; the text itself where it is none.</summary>
    static string ChoiceOf(Type type, string text) =>
        text.ToUpperInvariant().Replace(' ', '_').Replace('-', '_') is var spelt && ValueNames.Of(type).All.Contains(spelt) ? spelt : text;

    static bool IsJson(string text)
    {
        try
        {
            using var _ = JsonDocument.Parse(text, CanonicalJson.Reading);
            return true;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The delimiter: of comma, semicolon and tab the one that the first line has most of, outside of quotation marks.</summary>
    static string DelimiterOf(ReadOnlySpan<char> text)
    {
        Span<int> counts = stackalloc int[3];
        var isQuoted = false;
        foreach (var character in text)
        {
            isQuoted ^= character == '"';
            if (character == '\n' && !isQuoted)
                break;
            if (!isQuoted && ",;\t".IndexOf(character) is >= 0 and var which)
                counts[which]++;
        }
        return counts[1] > counts[0] && counts[1] >= counts[2] ? ";" : counts[2] > counts[0] ? "\t" : ",";
    }

    [GeneratedRegex(@"^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$")]
    private static partial Regex Numeral();

    [GeneratedRegex(@"(?<!\\)\|")]
    private static partial Regex Bars();

    /// <summary>A row does not end within what one may have.</summary>
    sealed class RowTooLongException : IOException;

    /// <summary>What was read already, and then the rest. The parser holds a row whole: of one that does not end it gets no more than a row may have.</summary>
    sealed class Continued(ReadOnlyMemory<char> read, TextReader rest) : TextReader
    {
        ReadOnlyMemory<char> read = read;

        /// <summary>How many characters were taken since the row began.</summary>
        public int Since { get; set; }

        int Taken(int characters) => (Since += characters) <= LongestRow ? characters : throw new RowTooLongException();

        public override int Peek() => read.Length > 0 ? read.Span[0] : rest.Peek();

        public override int Read(char[] buffer, int index, int count) => Read(buffer.AsSpan(index, count));

        public override int Read(Span<char> buffer)
        {
            if (read.Length == 0)
                return Taken(rest.Read(buffer));
            var length = Math.Min(buffer.Length, read.Length);
            read.Span[..length].CopyTo(buffer);
            read = read[length..];
            return Taken(length);
        }

        public override async ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default) =>
            read.Length > 0 ? Read(buffer.Span) : Taken(await rest.ReadAsync(buffer, cancellationToken));

        public override Task<int> ReadAsync(char[] buffer, int index, int count) => ReadAsync(buffer.AsMemory(index, count)).AsTask();

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                rest.Dispose();
            base.Dispose(disposing);
        }
    }
}
