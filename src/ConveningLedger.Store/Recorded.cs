using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConveningLedger.Store;

/// <summary>An entry as an event of Marten's. There is one type of event for each kind of entry.</summary>
/// <param name="entry">
/// The entry. As it comes from the serializer alone it lacks what stands in the event's own columns: see <see cref="EntryEvents"/>. It is
/// read when it is asked for: those who go through events to learn of which endeavours they are do not ask.
/// </param>
public abstract class Recorded(Lazy<Entry> entry)
{
    /// <summary>The entry.</summary>
    public Entry Entry => entry.Value;
}

/// <summary>An entry of one kind as an event.</summary>
/// <param name="entry">The entry.</param>
/// <typeparam name="TData">The record of its kind.</typeparam>
public sealed class Recorded<TData>(Lazy<Entry> entry) : Recorded(entry) where TData : EntryData
{
    /// <summary>An entry as an event.</summary>
    /// <param name="entry">The entry.</param>
    public Recorded(Entry entry) : this(new Lazy<Entry>(entry))
    {
    }
}

/// <summary>Writes and reads events of all kinds.</summary>
sealed class RecordedConverters(Catalogue catalogue) : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) =>
        typeToConvert.IsGenericType && typeToConvert.GetGenericTypeDefinition() == typeof(Recorded<>);

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(Converter<>).MakeGenericType(typeToConvert.GetGenericArguments()), catalogue)!;

    sealed class Converter<TData>(Catalogue catalogue) : JsonConverter<Recorded<TData>> where TData : EntryData
    {
        public override Recorded<TData> Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            var body = JsonElement.ParseValue(ref reader);
            return new(new Lazy<Entry>(() => EntryJson.ReadBody(body, catalogue.Of<TData>(), catalogue, "", default, 0, Instant.MinValue)));
        }

        public override void Write(Utf8JsonWriter writer, Recorded<TData> value, JsonSerializerOptions options) =>
            EntryJson.WriteBody(writer, value.Entry.Salted());
    }
}
