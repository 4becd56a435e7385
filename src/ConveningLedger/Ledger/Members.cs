using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;

namespace ConveningLedger.Ledger;

/// <summary>One member of a record.</summary>
public sealed class Member
{
    readonly PropertyInfo property;

    internal Member(Type record, ParameterInfo parameter, NullabilityInfoContext nullability)
    {
        property = record.GetProperty(parameter.Name!)!;
        CSharpName = parameter.Name!;
        Name = JsonNamingPolicy.CamelCase.ConvertName(CSharpName);
        IsRequired = nullability.Create(parameter).ReadState != NullabilityState.Nullable && Nullable.GetUnderlyingType(parameter.ParameterType) is null;
        Default = parameter.GetCustomAttribute<AbsentMeansAttribute>()?.Value;
        Description = Documentation.Parameter(record, CSharpName) ?? "";
        Shape = ShapeOf(parameter, Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType);
        About = AboutOf(record, parameter);
    }

    /// <summary>Its name in JSON.</summary>
    public string Name { get; }

    /// <summary>Its name in C#.</summary>
    public string CSharpName { get; }

    /// <summary>What it holds.</summary>
    public Shape Shape { get; }

    /// <summary>For a text: the names of the members that say of whom it speaks.</summary>
    public Several<string> About { get; }

    /// <summary>Whether it must be given.</summary>
    public bool IsRequired { get; }

    /// <summary>What an absent one means, or null.</summary>
    public object? Default { get; }

    /// <summary>What it is, in one sentence.</summary>
    public string Description { get; }

    /// <summary>Whether its content can be destroyed and the rest still be read: texts, and lists with texts in them.</summary>
    public bool CanBeErased => Shape is TextShape or ListShape { Item: TextShape } || (!IsRequired && Shape is ListShape { Item: RecordShape record } && record.Members.All.Any(part => part.CanBeErased));

    /// <summary>What stands in its place once it is destroyed; null where nothing can.</summary>
    internal object? WhenErased => Shape is TextShape ? Erased.Text : Shape is ListShape { Item: TextShape } ? Erased.Texts : null;

    /// <summary>Its value, or null where it is absent.</summary>
    /// <param name="data">The record.</param>
    public object? Of(object data) => property.GetValue(data);

    static Several<string> AboutOf(Type record, ParameterInfo parameter)
    {
        var (words, about) = (parameter.GetCustomAttribute<WordsAttribute>(), parameter.GetCustomAttribute<AboutAttribute>());
        if (words is { Whose: null } && about is null)
        {
            throw new InvalidOperationException(
                $"{record.Name}.{parameter.Name} does not say of whom it speaks: mark it with [About(nameof(…))], or [About] where that is nobody in particular. By that a person's data is found.");
        }
        return Several.Of<string>([.. (about?.Members ?? []).Select(JsonNamingPolicy.CamelCase.ConvertName)]);
    }

    static Shape ShapeOf(ParameterInfo parameter, Type type)
    {
        T? Marked<T>() where T : Attribute => parameter.GetCustomAttribute<T>();

        if (type.IsGenericType && type.GetGenericTypeDefinition() == typeof(Several<>))
        {
            var item = type.GetGenericArguments()[0];
            // How many sides a boundary has is said of the outer list; each side has at least one element.
            var atLeast = type == parameter.ParameterType ? Marked<AtLeastAttribute>()?.Count ?? 1 : 1;
            return new ListShape(ShapeOf(parameter, item), item, atLeast);
        }
        if (type.IsEnum)
            return new ChoiceShape(ValueNames.Of(type));
        if (type == typeof(Edtf))
            return new DateShape();
        if (type == typeof(bool))
            return new FlagShape();
        if (type == typeof(decimal) && Marked<WithinAttribute>() is { } range)
            return new NumberShape(range.Least, range.Most);
        if (type == typeof(int) && Marked<WithinAttribute>() is { } whole)
            return new WholeNumberShape(whole.Least, whole.Most);
        if (type == typeof(Replacement))
            return new ReplacementShape();
        if (type == typeof(string))
        {
            if (Marked<NamesAttribute>() is { } names)
                return new NameShape(names.Thing);
            if (Marked<RefersAttribute>() is { } refers)
                return new ReferenceShape(Several.Of<Thing>(refers.Things), Several.Of<ElementKind>(refers.Elements));
            if (Marked<RefersToEntryAttribute>() is { } entry)
                return new EntryReferenceShape([.. entry.Kinds.Select(kind => kind.Name)]);
            if (Marked<WordsAttribute>() is { } words)
                return new TextShape(words.Whose is null ? null : JsonNamingPolicy.CamelCase.ConvertName(words.Whose));
        }
        else if (type.IsClass && !type.IsAbstract)
        {
            return new RecordShape(type, new Members(type));
        }
        throw new InvalidOperationException(
            $"{parameter.Member.DeclaringType!.Name}.{parameter.Name} does not say what it holds: mark it with [Words], [Names], [Refers], [RefersToEntry] or [Within].");
    }
}

/// <summary>The members of a record, in the order of its constructor.</summary>
public sealed class Members
{
    readonly ConstructorInfo constructor;
    readonly FrozenDictionary<string, int> positions;

    /// <summary>Reads off the members of a record.</summary>
    /// <param name="record">The record; it has one public constructor.</param>
    /// <exception cref="InvalidOperationException">A member does not say what it holds.</exception>
    public Members(Type record)
    {
        constructor = record.GetConstructors().Single();
        var nullability = new NullabilityInfoContext();
        All = [.. constructor.GetParameters().Select(parameter => new Member(record, parameter, nullability))];
        positions = All.Select((member, index) => (member.Name, index)).ToFrozenDictionary(pair => pair.Name, pair => pair.index);
    }

    /// <summary>All members.</summary>
    public Several<Member> All { get; }

    /// <summary>Their names, for a person.</summary>
    public string Listed => string.Join(", ", All.Select(member => member.IsRequired ? member.Name : $"{member.Name}?"));

    /// <summary>Reads a record; where anything is refused the answer is null.</summary>
    internal object? Read(JsonElement json, Reading reading)
    {
        var before = reading.Refusals.Count;
        var values = new object?[All.Count];
        Span<bool> met = stackalloc bool[All.Count];
        foreach (var property in json.EnumerateObject())
        {
            if (!positions.TryGetValue(property.Name, out var position))
            {
                reading.Enter(property.Name);
                reading.Refuse(RefusalCode.UnknownMember, "There is no such member here.", Listed,
                    NearestNames.To(property.Name, All.Select(member => member.Name)));
                reading.Leave();
                continue;
            }
            met[position] = true;
            reading.Enter(All[position].Name);
            values[position] = All[position].Shape.Read(property.Value, reading);
            if (values[position] is null
                && All[position] is { IsRequired: true, Shape: ListShape { AtLeast: 1 } list }
                && property.Value is { ValueKind: JsonValueKind.Array }
                && property.Value.GetArrayLength() == 0)
                reading.Refuse(RefusalCode.TooFew, "It has no items.", list.Accepted);
            reading.Leave();
        }
        for (var position = 0; position < values.Length; position++)
        {
            if (met[position] ? !reading.HasErased : !All[position].IsRequired && !reading.HasErased)
                continue;
            reading.Enter(All[position].Name);
            if (reading.IsErased && All[position].CanBeErased)
                values[position] = met[position] ? reading.RefuseErased() : All[position].WhenErased;
            else if (!met[position] && All[position].IsRequired)
                reading.Refuse(RefusalCode.MissingMember, "It is missing.", All[position].Shape.Accepted);
            reading.Leave();
        }
        return reading.Refusals.Count == before ? constructor.Invoke(values) : null;
    }

    internal void Write(Utf8JsonWriter writer, object record, bool withDefaults)
    {
        writer.WriteStartObject();
        foreach (var member in All)
        {
            // What was destroyed is not there; that it was is said beside it.
            if ((member.Of(record) ?? (withDefaults ? member.Default : null)) is not { } value || Erased.Is(value))
                continue;
            writer.WritePropertyName(member.Name);
            member.Shape.Write(writer, value, withDefaults);
        }
        writer.WriteEndObject();
    }

    /// <summary>Writes what a record has beside its texts.</summary>
    /// <param name="writer">Takes an object.</param>
    /// <param name="record">The record.</param>
    public void WriteWithoutTexts(Utf8JsonWriter writer, object record) => Write(writer, With(record, (member, value) => member.CanBeErased ? member.WhenErased : value), withDefaults: false);

    /// <summary>The same record with other values.</summary>
    internal object With(object record, Func<Member, object?, object?> change) => constructor.Invoke([.. All.Select(member => change(member, member.Of(record)))]);

    /// <summary>Every key and entry that a record refers to or names, with the path of the member.</summary>
    internal IEnumerable<(string Path, Shape Shape, string Value)> Keys(object record, string prefix)
    {
        foreach (var member in All)
        {
            if (member.Of(record) is { } value)
            {
                foreach (var found in KeysOf(member.Shape, value, $"{prefix}.{member.Name}"))
                    yield return found;
            }
        }
    }

    static IEnumerable<(string Path, Shape Shape, string Value)> KeysOf(Shape shape, object value, string path)
    {
        switch (shape)
        {
            case SlugShape or EntryReferenceShape:
                yield return (path, shape, (string)value);
                break;
            case ListShape { Item: SlugShape or EntryReferenceShape or ListShape or RecordShape } list:
                var index = 0;
                foreach (var item in (System.Collections.IEnumerable)value)
                {
                    foreach (var found in KeysOf(list.Item, item, $"{path}[{index}]"))
                        yield return found;
                    index++;
                }
                break;
            case RecordShape nested:
                foreach (var found in nested.Members.Keys(value, path))
                    yield return found;
                break;
            case ReplacementShape when value is Replacement { Data: { } data } replacement:
                foreach (var found in replacement.Kind!.Members.Keys(data, path))
                    yield return found;
                break;
        }
    }
}
