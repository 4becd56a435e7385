using ConveningLedger.GraphQL.Transport;
using ConveningLedger.GraphQL.Types;
using GraphQL;
using GraphQL.Resolvers;
using GraphQL.Types;

namespace ConveningLedger.GraphQL.Entries;

/// <summary>
/// The types of entries, read off the catalogue: the interface that all share, an object type and a data type for each kind, and
/// the inputs. A new kind needs nothing here.
/// </summary>
sealed class EntryTypes(GraphTypes types)
{
    // Of what is told in sentences, or looked for among all micro-shifts.
    const int Weight = 10;

    readonly Dictionary<string, ObjectGraphType> byKind = [];
    readonly Dictionary<Type, string> records = [];

    /// <summary>The fields that all entries share.</summary>
    static readonly (string Name, string Type, string Description, Func<Entry, Scene, object?> Read)[] Shared =
    [
        ("id", "ID!", GraphTypes.IdDescription, (entry, scene) => NodeIds.Of("Entry", scene.History.Endeavour, entry.Id.ToString())),
        ("uuid", "UUID!", "Names it for ever, unique within the endeavour; what `id` is in what is recorded, imported and exported.", (entry, _) => entry.Id),
        ("ref", "Slug", "A slug that names it within the endeavour, accepted wherever an entry id is.", (entry, _) => entry.Ref),
        ("kind", "String!", "The name of its kind.", (entry, _) => entry.Kind.Name),
        ("family", "Family!", "The family that its kind is listed in.", (entry, _) => entry.Kind.Family),
        ("dimension", "Dimension", "The dimension of convening work that it counts to.", (entry, _) => entry.Dimension),
        ("summary", "String!", "What happened, in one plain sentence without its date.", (entry, scene) => Wording.Sentence(new Wording(scene.Frame).Tell(entry))),
        ("account", "String!", "The entry in plain words: when, what, from where it is told, what was done to it since.", (entry, scene) => Accounts.OfEntry(scene.Frame, entry)),
        ("occurredAt", "EDTF!", "When it happened in the world, as precisely as is known, as it was written.", (entry, _) => entry.OccurredAt),
        ("earliest", "DateTime!", "The first instant at which it may have happened. Entries are ordered by it.", (entry, _) => entry.OccurredAt.Earliest),
        ("latest", "DateTime!", "The end of the span in which it may have happened, exclusive.", (entry, _) => entry.OccurredAt.Latest),
        ("recordedAt", "DateTime!", "When it became known.", (entry, _) => entry.RecordedAt),
        ("receivedAt", "DateTime!", "When the ledger received it.", (entry, _) => entry.ReceivedAt),
        ("isClaimed", "Boolean!", "Whether `recordedAt` is claimed by an import, not witnessed by the ledger.", (entry, _) => entry.IsClaimed),
        ("lagSeconds", "Float!", "How late it became known after it happened, in seconds: max(0, recordedAt − latest).", (entry, _) => Lateness.LagOf(entry)),
        ("recordedBy", "String!", "The subject id of who recorded it.", (entry, _) => entry.RecordedBy),
        ("sequence", "Float", "Its place in the order of receiving; shown to conveners only.",
            (entry, scene) => scene.Clearance == Visibility.Conveners ? (double)entry.Sequence : null),
        ("visibility", "Visibility!", "The widest circle that may see it, today.", (entry, scene) => scene.History.TierOf(entry)),
        ("modes", "[Mode!]!", "The modes of identification at work.", (entry, _) => entry.Modes),
        ("standpoint", "Standpoint", "From where it is told.", (entry, _) => entry.Standpoint),
        ("toldBy", "Element", "Who told it.", (entry, scene) => entry.ToldBy is { } key ? ElementIn(scene, key) : null),
        ("mentions", "[Element!]!", "The people that its texts speak of.", (entry, scene) => entry.Mentions.Select(key => ElementIn(scene, key))),
        ("subjects", "[Element!]!", "The elements it is about.", (entry, scene) => SubjectsOf(entry).Select(key => ElementIn(scene, key))),
        ("evidence", "[String!]!", "Links, citations, or entries (id or ref) that it draws on.", (entry, scene) => entry.Evidence.Where(item => !IsHidden(scene, item))),
        ("note", "String", "Free text.", (entry, _) => entry.Note),
        ("erased", "[String!]!", "The paths of the members that it shows and that were destroyed, as in `data.words`. What stands in their place, `[erased]`, is a mark and no data.", (entry, _) => entry.Erased),
        ("erasedAt", "DateTime", "When the last of them was; null where none was, or where that was in another ledger, from which it was imported.",
            (entry, scene) => entry.Erased.Count == 0 ? null : scene.History.For(scene.Clearance).ErasedAt(entry.Id)),
        ("corrections", "EntryCorrectedConnection!", "The corrections known at the moment that are in what it shows, in order.", (entry, scene) => scene.Frame.Edition.CorrectionsOf(entry)),
        ("firstRecordedAs", "Entry", "The entry as it was first recorded, where it is corrected; null where that wording is not for this circle.",
            (entry, scene) => entry.Corrections.Count == 0 ? null : scene.Frame.Edition.AsFirstRecorded(entry)),
        ("remarks", "EntryConnection!", "The annotations and contests known at the moment, in order.", (entry, scene) => scene.Frame.Edition.RemarksOn(entry)),
        ("retraction", "EntryRetracted", "The retraction that is known at the moment and stands; null where there is none, or where its reason is not for this circle.", (entry, scene) => scene.Frame.Edition.RetractionOf(entry)),
        ("isEffective", "Boolean!", "Whether it counts in the frame: known, standing, and occurred by the moment.", (entry, scene) => scene.Frame.IsEffective(entry)),
        ("moves", "MicroShiftConnection!", "The micro-shifts it makes in the frame.",
            (entry, scene) => scene.Frame.IsEffective(entry) ? scene.Frame.Measures.By(entry) : []),
    ];

    /// <summary>An element as a frame shows it; without a name where it does not know one.</summary>
    public static Landscape.ElementState ElementIn(Scene scene, string key) =>
        scene.Frame.Landscape.Elements.GetValueOrDefault(key) ?? new(key, null, null);

    /// <summary>Adds the types of all kinds.</summary>
    public void Add()
    {
        foreach (var shared in new[] { typeof(Family), typeof(Dimension), typeof(Visibility), typeof(Mode), typeof(Standpoint) })
            types.Enum(shared);
        var entry = new InterfaceGraphType
        {
            Name = "Entry",
            Description = "One entry of the ledger. Each kind is a type of its own, with its own `data`; a client that knows none of them still reads every entry.",
            ResolveType = source => byKind[((Entry)((Seen)source).Value).Kind.Name],
        };
        var data = new UnionGraphType { Name = "EntryData", Description = "What happened, by kind.", ResolveType = source => DataTypeOf((Seen)source) };
        foreach (var (name, type, description, _) in Shared)
            entry.AddField(Shown(name, type, description));
        entry.AddResolvedInterface(types.NodeInterface);
        types.AddNode("Entry", (scene, id) => scene.Frame.Edition.Find(id));
        types.All.Add(entry);
        types.All.Add(data);
        foreach (var kind in types.Catalogue.Kinds)
        {
            byKind[kind.Name] = ObjectOf(kind, entry);
            types.All.Add(byKind[kind.Name]);
            var dataType = RecordOf(kind.Type, kind.Members, $"{kind.Name}Data", kind.Summary);
            if (!kind.IsMeta)
                data.AddPossibleType(dataType);
        }
    }

    /// <summary>The type of an input member, as the schema language writes it.</summary>
    public string InputType(Shape shape, Type? item = null) => shape switch
    {
        ListShape list => $"[{InputType(list.Item, list.ItemType)}!]",
        RecordShape record => InputOf(record.Type, record.Members),
        ReplacementShape => "EntryDataInput",
        _ => ScalarType(shape),
    };

    /// <summary>The input object of the members of a record.</summary>
    public string InputOf(Type record, Members members)
    {
        var type = $"{record.Name}Input";
        if (types.All.Any(known => known.Name == type))
            return type;
        var input = new InputObjectGraphType { Name = type, Description = Documentation.Summary(record) };
        types.All.Add(input);
        foreach (var member in members.All)
        {
            input.AddField(new FieldType
            {
                Name = member.Name,
                Description = Described(member),
                ResolvedType = types.Names.Read($"{InputType(member.Shape)}{(member.IsRequired ? "!" : "")}"),
            });
        }
        return type;
    }

    static IEnumerable<string> SubjectsOf(Entry entry) => entry.Kind.KeysIn(entry.Data)
        .Where(found => found.Shape is ReferenceShape { Things: [Thing.Element] } or NameShape { Thing: Thing.Element })
        .Select(found => found.Value)
        .Distinct();

    static string Described(Member member) =>
        member.Default is { } value ? $"{member.Description} Absent: {ValueNames.Of(value.GetType()).NameOf(value)}." : member.Description;

    IObjectGraphType DataTypeOf(Seen seen) =>
        (IObjectGraphType)types.All.Single(type => type.Name == $"{seen.Value.GetType().Name}Data");

    ObjectGraphType ObjectOf(Kind kind, InterfaceGraphType entry)
    {
        var type = new ObjectGraphType
        {
            Name = kind.Name,
            Description = kind.Summary,
            IsTypeOf = source => source is Seen { Value: Entry value } && value.Kind == kind,
        };
        foreach (var (name, graphType, description, read) in Shared)
        {
            var field = Shown(name, graphType, description);
            field.Resolver = field.Arguments is null
                ? new FuncFieldResolver<object?>(context => Of(context, (entry, scene) => Seen.Wrap(scene, read(entry, scene))))
                : new FuncFieldResolver<object?>(context => Of(context, (entry, scene) => new Seen(scene, Connection.Page(
                    [.. (IEnumerable<object>)read(entry, scene)!], $"{scene.History.Endeavour} {scene.Clearance} {entry.Id}", context))));
            type.AddField(field);
        }
        type.AddField(Resolved("data", $"{kind.Name}Data!", "What happened.", seen => new Seen(seen.Scene, ((Entry)seen.Value).Data)));
        type.AddResolvedInterface(entry);
        type.AddResolvedInterface(types.NodeInterface);
        return type;
    }

    static object? Of(IResolveFieldContext context, Func<Entry, Scene, object?> read)
    {
        var seen = (Seen)context.Source!;
        return read((Entry)seen.Value, seen.Scene);
    }

    /// <summary>A field that all entries share; a list that grows is read in pages.</summary>
    FieldType Shown(string name, string type, string description)
    {
        const string connection = "Connection!";
        var field = new FieldType { Name = name, Description = description };
        if (name is "account" or "moves")
            Cost.Weigh(field, Weight);
        if (type.EndsWith(connection, StringComparison.Ordinal))
        {
            types.Connection(type[..^connection.Length]);
            field.Arguments = Argument.Of(Connection.Arguments, types.Names);
            Connection.Price(field);
        }
        field.ResolvedType = types.Names.Read(type);
        return field;
    }

    ObjectGraphType RecordOf(Type record, Members members, string name, string? description)
    {
        var type = new ObjectGraphType { Name = name, Description = description, IsTypeOf = source => source is Seen seen && seen.Value.GetType() == record };
        types.All.Add(type);
        foreach (var member in members.All)
        {
            type.AddField(Resolved(member.Name, $"{OutputType(member.Shape)}{(member.IsRequired || member.Shape is ListShape || member.Default is not null ? "!" : "")}",
                Described(member), seen => Seen.Wrap(seen.Scene, Shown(seen.Scene, member, seen.Value))));
        }
        return type;
    }

    // An entry may name others, in its causes say, that are for a narrower circle: those names are not shown either.
    static object? Shown(Scene scene, Member member, object record) => member.Of(record) switch
    {
        null => member.Shape is ListShape ? Array.Empty<object>() : member.Default,
        Replacement replacement => replacement.Data,
        string text when member.Shape is EntryReferenceShape && IsHidden(scene, text) => null,
        System.Collections.IEnumerable list when member.Shape is ListShape { Item: RecordShape item } =>
            list.Cast<object>().Where(nested => item.Members.All.All(part => !part.IsRequired || Shown(scene, part, nested) is not null)),
        var value => value,
    };

    static bool IsHidden(Scene scene, string idOrRef)
    {
        if (scene.Clearance == Visibility.Conveners)
            return false;
        var entry = Guid.TryParseExact(idOrRef, "D", out var id) ? scene.History.Find(id) : scene.History.Find(idOrRef);
        return entry is not null && !scene.History.TierOf(entry).Admits(scene.Clearance);
    }

    string OutputType(Shape shape) => shape switch
    {
        ListShape list => $"[{OutputType(list.Item)}!]",
        RecordShape record => OutputOf(record),
        ReplacementShape => "EntryData",
        _ => ScalarType(shape),
    };

    string OutputOf(RecordShape record)
    {
        if (!records.TryGetValue(record.Type, out var name))
        {
            records[record.Type] = name = record.Type.Name;
            RecordOf(record.Type, record.Members, name, Documentation.Summary(record.Type));
        }
        return name;
    }

    string ScalarType(Shape shape) => shape switch
    {
        TextShape or EntryReferenceShape => "String",
        SlugShape => "Slug",
        NumberShape => "Float",
        WholeNumberShape => "Int",
        FlagShape => "Boolean",
        DateShape => "EDTF",
        ChoiceShape choice => types.Enum(choice.Names.Type),
        _ => throw new InvalidOperationException($"No GraphQL type for {shape.GetType().Name}."),
    };

    FieldType Resolved(string name, string type, string description, Func<Seen, object?> read) => new()
    {
        Name = name,
        Description = description,
        ResolvedType = types.Names.Read(type),
        Resolver = new FuncFieldResolver<object?>(context => read((Seen)context.Source!)),
    };
}
