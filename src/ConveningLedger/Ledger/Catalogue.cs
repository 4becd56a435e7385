using System.Collections.Frozen;
using System.Reflection;

namespace ConveningLedger.Ledger;

/// <summary>The kinds of entries there are.</summary>
public sealed class Catalogue
{
    readonly FrozenDictionary<string, Kind> byName;
    readonly FrozenDictionary<Type, Kind> byType;

    Catalogue(IEnumerable<Kind> kinds)
    {
        Kinds = [.. kinds.OrderBy(kind => kind.Family).ThenBy(kind => kind.Name, StringComparer.Ordinal)];
        byName = Kinds.ToFrozenDictionary(kind => kind.Name);
        byType = Kinds.ToFrozenDictionary(kind => kind.Type);
    }

    /// <summary>The kinds of the vocabulary.</summary>
    public static Catalogue Standard { get; } = new(KindsIn(typeof(Catalogue).Assembly));

    /// <summary>All kinds, by family and name.</summary>
    public Several<Kind> Kinds { get; }

    /// <summary>The kind of this name, or null.</summary>
    /// <param name="name">The name.</param>
    public Kind? Find(string name) => byName.GetValueOrDefault(name);

    /// <summary>The kind of this record.</summary>
    /// <param name="type">The record.</param>
    public Kind Of(Type type) => byType[type];

    /// <summary>The kind of this record.</summary>
    /// <typeparam name="T">The record.</typeparam>
    public Kind Of<T>() where T : EntryData => byType[typeof(T)];

    /// <summary>This catalogue and these kinds.</summary>
    /// <param name="types">Records marked as kinds.</param>
    public Catalogue With(params Type[] types) => new(Kinds.Concat(types.Select(type => new Kind(type, type.GetCustomAttribute<EntryKindAttribute>()!))));

    static IEnumerable<Kind> KindsIn(Assembly assembly) =>
        from type in assembly.GetTypes()
        let attribute = type.GetCustomAttribute<EntryKindAttribute>()
        where attribute is not null
        select new Kind(type, attribute);
}
