using System.Reflection;
using System.Text.Json;

namespace ConveningLedger.Ledger;

/// <summary>A kind of entry, as it is read off its record.</summary>
public sealed class Kind
{
    readonly Member? naming;
    readonly (Type Type, Members Members)[] formerly;

    internal Kind(Type type, EntryKindAttribute attribute)
    {
        Type = type;
        Name = type.Name;
        Family = attribute.Family;
        IsNarrow = attribute.Narrow;
        IsByEvaluatorsToo = attribute.ByEvaluatorsToo || attribute.Family == Family.Evaluation;
        IsMeta = attribute.Family == Family.Meta;
        Dimension = Enum.TryParse<Dimension>(attribute.Family.ToString(), out var dimension) ? dimension : null;
        Summary = Documentation.Summary(type)
            ?? throw new InvalidOperationException($"{Name} has no summary: say in one sentence what it means in the field.");
        Members = new(type);
        formerly = [.. type.GetCustomAttribute<FormerlyAttribute>()?.Shapes.Select(shape => (shape, new Members(shape))) ?? []];
        Replaces = Members.All.Any(member => member.Shape is ReplacementShape);
        if (Replaces && formerly.Length > 0)
            throw new InvalidOperationException($"{Name} holds data of another kind: the version of an entry of it is that data's, so its own shape stays as it is.");
        naming = Members.All.FirstOrDefault(member => member.Shape is NameShape);
    }

    /// <summary>The record.</summary>
    public Type Type { get; }

    /// <summary>Its name, a contract.</summary>
    public string Name { get; }

    /// <summary>The family it is listed in.</summary>
    public Family Family { get; }

    /// <summary>The dimension that its family is, or null.</summary>
    public Dimension? Dimension { get; }

    /// <summary>What it means in the field, in one sentence.</summary>
    public string Summary { get; }

    /// <summary>The members of its data.</summary>
    public Members Members { get; }

    /// <summary>The version of the shape of its data: 1, and one more for each former shape.</summary>
    public int Version => formerly.Length + 1;

    /// <summary>Whether it holds data of another kind, whose version is told in the place of its own.</summary>
    internal bool Replaces { get; }

    /// <summary>Whether it is about another entry.</summary>
    public bool IsMeta { get; }

    /// <summary>Whether it is for the conveners only unless the recorder says otherwise.</summary>
    public bool IsNarrow { get; }

    /// <summary>Whether evaluators may record it.</summary>
    public bool IsByEvaluatorsToo { get; }

    /// <summary>What it names, or null.</summary>
    public Thing? Names => (naming?.Shape as NameShape)?.Thing;

    /// <summary>The key that this data names, or null.</summary>
    /// <param name="data">Data of this kind.</param>
    public string? KeyNamedBy(EntryData data) => naming?.Of(data) as string;

    /// <summary>Every key that this data refers to or names, and every entry that it refers to.</summary>
    /// <param name="data">Data of this kind.</param>
    public IEnumerable<(string Path, Shape Shape, string Value)> KeysIn(EntryData data) => Members.Keys(data, "data");

    /// <summary>Reads data of this kind; null where anything is refused.</summary>
    /// <param name="json">An object.</param>
    /// <param name="reading">Takes the refusals.</param>
    /// <param name="version">The version of the shape in which it is, from 1 to <see cref="Version"/>; null: today's.</param>
    public EntryData? Read(JsonElement json, Reading reading, int? version = null)
    {
        var former = version is { } said && said < Version ? formerly[said - 1].Members : null;
        if (json.ValueKind != JsonValueKind.Object)
            return (EntryData?)reading.RefuseType(json, $"an object of {(former ?? Members).Listed}");
        if (former is null)
            return (EntryData?)Members.Read(json, reading);
        return former.Read(json, reading) is FormerShape recorded ? recorded.Today() with { Former = recorded } : null;
    }

    /// <summary>Writes data as it was first recorded.</summary>
    /// <param name="writer">Takes the object.</param>
    /// <param name="data">Data of this kind.</param>
    internal void Write(Utf8JsonWriter writer, EntryData data)
    {
        if (data.Former is { } recorded)
            formerly[VersionOf(data) - 1].Members.Write(writer, recorded, withDefaults: false);
        else
            Members.Write(writer, data, withDefaults: false);
    }

    /// <summary>The version of the shape in which data was first recorded.</summary>
    /// <param name="data">Data of this kind.</param>
    internal int VersionOf(EntryData data) => data.Former is { } recorded ? Array.FindIndex(formerly, shape => shape.Type == recorded.GetType()) + 1 : Version;

    /// <inheritdoc/>
    public override string ToString() => Name;
}
