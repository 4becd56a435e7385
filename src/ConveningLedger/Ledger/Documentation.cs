using System.Collections.Concurrent;
using System.Reflection;
using System.Xml.Linq;

namespace ConveningLedger.Ledger;

/// <summary>
/// The XML documentation beside an assembly: what a kind means is said once, in its summary, and read from there wherever it is
/// shown.
/// </summary>
public sealed class Documentation
{
    static readonly ConcurrentDictionary<Assembly, Documentation> Known = new();
    readonly Dictionary<string, XElement> members = [];

    Documentation(Assembly assembly)
    {
        var path = Path.ChangeExtension(assembly.Location, ".xml");
        if (!File.Exists(path))
            return;
        foreach (var member in XDocument.Load(path).Descendants("member"))
            members[member.Attribute("name")!.Value] = member;
    }

    /// <summary>The documentation of an assembly; empty where it has none beside it.</summary>
    /// <param name="assembly">The assembly.</param>
    public static Documentation Of(Assembly assembly) => Known.GetOrAdd(assembly, static assembly => new(assembly));

    /// <summary>The summary of a type, or null.</summary>
    /// <param name="type">The type.</param>
    public static string? Summary(Type type) => Of(type.Assembly).Text($"T:{NameOf(type)}", "summary");

    /// <summary>What is said of a parameter of a record's constructor, or null.</summary>
    /// <param name="type">The record.</param>
    /// <param name="parameter">The parameter's name.</param>
    public static string? Parameter(Type type, string parameter) =>
        Of(type.Assembly).members.GetValueOrDefault($"T:{NameOf(type)}")?.Elements("param")
            .Where(element => element.Attribute("name")?.Value == parameter).Select(Plain).FirstOrDefault();

    /// <summary>The summary of an enum's value, or null.</summary>
    /// <param name="type">The enum.</param>
    /// <param name="value">The value's C# name.</param>
    public static string? Value(Type type, string value) => Of(type.Assembly).Text($"F:{NameOf(type)}.{value}", "summary");

    /// <summary>The summary of a property, or null.</summary>
    /// <param name="type">The type that has it.</param>
    /// <param name="property">The property's name.</param>
    public static string? Property(Type type, string property) =>
        Of(type.Assembly).Text($"P:{NameOf(type)}.{property}", "summary") ?? Parameter(type, property);

    static string NameOf(Type type) => type.FullName!.Replace('+', '.');

    string? Text(string member, string part) => members.GetValueOrDefault(member)?.Element(part) is { } element ? Plain(element) : null;

    static string Plain(XElement element) => string.Join(' ', string.Concat(element.Nodes().Select(node => node switch
    {
        XElement { Name.LocalName: "see" or "paramref" } reference =>
            (reference.Attribute("cref") ?? reference.Attribute("name") ?? reference.Attribute("langword"))!.Value.Split('.', ':')[^1],
        XElement inner => inner.Value,
        _ => node.ToString(SaveOptions.DisableFormatting),
    })).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries)).Replace("&lt;", "<").Replace("&gt;", ">").Replace("&amp;", "&");
}
