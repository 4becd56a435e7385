using System.Text;
using System.Text.Json;
using GraphQL;
using GraphQL.Types;

namespace ConveningLedger.GraphQL.Entries;

/// <summary>
/// The fragment that is published with the schema, for those who keep or show entries of all kinds: the envelope, and the data of each kind
/// under the name of the kind, so that members of the same name do not get into each other's way.
/// </summary>
static class AllEntries
{
    /// <summary>The fragment.</summary>
    public static string Print(ISchema schema, Catalogue catalogue)
    {
        var text = new StringBuilder();
        text.Append("# All that every kind of entry holds: `timeline(first: 20) { nodes { ...AllEntries } }`. Made from the schema.\n");
        text.Append("fragment AllEntries on Entry {\n");
        foreach (var field in ((IInterfaceGraphType)schema.AllTypes["Entry"]!).Fields.OrderBy(field => field.Name, StringComparer.Ordinal))
        {
            if (Selection(field, 1) is { } selection)
                text.Append("  ").Append(selection).Append('\n');
        }
        foreach (var kind in catalogue.Kinds.OrderBy(kind => kind.Name, StringComparer.Ordinal))
        {
            text.Append("  ... on ").Append(kind.Name).Append(" {\n    ").Append(JsonNamingPolicy.CamelCase.ConvertName(kind.Name)).Append(": data {");
            var members = ((IObjectGraphType)schema.AllTypes[$"{kind.Name}Data"]!).Fields.OrderBy(field => field.Name, StringComparer.Ordinal).Select(field => Selection(field, 2)).OfType<string>().ToArray();
            text.Append(members.Length == 0 ? " __typename" : $" {string.Join(' ', members)}").Append(" }\n  }\n");
        }
        return text.Append("}\n").ToString();
    }

    // Lists that grow, and elements beyond their keys, are for whoever needs them; what stands in the place of something is told by its kind.
    static string? Selection(FieldType field, int depth) => field.ResolvedType!.GetNamedType() switch
    {
        ScalarGraphType => field.Name,
        IObjectGraphType { Name: "Element" } => $"{field.Name} {{ key name }}",
        IObjectGraphType type when depth == 2 && !type.Name.EndsWith("Connection", StringComparison.Ordinal) =>
            $"{field.Name} {{ {string.Join(' ', type.Fields.OrderBy(inner => inner.Name, StringComparer.Ordinal).Select(inner => Selection(inner, depth)).OfType<string>())} }}",
        UnionGraphType => $"{field.Name} {{ __typename }}",
        _ => null,
    };
}
