using System.Globalization;
using System.Text;
using System.Xml;
using ConveningLedger.Landscape;
using ConveningLedger.LongGame;

namespace ConveningLedger.Store.Interchange;

/// <summary>
/// A frame for other tools: the points of its measures, and the landscape and power as a network. Each file says who had it made, at
/// which moment, as known by when and as seen by which circle; the same frame always gives the same file.
/// </summary>
/// <param name="frame">The frame.</param>
/// <param name="actor">The subject id of who asks.</param>
public sealed class FrameExports(Frame frame, string actor)
{
    const string Gexf = "http://gexf.net/1.3";

    /// <summary>What says where a file comes from, at the end of each row.</summary>
    static readonly string[] Origin = ["endeavour", "at", "known_at", "seen_as", "actor"];

    /// <summary>A name for a file, with the endeavour, the circle and both clocks in it.</summary>
    /// <param name="what">What it holds.</param>
    /// <param name="ending">Its ending, with the dot.</param>
    public string FileName(string what, string ending) =>
        $"{frame.Slug}-{what}-at-{Stamp(frame.At)}-known-{Stamp(frame.KnownAt)}-{ValueNames.Of(frame.SeenAs).ToLowerInvariant()}{ending}";

    /// <summary>The points of measures as comma-separated values, by measure, subject and time.</summary>
    /// <param name="measures">Of these only; null: of all.</param>
    /// <param name="subject">Of one subject only: a key that they are of; null: of all.</param>
    public string Series(IReadOnlyCollection<Measure>? measures = null, string? subject = null)
    {
        var wording = new Wording(frame);
        return Csv(["measure", "subject", "names", "value", "occurred_at", "earliest", "latest", "recorded_at", "entry"],
            from course in frame.Measures.Courses
            where (measures is null || measures.Contains(course.Key.Measure)) && (subject is null || course.Key.Subject.Contains(subject))
            orderby course.Key.Measure, string.Join(' ', course.Key.Subject)
            from point in course.Value
            select new[]
            {
                ValueNames.Of(course.Key.Measure), string.Join('|', course.Key.Subject),
                string.Join('|', course.Key.Subject.Where(frame.Landscape.Elements.ContainsKey).Select(wording.Name)), Number(point.Value),
                point.Entry.OccurredAt.Text, $"{point.Entry.OccurredAt.Earliest}", $"{point.Entry.OccurredAt.Latest}", $"{point.Entry.RecordedAt}", $"{point.Entry.Id}",
            });
    }

    /// <summary>The edges of the network as comma-separated values: the ties, and who holds which power over whom.</summary>
    public string Edges()
    {
        var wording = new Wording(frame);
        return Csv(["source", "target", "source_name", "target_name", "type", "relation", "weight", "influence", "stance", "entry"],
            Edge.In(frame).Select(edge => new[]
            {
                edge.Source, edge.Target, wording.Name(edge.Source), wording.Name(edge.Target), edge.IsMutual ? "Undirected" : "Directed", edge.Relation,
                Number(edge.Weight), Number(edge.Influence), Number(edge.Stance), $"{edge.Entry.Id}",
            }));
    }

    /// <summary>The network in the Graph Exchange XML Format, version 1.3, as Gephi opens it: elements on the map, their ties, and power.</summary>
    public string Network()
    {
        var text = new StringBuilder();
        using (var xml = XmlWriter.Create(text, new XmlWriterSettings { Indent = true, NewLineChars = "\n", OmitXmlDeclaration = true }))
        {
            xml.WriteStartElement("gexf", Gexf);
            xml.WriteAttributeString("version", "1.3");
            xml.WriteStartElement("meta", Gexf);
            // Not when it was made: the same frame gives the same file.
            xml.WriteAttributeString("lastmodifieddate", $"{frame.KnownAt}"[..10]);
            xml.WriteElementString("creator", Gexf, $"ConveningLedger, for {Clean(actor)}");
            xml.WriteElementString("description", Gexf, $"{Clean(frame.Endeavour.Title ?? frame.Slug)}: as it was at {frame.At}, as known at {frame.KnownAt}, as seen by {ValueNames.Of(frame.SeenAs)}");
            xml.WriteEndElement();
            xml.WriteStartElement("graph", Gexf);
            xml.WriteAttributeString("defaultedgetype", "directed");
            xml.WriteAttributeString("mode", "static");
            WriteAttributes(xml, "node", ["element", "scale", "force"], [.. Forms().SelectMany(form => new[] { $"influence by {form}", $"stance by {form}" })]);
            WriteAttributes(xml, "edge", ["relation", "entry"], ["influence", "stance"]);
            WriteNodes(xml);
            WriteEdges(xml);
            xml.WriteEndElement();
            xml.WriteEndElement();
        }
        return $"<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{text}\n";
    }

    string[] Forms() => [.. frame.Power.Holdings.Keys.Select(key => key.Form).Distinct().Order().Select(form => Wording.Of(form))];

    static void WriteAttributes(XmlWriter xml, string of, string[] texts, string[] numbers)
    {
        xml.WriteStartElement("attributes", Gexf);
        xml.WriteAttributeString("class", of);
        foreach (var (name, type) in texts.Select(name => (name, "string")).Concat(numbers.Select(name => (name, "double"))))
        {
            xml.WriteStartElement("attribute", Gexf);
            xml.WriteAttributeString("id", name);
            xml.WriteAttributeString("title", name);
            xml.WriteAttributeString("type", type);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    void WriteNodes(XmlWriter xml)
    {
        var held = frame.Power.Holdings.Values.ToLookup(holding => holding.Key.Holder);
        xml.WriteStartElement("nodes", Gexf);
        foreach (var key in Edge.Nodes(frame))
        {
            var description = frame.Landscape.Elements.GetValueOrDefault(key)?.Description;
            xml.WriteStartElement("node", Gexf);
            xml.WriteAttributeString("id", key);
            xml.WriteAttributeString("label", Clean(new Wording(frame).Name(key)));
            WriteValues(xml,
            [
                ("element", Name(description?.Element)), ("scale", Name(description?.Scale)), ("force", Name(description?.Force)),
                .. held[key].SelectMany(holding => new (string, string?)[]
                {
                    ($"influence by {Wording.Of(holding.Key.Form)}", Number(holding.Mapped.Influence)), ($"stance by {Wording.Of(holding.Key.Form)}", Number(holding.Mapped.Stance)),
                }),
            ]);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    void WriteEdges(XmlWriter xml)
    {
        xml.WriteStartElement("edges", Gexf);
        foreach (var (number, edge) in Edge.In(frame).Index())
        {
            xml.WriteStartElement("edge", Gexf);
            xml.WriteAttributeString("id", $"{number}");
            xml.WriteAttributeString("source", edge.Source);
            xml.WriteAttributeString("target", edge.Target);
            xml.WriteAttributeString("type", edge.IsMutual ? "undirected" : "directed");
            xml.WriteAttributeString("weight", Number(edge.Weight));
            WriteValues(xml, [("relation", edge.Relation), ("entry", $"{edge.Entry.Id}"), ("influence", Number(edge.Influence)), ("stance", Number(edge.Stance))]);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    static void WriteValues(XmlWriter xml, IEnumerable<(string For, string? Value)> values)
    {
        xml.WriteStartElement("attvalues", Gexf);
        foreach (var (of, value) in values)
        {
            if (string.IsNullOrEmpty(value))
                continue;
            xml.WriteStartElement("attvalue", Gexf);
            xml.WriteAttributeString("for", of);
            xml.WriteAttributeString("value", value);
            xml.WriteEndElement();
        }
        xml.WriteEndElement();
    }

    string Csv(string[] columns, IEnumerable<string[]> rows)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = Sheets.Writer(text))
        {
            string[] origin = [frame.Slug, $"{frame.At}", $"{frame.KnownAt}", ValueNames.Of(frame.SeenAs), actor];
            // Where there is nothing to tell, one row says of what: nobody should take it for a file of nowhere.
            foreach (var row in rows.DefaultIfEmpty([.. columns.Select(_ => "")]).Select(row => row.Concat(origin)).Prepend(columns.Concat(Origin)))
            {
                foreach (var cell in row)
                    csv.WriteField(Sheets.Defused(cell));
                csv.NextRecord();
            }
        }
        return text.ToString();
    }

    static string Stamp(Instant instant) => $"{instant}"[..10];

    static string Number(decimal? number) => number is { } value ? CanonicalJson.Normal(value).ToString(CultureInfo.InvariantCulture) : "";

    static string? Name<T>(T? value) where T : struct, Enum => value is { } known ? ValueNames.Of(known) : null;

    // What XML cannot hold is left out.
    static string Clean(string text) => string.Concat(text.EnumerateRunes().Select(rune => rune.Value < 0x10000 && !XmlConvert.IsXmlChar((char)rune.Value) ? "" : rune.ToString()));

    /// <summary>An edge of the network.</summary>
    sealed record Edge(string Source, string Target, bool IsMutual, string Relation, decimal? Weight, decimal? Influence, decimal? Stance, Entry Entry)
    {
        /// <summary>The ties that are not cut, and who holds which power over whom; of what is on the map, or has no description that is known.</summary>
        public static IEnumerable<Edge> In(Frame frame)
        {
            var ties = frame.Landscape.Ties.Values
                .Select(tie => (tie.Key, tie.Drawn, Data: (TieDrawn)tie.Drawn.Data))
                .Where(tie => tie.Data.Depth > 0)
                .Select(tie => new Edge(tie.Key.From, tie.Key.To, tie.Data.Direction == TieDirection.Mutual, ValueNames.Of(tie.Key.Relation), tie.Data.Depth, null, null, tie.Drawn));
            var power = frame.Power.Holdings.Values.SelectMany(holding => holding.Mapped.Over.OrNone()
                .Select(over => new Edge(holding.Key.Holder, over, false, ValueNames.Of(holding.Key.Form), holding.Mapped.Influence * 5, holding.Mapped.Influence, holding.Mapped.Stance, holding.Latest)));
            return ties.Concat(power).Where(edge => !IsRetired(frame, edge.Source) && !IsRetired(frame, edge.Target));
        }

        /// <summary>The elements on the map, and what else edges and power refer to.</summary>
        public static IEnumerable<string> Nodes(Frame frame) => frame.Landscape.Elements.Keys
            .Concat(frame.Power.Holdings.Keys.Select(key => key.Holder))
            .Concat(In(frame).SelectMany(edge => new[] { edge.Source, edge.Target }))
            .Where(key => !IsRetired(frame, key)).Distinct().Order(StringComparer.Ordinal);

        static bool IsRetired(Frame frame, string key) => frame.Landscape.Elements.GetValueOrDefault(key)?.Retired is not null;
    }
}
