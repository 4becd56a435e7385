using System.Globalization;
using System.Text;
using ConveningLedger.Benchmarks.Running;

namespace ConveningLedger.Benchmarks;

/// <summary>Draws how costs grow: one small picture for each, both scales logarithmic, so that what grows in proportion is a slope of one.</summary>
static class Plots
{
    const int Width = 420;
    const int Height = 250;
    const int Left = 64;
    const int Bottom = 44;
    const int Top = 34;
    const int Right = 18;

    /// <summary>All growths, two beside each other.</summary>
    public static string Draw(IReadOnlyList<Growth> growths)
    {
        var rows = (growths.Count + 1) / 2;
        var svg = new StringBuilder().Append(CultureInfo.InvariantCulture,
            $"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {2 * Width} {rows * Height}" font-family="sans-serif" font-size="12"><style>text {"{"} fill: #333 {"}"} @media (prefers-color-scheme: dark) {"{"} text {"{"} fill: #ddd {"}"} {"}"}</style>""");
        for (var index = 0; index < growths.Count; index++)
            Draw(svg, growths[index], index % 2 * Width, index / 2 * Height);
        return svg.Append("</svg>\n").ToString();
    }

    static void Draw(StringBuilder svg, Growth growth, int x, int y)
    {
        var (from, to) = (Math.Log10(growth.Points[0].At), Math.Log10(growth.Points[^1].At));
        // Two powers of ten at least, so that what hardly grows looks as if it hardly grew.
        var (low, high) = (Math.Floor(Math.Log10(growth.Points.Min(point => point.Value))), Math.Ceiling(Math.Log10(growth.Points.Max(point => point.Value))));
        high = Math.Max(high, low + 2);
        double X(double at) => x + Left + ((Math.Log10(at) - from) / (to - from) * (Width - Left - Right));
        double Y(double value) => y + Height - Bottom - ((Math.Log10(value) - low) / (high - low) * (Height - Bottom - Top));
        svg.Append(CultureInfo.InvariantCulture, $"""<text x="{x + Left}" y="{y + 18}" font-weight="bold">{growth.What}{(growth.Unit.Length > 0 ? $", {growth.Unit}" : "")}</text>""");
        svg.Append(CultureInfo.InvariantCulture, $"""<text x="{x + Width - Right}" y="{y + Height - 8}" text-anchor="end">{growth.With}</text>""");
        for (var power = low; power <= high; power++)
        {
            var at = Y(Math.Pow(10, power));
            svg.Append(CultureInfo.InvariantCulture, $"""<path d="M{x + Left} {at:0.#}H{x + Width - Right}" stroke="#8884"/><text x="{x + Left - 6}" y="{at + 4:0.#}" text-anchor="end">{Math.Pow(10, power).ToString("#,0.####", CultureInfo.InvariantCulture)}</text>""");
        }
        foreach (var point in growth.Points)
        {
            svg.Append(CultureInfo.InvariantCulture, $"""<circle cx="{X(point.At):0.#}" cy="{Y(point.Value):0.#}" r="4" fill="#147175"/>""");
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{X(point.At):0.#}" y="{Y(point.Value) - 9:0.#}" text-anchor="middle">{Report.Number(point.Value)}</text>""");
            svg.Append(CultureInfo.InvariantCulture, $"""<text x="{X(point.At):0.#}" y="{y + Height - Bottom + 16}" text-anchor="middle">{point.At.ToString("#,0", CultureInfo.InvariantCulture)}</text>""");
        }
        svg.Append(CultureInfo.InvariantCulture, $"""<path d="M{string.Join('L', growth.Points.Select(point => string.Create(CultureInfo.InvariantCulture, $"{X(point.At):0.#} {Y(point.Value):0.#}")))}" fill="none" stroke="#147175" stroke-width="2"/>""");
    }
}
