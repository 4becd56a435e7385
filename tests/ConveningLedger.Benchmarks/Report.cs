using System.Globalization;
using System.Text.Json;
using ConveningLedger.Benchmarks.Running;
using Spectre.Console;

namespace ConveningLedger.Benchmarks;

/// <summary>Prints what was found: a table to look at, and JSON.</summary>
static class Report
{
    static readonly JsonSerializerOptions Json = new() { WriteIndented = true, PropertyNamingPolicy = JsonNamingPolicy.CamelCase, NumberHandling = System.Text.Json.Serialization.JsonNumberHandling.AllowNamedFloatingPointLiterals };

    /// <summary>Prints the table.</summary>
    public static void Print(IEnumerable<Row> rows)
    {
        var table = new Table().Border(TableBorder.Simple).AddColumns("what", "sides", "figure", "target", "");
        foreach (var row in rows)
            table.AddRow(Markup.Escape(row.What), Markup.Escape(Sides(row)), Number(row.Ratio), Target(row), row.IsMet switch { true => "met", false => "missed", null => "" });
        var console = AnsiConsole.Create(new() { Out = new AnsiConsoleOutput(Console.Out), Ansi = AnsiSupport.No });
        console.Profile.Width = 180;
        console.Write(table);
    }

    /// <summary>Everything as JSON.</summary>
    public static string AsJson(IEnumerable<Row> rows, IEnumerable<Growth> growths) => JsonSerializer.Serialize(new
    {
        measured = DateTime.UtcNow,
        processors = Environment.ProcessorCount,
        runtime = Environment.Version.ToString(),
        rows,
        growths,
    }, Json);

    /// <summary>A number with three digits that say something.</summary>
    public static string Number(double number) => number switch
    {
        double.NaN => "–",
        >= 100 => number.ToString("#,0", CultureInfo.InvariantCulture),
        >= 10 => number.ToString("0.0", CultureInfo.InvariantCulture),
        >= 1 => number.ToString("0.00", CultureInfo.InvariantCulture),
        _ => number.ToString("0.000", CultureInfo.InvariantCulture),
    };

    static string Sides(Row row) => string.Join(", ", row.Sides.Select(side => $"{side.Key} {Number(side.Value)}")) + (row.Unit.Length > 0 ? $" {row.Unit}" : "");

    static string Target(Row row) => row.AtLeast is { } least ? $"≥ {least.ToString(CultureInfo.InvariantCulture)}" : row.AtMost is { } most ? $"≤ {most.ToString(CultureInfo.InvariantCulture)}" : "";
}
