using System.Buffers;
using System.Text.Json;
using ConveningLedger.GraphQL.Types;
using ConveningLedger.Store;
using GraphQL;
using GraphQL.Resolvers;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace ConveningLedger.GraphQL.Entries;

/// <summary>The mutations that record: one for each kind, all through the one door, read off the catalogue.</summary>
sealed class Recordings(GraphTypes types, EntryTypes entries)
{
    static readonly (string Name, string Type, string Description)[] Envelope =
    [
        ("endeavour", "Slug!", "The endeavour's slug."),
        ("id", "UUID", "The entry's id, made where absent. The same id with the same content is one entry, for ever: repeat a request without fear."),
        ("ref", "Slug", "A slug that names the entry within the endeavour."),
        ("occurredAt", "EDTF!", "When it happened in the world, as precisely as is known."),
        ("visibility", "Visibility", "The widest circle that may see it. Absent: the endeavour's default, or narrower where the entry is sensitive."),
        ("modes", "[Mode!]", "The modes of identification at work."),
        ("standpoint", "Standpoint", "From where it is told."),
        ("toldBy", "Slug", "The key of the element that told it."),
        ("mentions", "[Slug!]", "The keys of the people that its texts speak of."),
        ("evidence", "[String!]", "Links, citations, or entries (id or ref) that it draws on."),
        ("note", "String", "Free text."),
    ];

    /// <summary>Adds the mutations and their types.</summary>
    public ObjectGraphType Add()
    {
        var mutation = new ObjectGraphType { Name = "Mutation", Description = "Recording: each mutation appends one entry, or says why not." };
        AddErrors();
        AddReplacement();
        foreach (var kind in types.Catalogue.Kinds)
        {
            var input = new InputObjectGraphType { Name = $"Record{kind.Name}Input", Description = kind.Summary };
            foreach (var (name, type, description) in Envelope)
                input.AddField(new FieldType { Name = name, Description = description, ResolvedType = types.Names.Read(type) });
            input.AddField(new FieldType { Name = "data", Description = "What happened.", ResolvedType = types.Names.Read($"{entries.InputOf(kind.Type, kind.Members)}!") });
            types.All.Add(input);
            types.All.Add(PayloadOf(kind));
            mutation.AddField(new FieldType
            {
                Name = $"record{kind.Name}",
                Description = kind.Summary,
                ResolvedType = types.Names.Read($"Record{kind.Name}Payload"),
                Arguments = new(new QueryArgument(types.Names.Read($"Record{kind.Name}Input!")) { Name = "input", Description = "The entry." }),
                Resolver = new FuncFieldResolver<object?>(async context => await Record(kind, context)),
            });
        }
        return mutation;
    }

    static async Task<object?> Record(Kind kind, IResolveFieldContext context)
    {
        var services = context.RequestServices!;
        var viewer = await context.Viewer();
        var reading = new Reading();
        if (Read(kind, context.Arguments!["input"].Value, services.GetRequiredService<Catalogue>(), reading) is not { } draft)
            return new Payload(null, false, [.. reading.Refusals]);
        var histories = services.GetRequiredService<Histories>();
        if (await ClearanceFor(draft, viewer, histories, context.CancellationToken) is not { } clearance)
        {
            var isTaken = draft.Data is Endeavours.EndeavourOpened && viewer.ClearanceToOpen is not null;
            return new Payload(null, false, isTaken ? [Recording.AlreadyOpened(draft)]
                : await WithNearest([Recording.UnknownEndeavour(draft.Endeavour)], draft, viewer, services, context.CancellationToken));
        }
        var decision = await services.GetRequiredService<Door>().Record(draft, new(viewer.Subject, clearance), context.CancellationToken);
        if (decision is Decision.Refused refused && refused.Refusals[0].Code != RefusalCode.IdTaken)
            return new Payload(null, false, await WithNearest(refused.Refusals, draft, viewer, services, context.CancellationToken));
        if (decision is Decision.Refused { Refusals: [var taken, ..] })
        {
            var seen = Seen(await histories.Current(draft.Endeavour, context.CancellationToken));
            return new Payload(null, false, [new IdTaken(taken, seen.Frame.Edition.Find(draft.Id!.Value.ToString()) is { } holder ? new(seen, holder) : null)]);
        }
        var entry = decision is Decision.Accepted accepted ? accepted.Entry : ((Decision.Repeated)decision).Entry;
        var history = await histories.With(draft.Endeavour, entry.Sequence, context.CancellationToken);
        return new Payload(new(Seen(history), history.Find(entry.Id)!), decision is Decision.Repeated, []);

        Scene Seen(History history) => Scene.Today(history, clearance, Instant.FromDateTimeOffset(services.GetRequiredService<TimeProvider>().GetUtcNow()));
    }

    /// <summary>In which circle a viewer records a draft; null where the endeavour is not there for them, or is there for others only.</summary>
    static async Task<Visibility?> ClearanceFor(Draft draft, IViewer viewer, Histories histories, CancellationToken cancellation)
    {
        if (viewer.ClearanceFor(draft.Endeavour) is { } clearance)
            return clearance;
        return draft.Data is Endeavours.EndeavourOpened && (await histories.Current(draft.Endeavour, cancellation)).Count == 0 ? viewer.ClearanceToOpen : null;
    }

    static async Task<Refusal[]> WithNearest(Several<Refusal> refusals, Draft draft, IViewer viewer, IServiceProvider services, CancellationToken cancellation)
    {
        if (refusals[0].Code != RefusalCode.UnknownEndeavour)
            return [.. refusals];
        // Of the near ones those are named that exist for the viewer, as it is this moment.
        var (near, known) = (new List<string>(), new List<string>());
        NearestNames.To(draft.Endeavour, await services.GetRequiredService<EndeavourList>().All(cancellation), slug =>
        {
            near.Add(slug);
            return false;
        });
        foreach (var slug in near)
        {
            if (viewer.ClearanceFor(slug) is { } clearance && (await services.GetRequiredService<Histories>().Current(slug, cancellation)).ExistsFor(clearance))
                known.Add(slug);
        }
        return [Recording.UnknownEndeavour(draft.Endeavour, known)];
    }

    static Draft? Read(Kind kind, object? input, Catalogue catalogue, Reading reading)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, CanonicalJson.Options))
        {
            writer.WriteStartObject();
            writer.WriteString("kind", kind.Name);
            foreach (var (name, value) in (IDictionary<string, object?>)input!)
                WriteMember(writer, name, value);
            writer.WriteEndObject();
        }
        using var document = JsonDocument.Parse(buffer.WrittenMemory, CanonicalJson.Reading);
        var draft = EntryJson.ReadLine(document.RootElement, catalogue, reading, isOfToday: true);
        return draft?.Data is Meta.EntryCorrected { Data: { } replacement } correction && ChosenIn(input) is { } chosen
            ? draft with { Data = correction with { Data = replacement.SaidToBe(chosen) } }
            : draft;
    }

    /// <summary>The kind whose data was given for a correction, by the member that was chosen.</summary>
    static string? ChosenIn(object? input) =>
        input is IDictionary<string, object?> members && members["data"] is IDictionary<string, object?> data && data.TryGetValue("data", out var given) && given is OneOf one
            ? one.Kind
            : null;

    static void WriteMember(Utf8JsonWriter writer, string name, object? value)
    {
        // To the API null and absent are the same.
        if (value is null)
            return;
        writer.WritePropertyName(name);
        Write(writer, value);
    }

    static void Write(Utf8JsonWriter writer, object value)
    {
        switch (value)
        {
            case OneOf one:
                Write(writer, one.Value);
                break;
            case IDictionary<string, object?> members:
                writer.WriteStartObject();
                foreach (var (name, member) in members)
                    WriteMember(writer, name, member);
                writer.WriteEndObject();
                break;
            case string text when IsWhole(text):
                writer.WriteStringValue(text);
                break;
            case string text:
                // The writer would put another character in the place of half a surrogate pair; the reader refuses it.
                writer.WriteRawValue($"\"{string.Concat(text.Select(character => $"\\u{(int)character:x4}"))}\"", skipInputValidation: true);
                break;
            case System.Collections.IEnumerable list:
                writer.WriteStartArray();
                foreach (var item in list)
                    Write(writer, item);
                writer.WriteEndArray();
                break;
            case bool flag:
                writer.WriteBooleanValue(flag);
                break;
            case int number:
                writer.WriteNumberValue(number);
                break;
            default:
                writer.WriteNumberValue(Convert.ToDouble(value));
                break;
        }
    }

    static bool IsWhole(string text)
    {
        for (var index = 0; index < text.Length; index++)
        {
            if (char.IsSurrogate(text[index]) && !(index + 1 < text.Length && char.IsSurrogatePair(text[index], text[++index])))
                return false;
        }
        return true;
    }

    void AddErrors()
    {
        types.Enum(typeof(RefusalCode));
        (string Name, string Type, string Description, Func<Refusal, object?> Read)[] shared =
        [
            ("code", "RefusalCode!", "The rule, a stable name.", refusal => ValueNames.Of(refusal.Code)),
            ("message", "String!", "Why, in one sentence.", refusal => refusal.Message),
            ("path", "[String!]!", "The path of the member, from `input`.", refusal => PathOf(refusal.Field)),
            ("accepted", "String!", "What would be accepted.", refusal => refusal.Accepted),
        ];
        var error = new InterfaceGraphType { Name = "UserError", Description = "Why an entry was not recorded, and what would be accepted." };
        ObjectGraphType[] concretes =
        [
            Concrete("InvalidEntry", "A rule that the entry does not meet.",
                "nearest", "[String!]!", "What was perhaps meant, nearest first.", source => ((Refusal)source).Nearest),
            Concrete("NewerRevision", "The call has been revised since the revision that the entry was written against.",
                "newest", "UUID!", "The id of the entry of the newest revision.", source => ((Refusal)source).Nearest[0]),
            Concrete("IdTaken", "The id belongs to an entry with other content. An id stands for one entry, for ever.",
                "recorded", "Entry", "The entry that it belongs to; null where the viewer may not see it.", source => ((IdTaken)source).Recorded),
        ];
        foreach (var (name, type, description, _) in shared)
            error.AddField(new FieldType { Name = name, Description = description, ResolvedType = types.Names.Read(type) });
        foreach (var concrete in concretes)
            concrete.AddResolvedInterface(error);
        error.ResolveType = source => Array.Find(concretes, concrete => concrete.Name == TypeOf(source));
        types.All.Add(error);
        types.All.AddRange(concretes);

        ObjectGraphType Concrete(string name, string description, string member, string type, string what, Func<object, object?> own)
        {
            var concrete = new ObjectGraphType { Name = name, Description = description, IsTypeOf = source => TypeOf(source) == name };
            foreach (var (field, fieldType, fieldDescription, read) in shared)
                Add(field, fieldType, fieldDescription, source => read(source as Refusal ?? ((IdTaken)source).Refusal));
            Add(member, type, what, own);
            return concrete;

            void Add(string field, string fieldType, string fieldDescription, Func<object, object?> read) => concrete.AddField(new FieldType
            {
                Name = field,
                Description = fieldDescription,
                ResolvedType = types.Names.Read(fieldType),
                Resolver = new FuncFieldResolver<object?>(context => read(context.Source!)),
            });
        }

        static string? TypeOf(object source) => source switch
        {
            IdTaken => "IdTaken",
            Refusal { Code: RefusalCode.BasedOnBehind } => "NewerRevision",
            Refusal => "InvalidEntry",
            _ => null,
        };
    }

    void AddReplacement()
    {
        var input = new ReplacementInput { Name = "EntryDataInput", Description = "The data of an entry, by its kind: exactly one of these.", IsOneOf = true };
        foreach (var kind in types.Catalogue.Kinds.Where(kind => !kind.IsMeta))
        {
            input.AddField(new FieldType
            {
                Name = JsonNamingPolicy.CamelCase.ConvertName(kind.Name),
                Description = kind.Summary,
                ResolvedType = types.Names.Read(entries.InputOf(kind.Type, kind.Members)),
            });
        }
        types.All.Add(input);
    }

    ObjectGraphType PayloadOf(Kind kind)
    {
        var payload = new ObjectGraphType { Name = $"Record{kind.Name}Payload", Description = $"What came of recording a {kind.Name}." };
        payload.AddField(new FieldType
        {
            Name = "entry",
            Description = "The entry; null where it was refused.",
            ResolvedType = types.Names.Read(kind.Name),
            Resolver = new FuncFieldResolver<object?>(context => ((Payload)context.Source!).Entry),
        });
        payload.AddField(new FieldType
        {
            Name = "wasRecordedBefore",
            Description = "Whether the very same entry was recorded by an earlier request.",
            ResolvedType = types.Names.Read("Boolean!"),
            Resolver = new FuncFieldResolver<object?>(context => ((Payload)context.Source!).WasRecordedBefore),
        });
        payload.AddField(new FieldType
        {
            Name = "errors",
            Description = "Why it was refused; empty where it was recorded.",
            ResolvedType = types.Names.Read("[UserError!]!"),
            Resolver = new FuncFieldResolver<object?>(context => ((Payload)context.Source!).Errors),
        });
        return payload;
    }

    static string[] PathOf(string field) =>
        ["input", .. field.Split('.', '[', ']').Where(part => part.Length > 0)];

    sealed record Payload(Seen? Entry, bool WasRecordedBefore, object[] Errors);

    /// <summary>That an id belongs to another entry: that one, where the viewer may see it.</summary>
    sealed record IdTaken(Refusal Refusal, Seen? Recorded);

    /// <summary>The one member that was given, and the kind that it stands for.</summary>
    sealed record OneOf(string Kind, object Value);

    sealed class ReplacementInput : InputObjectGraphType
    {
        public override object ParseDictionary(IDictionary<string, object?> value) => new OneOf(char.ToUpperInvariant(value.Keys.Single()[0]) + value.Keys.Single()[1..], value.Values.Single()!);
    }
}
