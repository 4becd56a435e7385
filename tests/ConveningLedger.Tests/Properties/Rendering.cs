using System.Buffers;
using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace ConveningLedger.Tests.Properties;

/// <summary>Renders entries and views to texts that are the same exactly when what they show is the same.</summary>
/// <param name="withTimes">Whether when an entry was recorded is part of it.</param>
public sealed class Rendering(bool withTimes = true)
{
    static readonly ConcurrentDictionary<Type, PropertyInfo[]> Properties = new();
    readonly ConditionalWeakTable<Entry, string> entries = [];

    /// <summary>Every view that a frame has, by its name.</summary>
    public IEnumerable<(string Name, string Text)> Views(Frame frame) =>
    [
        ("effective", Of(frame.Effective)),
        ("endeavour", Of(frame.Endeavour)),
        ("narrative", Of(frame.Narrative)),
        ("identities", Of(frame.Identities)),
        ("legitimacy", Of(frame.Legitimacy)),
        ("boundaries", Of(frame.Boundaries)),
        ("agency", Of(frame.Agency)),
        ("power", Of(frame.Power)),
        ("value", Of(frame.Value)),
        ("landscape", Of(frame.Landscape)),
        ("longGame", Of(frame.LongGame)),
        ("evaluation", Of(frame.Evaluation)),
        ("heard", Of(frame.Heard)),
        ("ownWords", Of(frame.OwnWords)),
        ("measures", Of(frame.Measures)),
        ("matrix", Of(frame.Matrix)),
        ("lateness", withTimes ? Of(frame.Lateness) : ""),
    ];

    /// <summary>The same views, folded plainly over some entries.</summary>
    public IEnumerable<(string Name, string Text)> Views(IReadOnlyList<Entry> effective, Instant at) =>
    [
        ("effective", Of(effective)),
        ("endeavour", Fold<EndeavourState>(effective)),
        ("narrative", Fold<Narrative>(effective)),
        ("identities", Fold<Identities>(effective)),
        ("legitimacy", Fold<LegitimacyMap>(effective)),
        ("boundaries", Fold<BoundaryMap>(effective)),
        ("agency", Fold<AgencyMap>(effective)),
        ("power", Fold<PowerMap>(effective)),
        ("value", Fold<ValueMap>(effective)),
        ("landscape", Fold<LandscapeMap>(effective)),
        ("longGame", Fold<LongGameView>(effective)),
        ("evaluation", Fold<EvaluationMap>(effective)),
        ("heard", Fold<Heard>(effective)),
        ("ownWords", Fold<OwnWords>(effective)),
        ("measures", Fold<Measures>(effective)),
        ("matrix", Fold<Matrix>(effective)),
        ("lateness", withTimes ? Of(PlainFold.LatenessOf(effective, at)) : ""),
    ];

    /// <summary>The text of anything.</summary>
    public string Of(object? value)
    {
        var text = new StringBuilder();
        Write(text, value);
        return text.ToString();
    }

    string Fold<TView>(IReadOnlyList<Entry> effective) where TView : class, IView<TView>
    {
        var view = TView.Empty;
        foreach (var entry in effective)
            view = view.After(entry);
        return Of(view);
    }

    void Write(StringBuilder text, object? value)
    {
        switch (value)
        {
            case null:
                text.Append('-');
                break;
            case Entry entry:
                text.Append(entries.GetValue(entry, TextOf));
                break;
            case decimal number:
                text.Append(CanonicalJson.Normal(number));
                break;
            case string or ITuple or TimeSpan or Instant or Guid or Edtf:
                text.Append(value);
                break;
            case var _ when value.GetType() is { IsPrimitive: true } or { IsEnum: true }:
                text.Append(value);
                break;
            case IDictionary dictionary:
                WriteSorted(text, dictionary.Keys.Cast<object>().Select(key => $"{Of(key)}: {Of(dictionary[key])}"));
                break;
            case IEnumerable set when value.GetType().Name.StartsWith("ImmutableHashSet", StringComparison.Ordinal):
                WriteSorted(text, set.Cast<object>().Select(Of));
                break;
            case IEnumerable list:
                text.Append('[');
                foreach (var item in list)
                {
                    Write(text, item);
                    text.Append("; ");
                }
                text.Append(']');
                break;
            default:
                text.Append('{');
                foreach (var property in Properties.GetOrAdd(value.GetType(), PropertiesOf))
                {
                    text.Append(property.Name).Append('=');
                    Write(text, property.GetValue(value));
                    text.Append(", ");
                }
                text.Append('}');
                break;
        }
    }

    static void WriteSorted(StringBuilder text, IEnumerable<string> items) =>
        text.Append('{').AppendJoin("; ", items.Order(StringComparer.Ordinal)).Append('}');

    static PropertyInfo[] PropertiesOf(Type type) =>
        [.. type.GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.GetIndexParameters().Length == 0)];

    string TextOf(Entry entry)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, CanonicalJson.Options))
            CanonicalLine.Write(writer, withTimes ? entry : entry with { RecordedAt = new(0) });
        var corrections = string.Join(",", entry.Corrections.Select(correction => correction.Id));
        var hash = Convert.ToHexString(SHA256.HashData(buffer.WrittenSpan))[..10];
        return $"{entry.Kind.Name} {entry.Id} {entry.OccurredAt} {hash} ({corrections})";
    }
}
