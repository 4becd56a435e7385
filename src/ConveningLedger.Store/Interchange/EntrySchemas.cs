using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ConveningLedger.Store.Interchange;

/// <summary>
/// The JSON Schemas (2020-12) of the entry line and of each kind's data, read off the kinds, so that who writes lines elsewhere can
/// check them, and forms can be made from them. They say what the reader says, as far as a schema can: keys and entries that have
/// to be there before, and rules between members, are told only when a line is recorded. What else a form has to know stands in
/// members that begin with <c>x-</c>.
/// </summary>
public static class EntrySchemas
{
    const string Dialect = "https://json-schema.org/draft/2020-12/schema";
    const string Version = "version";
    const string Uuid = "[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}";

    // What char.IsWhiteSpace knows; \s is something else in each language.
    const string NotBlank = @"[^\u0000\u0009-\u000d\u0020\u0085\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000]";

    const string Year = "(?!0000)[0-9]{4}";
    const string LeapYear = "(?!0000)(?:[0-9]{2}(?:0[48]|[2468][048]|[13579][26])|(?:[02468][048]|[13579][26])00)";
    const string Day = $"(?:{Year}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12][0-9]|3[01])|(?:0[469]|11)-(?:0[1-9]|[12][0-9]|30)|02-(?:0[1-9]|1[0-9]|2[0-8]))|{LeapYear}-02-29)";
    const string Time = @"T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?(?:Z|[+-](?:(?:0[0-9]|1[0-3])(?::[0-5][0-9])?|14(?::00)?))";
    const string Date = $"(?:(?:{Year}(?:-(?:0[1-9]|1[0-2]))?|(?!9999-24){Year}-2[1-4]|{Day})[~?%]?|{Day}{Time})";

    static readonly string SlugText = Slug.Pattern.Trim('^', '$');
    static readonly JsonSerializerOptions Layout = new() { WriteIndented = true, NewLine = "\n", Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The schema files, by their names.</summary>
    /// <param name="catalogue">The kinds there are.</param>
    public static IReadOnlyDictionary<string, string> All(Catalogue catalogue)
    {
        var files = new SortedDictionary<string, string>(StringComparer.Ordinal) { ["line.schema.json"] = Text(Line(catalogue)) };
        foreach (var kind in catalogue.Kinds)
            files.Add(FileOf(kind), Text(Data(kind)));
        return files;
    }

    /// <summary>Writes the schema files, and deletes those of kinds that there are no more.</summary>
    /// <param name="directory">The folder; made where there is none.</param>
    /// <param name="catalogue">The kinds there are.</param>
    public static void WriteAll(string directory, Catalogue catalogue)
    {
        var files = All(catalogue);
        Directory.CreateDirectory(directory);
        foreach (var old in Directory.EnumerateFiles(directory, "*.schema.json"))
        {
            if (!files.ContainsKey(Path.GetFileName(old)))
                File.Delete(old);
        }
        foreach (var (name, text) in files)
            File.WriteAllText(Path.Combine(directory, name), text, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
    }

    static string Text(JsonObject schema) => schema.ToJsonString(Layout) + "\n";

    static string FileOf(Kind kind) => $"{kind.Name}.schema.json";

    static JsonObject Line(Catalogue catalogue) => new()
    {
        ["$schema"] = Dialect,
        ["title"] = "Entry line",
        ["description"] = "One entry of an endeavour, in a line of the interchange format.",
        ["type"] = "object",
        ["properties"] = new JsonObject(EntryJson.LineMembers.Concat(catalogue.Kinds.Any(kind => kind.Version > 1) ? [Version] : []).Select(name =>
            KeyValuePair.Create<string, JsonNode?>(name, Described(LineMember(name, catalogue), name, Documentation.Property(typeof(Entry), CSharp(name)))))),
        ["required"] = new JsonArray("endeavour", "kind", "occurredAt", "data"),
        ["additionalProperties"] = false,
        ["allOf"] = new JsonArray([.. catalogue.Kinds.Select(kind => (JsonNode)new JsonObject
        {
            ["if"] = new JsonObject { ["properties"] = new JsonObject { ["kind"] = new JsonObject { ["const"] = kind.Name } }, ["required"] = new JsonArray("kind") },
            ["then"] = Then(kind),
        })]),
    };

    // A line in a former shape is read, too; who writes one writes it in today's.
    static JsonObject Then(Kind kind)
    {
        var then = new JsonObject { ["properties"] = new JsonObject { ["data"] = new JsonObject { ["$ref"] = FileOf(kind) } } };
        if (kind.Version > 1)
        {
            then["properties"]![Version] = new JsonObject { ["const"] = kind.Version };
            then["required"] = new JsonArray(Version);
        }
        return then;
    }

    static JsonObject LineMember(string name, Catalogue catalogue) => name switch
    {
        "endeavour" => Pattern(Slug.Pattern),
        "id" => new()
        {
            ["type"] = "string",
            ["format"] = "uuid",
            ["pattern"] = $"^{Uuid}$",
            ["not"] = new JsonObject { ["const"] = Guid.Empty.ToString() },
        },
        "ref" => new()
        {
            ["type"] = "string",
            ["pattern"] = Slug.Pattern,
            ["not"] = new JsonObject { ["pattern"] = $"^(?:{Uuid}|[0-9a-f]{{32}})$" },
        },
        "kind" => new()
        {
            ["type"] = "string",
            ["enum"] = Array(catalogue.Kinds.Select(kind => kind.Name)),
            ["x-descriptions"] = new JsonObject(catalogue.Kinds.Select(kind => KeyValuePair.Create<string, JsonNode?>(kind.Name, kind.Summary))),
        },
        Version => new() { ["type"] = "integer", ["minimum"] = 1 },
        "occurredAt" => Of(EnvelopeShapes.OccurredAt, isRequired: true),
        "recordedAt" => new() { ["type"] = "string", ["format"] = "date-time", ["pattern"] = $"^{Day}{Time}$" },
        "recordedBy" or "note" => Of(EnvelopeShapes.Text, isRequired: false),
        "visibility" => Of(EnvelopeShapes.Visibility, isRequired: false),
        "modes" => Of(EnvelopeShapes.Modes, isRequired: false),
        "standpoint" => Of(EnvelopeShapes.Standpoint, isRequired: false),
        "toldBy" => Of(EnvelopeShapes.ToldBy, isRequired: false),
        "mentions" => Of(EnvelopeShapes.Mentions, isRequired: false),
        "evidence" => Of(EnvelopeShapes.Evidence, isRequired: false),
        "data" => new() { ["type"] = "object" },
        _ => throw new InvalidOperationException($"The schema of '{name}' is not known."),
    };

    static JsonObject Data(Kind kind)
    {
        var schema = new JsonObject
        {
            ["$schema"] = Dialect,
            ["title"] = Title(kind.Name),
            ["description"] = kind.Summary,
            ["x-kind"] = kind.Name,
            ["x-family"] = ValueNames.Of(kind.Family),
        };
        if (kind.Dimension is { } dimension)
            schema["x-dimension"] = ValueNames.Of(dimension);
        if (kind.IsNarrow)
            schema["x-for-conveners-only"] = true;
        if (kind.IsByEvaluatorsToo)
            schema["x-by-evaluators-too"] = true;
        foreach (var (name, value) in Object(kind.Members).ToArray())
            schema[name] = value?.DeepClone();
        return schema;
    }

    static JsonObject Object(Members members)
    {
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject(members.All.Select(member =>
                KeyValuePair.Create<string, JsonNode?>(member.Name, Described(WithDefault(Of(member.Shape, member.IsRequired), member), member.Name, member.Description)))),
        };
        if (members.All.Any(member => member.IsRequired))
            schema["required"] = Array(members.All.Where(member => member.IsRequired).Select(member => member.Name));
        schema["additionalProperties"] = false;
        return schema;
    }

    static JsonObject Of(Shape shape, bool isRequired) => shape switch
    {
        TextShape text => new()
        {
            ["type"] = "string",
            ["minLength"] = 1,
            ["maxLength"] = TextShape.Longest,
            ["pattern"] = NotBlank,
            ["not"] = new JsonObject { ["pattern"] = @"\u0000" },
            ["x-words-of"] = text.Whose ?? "recordedBy",
        },
        NameShape names => Pattern(Slug.Pattern, "x-names", ValueNames.Of(names.Thing)),
        ReferenceShape reference => Pattern(Slug.Pattern, "x-refers", Refers(reference)),
        EntryReferenceShape entry => Pattern($"^(?:{Uuid}|{SlugText})$", "x-refers-to-entry", Array(entry.Kinds)),
        NumberShape number => new() { ["type"] = "number", ["minimum"] = number.Least, ["maximum"] = number.Most },
        WholeNumberShape number => new() { ["type"] = "integer", ["minimum"] = number.Least, ["maximum"] = number.Most },
        FlagShape => new() { ["type"] = "boolean" },
        ChoiceShape choice => Choice(choice.Names),
        DateShape => Pattern($"^{Date}(?:/{Date})?$", "x-format", "edtf"),
        ListShape list => List(list, isRequired),
        RecordShape record => Object(record.Members),
        ReplacementShape => new() { ["type"] = "object", ["x-replaces"] = "data" },
        _ => throw new InvalidOperationException($"The schema of a {shape.GetType().Name} is not known."),
    };

    static JsonObject List(ListShape list, bool isRequired)
    {
        var schema = new JsonObject { ["type"] = "array", ["items"] = Of(list.Item, isRequired: true) };
        // An empty list is an absent one, where it may be absent.
        if (isRequired || list.AtLeast > 1)
            schema["minItems"] = list.AtLeast;
        schema["uniqueItems"] = true;
        return schema;
    }

    static JsonObject Choice(ValueNames names)
    {
        var schema = new JsonObject { ["type"] = "string", ["enum"] = Array(names.All) };
        var descriptions = new JsonObject();
        foreach (var name in names.All)
        {
            if (Documentation.Value(names.Type, names.ValueOf(name)!.ToString()!) is { } said)
                descriptions[name] = said;
        }
        if (descriptions.Count > 0)
            schema["x-descriptions"] = descriptions;
        return schema;
    }

    static JsonObject Refers(ReferenceShape reference)
    {
        var refers = new JsonObject { ["things"] = Array(reference.Things.Select(ValueNames.Of)) };
        if (reference.Elements.Count > 0)
            refers["elements"] = Array(reference.Elements.Select(ValueNames.Of));
        return refers;
    }

    static JsonObject WithDefault(JsonObject schema, Member member)
    {
        if (member.Default is { } value)
            schema["default"] = member.Shape is ChoiceShape choice ? choice.Names.NameOf(value) : JsonValue.Create(value);
        return schema;
    }

    static JsonObject Described(JsonObject schema, string name, string? description)
    {
        schema.Insert(0, "title", Title(name));
        if (!string.IsNullOrEmpty(description))
            schema.Insert(1, "description", description);
        return schema;
    }

    static JsonObject Pattern(string pattern, string? annotation = null, JsonNode? value = null)
    {
        var schema = new JsonObject { ["type"] = "string", ["pattern"] = pattern };
        if (annotation is not null)
            schema[annotation] = value;
        return schema;
    }

    static JsonArray Array(IEnumerable<string> values) => [.. values.Select(value => JsonValue.Create(value))];

    static string CSharp(string name) => $"{char.ToUpperInvariant(name[0])}{name[1..]}";

    // ConveningCallRevised, leadsFrom: Convening call revised, Leads from.
    static string Title(string name) => CSharp(JsonNamingPolicy.KebabCaseLower.ConvertName(name).Replace('-', ' '));
}
