using System.Text.Json;

namespace ConveningLedger.Ledger;

/// <summary>A kind of entry, as it is read off its record.</summary>
public sealed class Kind
{
    readonly Member? naming;

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
    public EntryData? Read(JsonElement json, Reading reading)
    {
        if (json.ValueKind != JsonValueKind.Object)
            return (EntryData?)reading.RefuseType(json, $"an object of {Members.Listed}");
        return (EntryData?)Members.Read(json, reading);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
