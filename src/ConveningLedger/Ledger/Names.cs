using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Text.Json;

namespace ConveningLedger.Ledger;

/// <summary>The written names of a list of values: <c>MADE_THEIR_OWN</c> for <c>MadeTheirOwn</c>.</summary>
public sealed class ValueNames
{
    static readonly ConcurrentDictionary<Type, ValueNames> Known = new();
    readonly FrozenDictionary<string, object> values;
    readonly FrozenDictionary<object, string> names;

    ValueNames(Type type)
    {
        Type = type;
        var pairs = Enum.GetValues(type).Cast<object>()
            .Select(value => (Value: value, Name: JsonNamingPolicy.SnakeCaseUpper.ConvertName(value.ToString()!)))
            .ToArray();
        All = [.. pairs.Select(pair => pair.Name)];
        values = pairs.ToFrozenDictionary(pair => pair.Name, pair => pair.Value);
        names = pairs.ToFrozenDictionary(pair => pair.Value, pair => pair.Name);
    }

    /// <summary>The enum.</summary>
    public Type Type { get; }

    /// <summary>All names, in the order of the vocabulary.</summary>
    public Several<string> All { get; }

    /// <summary>The names of an enum's values.</summary>
    /// <param name="type">The enum.</param>
    public static ValueNames Of(Type type) => Known.GetOrAdd(type, static type => new(type));

    /// <summary>The written name of a value.</summary>
    /// <param name="value">A value of an enum.</param>
    /// <typeparam name="T">The enum.</typeparam>
    public static string Of<T>(T value) where T : struct, Enum => Of(typeof(T)).NameOf(value);

    /// <summary>The written name of a value.</summary>
    /// <param name="value">A value of this enum.</param>
    public string NameOf(object value) => names[value];

    /// <summary>The value of a written name, or null where there is none.</summary>
    /// <param name="name">The name.</param>
    public object? ValueOf(string name) => values.GetValueOrDefault(name);
}
