using System.Reflection;
using System.Text.Json;

namespace ConveningLedger.Ledger;

/// <summary>
/// What a member holds. Shapes are read off the records once, and everything that has to know a member (reading and writing
/// JSON, the JSON Schemas, the inputs and outputs of the API, the forms) asks its shape.
/// </summary>
public abstract record Shape
{
    /// <summary>What would be accepted, in words.</summary>
    public abstract string Accepted { get; }

    /// <summary>Reads a value; refusals go to the reading, and the answer is null then.</summary>
    internal abstract object? Read(JsonElement json, Reading reading);

    /// <summary>Writes a value in canonical form.</summary>
    internal abstract void Write(Utf8JsonWriter writer, object value, bool withDefaults);
}

/// <summary>A text of 1 to 20,000 characters (Unicode code points), not only white space, without U+0000.</summary>
/// <param name="Whose">The name of the member that says whose words they are; null: the recorder's.</param>
public sealed record TextShape(string? Whose) : Shape
{
    /// <summary>The most characters a text may have.</summary>
    public const int Longest = 20_000;

    /// <inheritdoc/>
    public override string Accepted => "a text of 1 to 20,000 characters";

    internal override object? Read(JsonElement json, Reading reading)
    {
        if (reading.Text(json, Accepted) is not { } text)
            return null;
        if (string.IsNullOrWhiteSpace(text))
            return reading.Refuse(RefusalCode.TextEmpty, "It has no words.", Accepted);
        if (text.Length > Longest && text.EnumerateRunes().Count() is > Longest and var length)
            return reading.Refuse(RefusalCode.TextTooLong, $"It has {length:N0} characters.", Accepted);
        return text;
    }

    internal override void Write(Utf8JsonWriter writer, object value, bool withDefaults) => CanonicalJson.Write(writer, (string)value);
}

/// <summary>A slug.</summary>
public abstract record SlugShape : Shape
{
    internal override object? Read(JsonElement json, Reading reading)
    {
        if (reading.Text(json, Accepted) is not { } text)
            return null;
        return Slug.IsSlug(text) ? text : reading.Refuse(RefusalCode.NotASlug, "It is not a slug.", Slug.Accepted);
    }

    internal override void Write(Utf8JsonWriter writer, object value, bool withDefaults) => CanonicalJson.Write(writer, (string)value);
}

/// <summary>A key that is named here.</summary>
/// <param name="Thing">What it names.</param>
public sealed record NameShape(Thing Thing) : SlugShape
{
    /// <inheritdoc/>
    public override string Accepted => $"a key: {Slug.Accepted}";
}

/// <summary>A key that was named before.</summary>
/// <param name="Things">What it may name.</param>
/// <param name="Elements">Which elements it may name; empty: any.</param>
public sealed record ReferenceShape(Several<Thing> Things, Several<ElementKind> Elements) : SlugShape
{
    /// <summary>What may be referred to, in words.</summary>
    public string Wanted { get; } = Elements.Count > 0
        ? string.Join(" or ", Elements.Select(ValueNames.Of))
        : string.Join(" or ", Things.Select(ValueNames.Of));

    /// <inheritdoc/>
    public override string Accepted => $"the key of {(Wanted[0] is 'A' or 'E' or 'I' or 'O' ? "an" : "a")} {Wanted}";
}

/// <summary>Another entry, by id or ref.</summary>
/// <param name="Kinds">The names of the kinds it may be; empty: any.</param>
public sealed record EntryReferenceShape(Several<string> Kinds) : Shape
{
    /// <inheritdoc/>
    public override string Accepted =>
        $"the id (a UUID) or the ref (a slug) of {(Kinds.Count == 0 ? "an entry" : $"a {string.Join(" or ", Kinds)}")} recorded before";

    internal override object? Read(JsonElement json, Reading reading)
    {
        if (reading.Text(json, Accepted) is not { } text)
            return null;
        if (Uuid.TryRead(text, out var id))
            return id.ToString();
        return Slug.IsSlug(text) ? text : reading.Refuse(RefusalCode.NotAnId, "It is neither a UUID nor a slug.", Accepted);
    }

    internal override void Write(Utf8JsonWriter writer, object value, bool withDefaults) => CanonicalJson.Write(writer, (string)value);
}

/// <summary>A decimal number.</summary>
/// <param name="Least">The least value, included.</param>
/// <param name="Most">The greatest value, included.</param>
public sealed record NumberShape(int Least, int Most) : Shape
{
    const int MostDigits = 28;

    /// <inheritdoc/>
    public override string Accepted => $"a number from {Least} to {Most}";

    internal override object? Read(JsonElement json, Reading reading)
    {
        if (json.ValueKind != JsonValueKind.Number)
            return reading.RefuseType(json, Accepted);
        var written = json.GetRawText();
        if (written.Length > MostDigits)
            return reading.Refuse(RefusalCode.OutOfRange, "It has too many digits to be kept exactly.", $"{Accepted}, of at most {MostDigits} characters");
        if (!json.TryGetDecimal(out var number) || number < Least || number > Most)
            return reading.Refuse(RefusalCode.OutOfRange, $"{written} is out of range.", Accepted);
        var digits = written.IndexOfAny(['e', 'E']) is var exponent and >= 0 ? written.AsSpan(0, exponent) : written;
        if (number == 0 && digits.ContainsAnyInRange('1', '9'))
            return reading.Refuse(RefusalCode.OutOfRange, "It is too small to be kept.", Accepted);
        return CanonicalJson.Normal(number);
    }

    internal override void Write(Utf8JsonWriter writer, object value, bool withDefaults) => writer.WriteNumberValue(CanonicalJson.Normal((decimal)value));
}

/// <summary>A whole number.</summary>
/// <param name="Least">The least value, included.</param>
/// <param name="Most">The greatest value, included.</param>
public sealed record WholeNumberShape(int Least, int Most) : Shape
{
    /// <inheritdoc/>
    public override string Accepted => $"a whole number from {Least} to {Most}";

    internal override object? Read(JsonElement json, Reading reading)
    {
        if (json.ValueKind != JsonValueKind.Number)
            return reading.RefuseType(json, Accepted);
        // A number is whole by its value: 5.0 is.
        return json.TryGetDecimal(out var number) && decimal.IsInteger(number) && number >= Least && number <= Most
            ? (int)number
            : reading.Refuse(RefusalCode.OutOfRange, "It is out of range.", Accepted);
    }

    internal override void Write(Utf8JsonWriter writer, object value, bool withDefaults) => writer.WriteNumberValue((int)value);
}

/// <summary>True or false.</summary>
public sealed record FlagShape : Shape
{
    /// <inheritdoc/>
    public override string Accepted => "true or false";

    internal override object? Read(JsonElement json, Reading reading) => json.ValueKind switch
    {
        JsonValueKind.True => true,
        JsonValueKind.False => false,
        _ => reading.RefuseType(json, Accepted),
    };

    internal override void Write(Utf8JsonWriter writer, object value, bool withDefaults) => writer.WriteBooleanValue((bool)value);
}

/// <summary>One of a list of values.</summary>
/// <param name="Names">Their names.</param>
public sealed record ChoiceShape(ValueNames Names) : Shape
{
    /// <inheritdoc/>
    public override string Accepted => $"one of {string.Join(", ", Names.All)}";

    internal override object? Read(JsonElement json, Reading reading)
    {
        if (reading.Text(json, Accepted) is not { } text)
            return null;
        return Names.ValueOf(text)
            ?? reading.Refuse(RefusalCode.UnknownValue, "It is not in the list.", Accepted, NearestNames.To(text, Names.All));
    }

    internal override void Write(Utf8JsonWriter writer, object value, bool withDefaults) => CanonicalJson.Write(writer, Names.NameOf(value));
}

/// <summary>A date or time as precisely as is known, in EDTF.</summary>
public sealed record DateShape : Shape
{
    static readonly Alike<Edtf> Dates = new(date => date.Text);

    /// <inheritdoc/>
    public override string Accepted => "a date in EDTF, such as `2019`, `2019-03~`, `2019-03-04`, `2019-03-04T10:30:00Z` or `2019-03/2019-05`";

    internal override object? Read(JsonElement json, Reading reading)
    {
        if (reading.Text(json, Accepted) is not { } text)
            return null;
        if (Dates.Find(text) is { } known)
            return known;
        return Edtf.TryParse(text, out var date, out var problem) ? Dates.Meet(date) : reading.Refuse(RefusalCode.DateUnreadable, problem, Accepted);
    }

    internal override void Write(Utf8JsonWriter writer, object value, bool withDefaults) => CanonicalJson.Write(writer, ((Edtf)value).Text);
}

/// <summary>A list without repeats.</summary>
/// <param name="Item">What it lists.</param>
/// <param name="ItemType">The C# type of an item.</param>
/// <param name="AtLeast">How many items it has at least; where the member is optional an empty list is an absent one.</param>
public sealed record ListShape(Shape Item, Type ItemType, int AtLeast) : Shape
{
    static readonly MethodInfo Making = typeof(ListShape).GetMethod(nameof(MakeOf), BindingFlags.NonPublic | BindingFlags.Static)!;
    readonly Func<List<object>, object> make = Making.MakeGenericMethod(ItemType).CreateDelegate<Func<List<object>, object>>();

    /// <inheritdoc/>
    public override string Accepted => $"a list{(AtLeast > 1 ? $" of at least {AtLeast}" : "")}, each {Item.Accepted}";

    internal override object? Read(JsonElement json, Reading reading)
    {
        if (json.ValueKind != JsonValueKind.Array)
            return reading.RefuseType(json, Accepted);
        var before = reading.Refusals.Count;
        var items = new List<object>(json.GetArrayLength());
        var met = new HashSet<object>();
        var index = 0;
        foreach (var element in json.EnumerateArray())
        {
            reading.Enter(index++);
            var refused = reading.Refusals.Count;
            if (Item.Read(element, reading) is not { } item)
            {
                if (reading.Refusals.Count == refused)
                    reading.Refuse(RefusalCode.TooFew, "It has no items.", Item.Accepted);
            }
            else if (met.Add(item))
            {
                items.Add(item);
            }
            else
            {
                reading.Refuse(RefusalCode.Repeated, "It stands in the list already.", "a list without repeats");
            }
            reading.Leave();
        }
        if (reading.Refusals.Count > before)
            return null;
        if (items.Count < AtLeast && (items.Count > 0 || AtLeast > 1))
            return reading.Refuse(RefusalCode.TooFew, $"It has {items.Count} of at least {AtLeast}.", Accepted);
        return items.Count == 0 ? null : make(items);
    }

    internal override void Write(Utf8JsonWriter writer, object value, bool withDefaults)
    {
        writer.WriteStartArray();
        foreach (var item in (System.Collections.IEnumerable)value)
            Item.Write(writer, item, withDefaults);
        writer.WriteEndArray();
    }

    static Several<T> MakeOf<T>(List<object> items) => Several.Of<T>(items.ConvertAll(static item => (T)item).ToArray());
}

/// <summary>An object of its own inside an entry's data.</summary>
/// <param name="Type">The record.</param>
/// <param name="Members">Its members, in order.</param>
public sealed record RecordShape(Type Type, Members Members) : Shape
{
    /// <inheritdoc/>
    public override string Accepted => $"an object of {Members.Listed}";

    internal override object? Read(JsonElement json, Reading reading) =>
        json.ValueKind == JsonValueKind.Object ? Members.Read(json, reading) : reading.RefuseType(json, Accepted);

    internal override void Write(Utf8JsonWriter writer, object value, bool withDefaults) => Members.Write(writer, value, withDefaults);
}

/// <summary>Another entry's data, whole.</summary>
public sealed record ReplacementShape : Shape
{
    /// <inheritdoc/>
    public override string Accepted => "the data of the entry as it should have been, whole";

    internal override object? Read(JsonElement json, Reading reading) =>
        json.ValueKind == JsonValueKind.Object ? Replacement.Unread(json.GetRawText()) : reading.RefuseType(json, Accepted);

    internal override void Write(Utf8JsonWriter writer, object value, bool withDefaults)
    {
        var replacement = (Replacement)value;
        if (replacement.Data is { } data)
        {
            if (withDefaults)
                replacement.Kind!.Members.Write(writer, data, withDefaults);
            else
                replacement.Kind!.Write(writer, data);
        }
        else
            writer.WriteRawValue(replacement.Json!);
    }
}
