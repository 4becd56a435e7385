using System.Text.Json;
using ConveningLedger.Proof;

namespace ConveningLedger.Ledger;

/// <summary>Reads the JSON of entries: lines of the interchange format, and what the store keeps.</summary>
public static class EntryJson
{
    const string SaltMember = "salt";

    /// <summary>In which version of its kind's shape the data is; absent: in the first.</summary>
    internal const string VersionMember = "version";

    /// <summary>The members of a line, in canonical order.</summary>
    public static Several<string> LineMembers { get; } =
    [
        "endeavour", "id", "ref", "kind", "occurredAt", "recordedAt", "recordedBy", "visibility", "modes", "standpoint", "toldBy",
        "mentions", "evidence", "note", "data",
    ];

    /// <summary>Reads a line of the interchange format; null where anything is refused.</summary>
    /// <param name="json">The line's object.</param>
    /// <param name="catalogue">The kinds there are.</param>
    /// <param name="reading">Takes the refusals.</param>
    /// <param name="isOfToday">Whether its data is in today's shape of the kind, whatever versions there were; else it is in the version that it says, and in the first where it says none.</param>
    public static Draft? ReadLine(JsonElement json, Catalogue catalogue, Reading reading, bool isOfToday = false)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            reading.Refuse(RefusalCode.NotJson, "It is not an object.", $"an object of {string.Join(", ", LineMembers)}");
            return null;
        }
        var kind = Required(json, "kind", reading) is { } named ? ReadKind(named, catalogue, reading) : null;
        var envelope = new Envelope(kind, reading, isOfToday ? null : ReadVersion(json, kind, reading));
        foreach (var member in json.EnumerateObject())
        {
            reading.Enter(member.Name);
            envelope.Read(member.Name, member.Value);
            reading.Leave();
        }
        if (Required(json, "endeavour", reading) is null | Required(json, "occurredAt", reading) is null | Required(json, "data", reading) is null)
            return null;
        return reading.Refusals.Count == 0 ? envelope.ToDraft() : null;
    }

    /// <summary>Writes what the store keeps of an entry beside its own columns.</summary>
    /// <param name="writer">Takes the object.</param>
    /// <param name="entry">The entry.</param>
    public static void WriteBody(Utf8JsonWriter writer, Entry entry)
    {
        writer.WriteStartObject();
        CanonicalLine.WriteBody(writer, entry);
        // The kind of a replacement is its target's; it is kept, so that one row can be read without the others.
        if (entry.Data is Meta.EntryCorrected { Data.Kind: { } corrected })
            writer.WriteString("correctedKind", corrected.Name);
        if (!entry.Salt.IsNone)
            writer.WriteString(SaltMember, entry.Salt.ToString());
        writer.WriteEndObject();
    }

    /// <summary>Reads what the store keeps of an entry beside its own columns.</summary>
    /// <param name="json">The object.</param>
    /// <param name="kind">The kind.</param>
    /// <param name="catalogue">The kinds there are.</param>
    /// <param name="endeavour">The endeavour's slug.</param>
    /// <param name="id">The entry's id.</param>
    /// <param name="sequence">Its place.</param>
    /// <param name="receivedAt">When it was received.</param>
    /// <exception cref="InvalidDataException">It is not what <see cref="WriteBody"/> writes.</exception>
    public static Entry ReadBody(JsonElement json, Kind kind, Catalogue catalogue, string endeavour, Guid id, long sequence, Instant receivedAt)
    {
        var reading = new Reading();
        var version = json.TryGetProperty(VersionMember, out var written) ? written.GetInt32() : 1;
        var envelope = new Envelope(kind, reading, version) { Endeavour = endeavour, Id = id };
        Kind? corrected = null;
        Salt salt = default;
        foreach (var member in json.EnumerateObject())
        {
            reading.Enter(member.Name);
            if (member.Name == "correctedKind")
                corrected = catalogue.Find(member.Value.GetString()!);
            else if (member.Name == SaltMember)
                salt = Salt.TryParse(member.Value.GetString(), out var read) ? read : default;
            else
                envelope.Read(member.Name, member.Value);
            reading.Leave();
        }
        if (version > (kind.Replaces ? corrected?.Version ?? 1 : kind.Version))
            throw new InvalidDataException($"Entry {sequence} of '{endeavour}' is in version {version} of its kind, which this version does not know: it was written by a newer one.");
        if (envelope.Data is Meta.EntryCorrected { Data.Json: { } replacement } correction && corrected is not null)
        {
            using var document = JsonDocument.Parse(replacement);
            envelope.Data = correction with { Data = Replacement.Of(corrected, corrected.Read(document.RootElement, reading, version)!) };
        }
        if (reading.Refusals.Count > 0)
            throw new InvalidDataException($"Entry {sequence} of '{endeavour}' cannot be read: {reading.Refusals[0]}");
        if (!envelope.IsWhole)
            throw new InvalidDataException($"Entry {sequence} of '{endeavour}' cannot be read: it lacks what every entry has.");
        return envelope.ToEntry(sequence, receivedAt, salt);
    }

    static JsonElement? Required(JsonElement json, string name, Reading reading)
    {
        if (json.TryGetProperty(name, out var value))
            return value;
        reading.Enter(name);
        reading.Refuse(RefusalCode.MissingMember, "It is missing.", name switch
        {
            "kind" => "the name of a kind of entry, such as ConveningCallRevised",
            "endeavour" => $"a slug: {Slug.Accepted}",
            "data" => "an object with what happened",
            _ => EnvelopeShapes.OccurredAt.Accepted,
        });
        reading.Leave();
        return null;
    }

    static int? ReadVersion(JsonElement json, Kind? kind, Reading reading)
    {
        if (!json.TryGetProperty(VersionMember, out var written))
            return 1;
        // Of what data is put in the place of another is known where the other is.
        var most = kind is null || kind.Replaces ? int.MaxValue : kind.Version;
        if (written.ValueKind == JsonValueKind.Number && written.TryGetInt32(out var version) && version >= 1 && version <= most)
            return version;
        reading.Enter(VersionMember);
        reading.Refuse(RefusalCode.OutOfRange, "There is no such version of its data here.", most == int.MaxValue ? "a whole number from 1 on" : $"a whole number from 1 to {most}");
        reading.Leave();
        return null;
    }

    static Kind? ReadKind(JsonElement json, Catalogue catalogue, Reading reading)
    {
        reading.Enter("kind");
        Kind? kind = null;
        if (reading.Text(json, "the name of a kind of entry") is { } name)
        {
            kind = catalogue.Find(name);
            if (kind is null)
            {
                reading.Refuse(RefusalCode.UnknownKind, "There is no such kind.", "the name of a kind of entry, such as ConveningCallRevised",
                    NearestNames.To(name, catalogue.Kinds.Select(known => known.Name)));
            }
        }
        reading.Leave();
        return kind;
    }

    /// <summary>The members that every kind shares, as they are met.</summary>
    sealed class Envelope(Kind? kind, Reading reading, int? version)
    {
        public string? Endeavour { get; set; }
        public Guid? Id { get; set; }
        public EntryData? Data { get; set; }
        string? name;
        Edtf? occurredAt;
        Instant? recordedAt;
        string? recordedBy;
        Visibility? visibility;
        Several<Mode>? modes;
        Standpoint? standpoint;
        string? toldBy;
        Several<string>? mentions;
        Several<string>? evidence;
        string? note;

        /// <summary>Whether all is there that an entry must have.</summary>
        public bool IsWhole => Endeavour is not null && Id is not null && Data is not null && occurredAt is not null && recordedBy is not null && visibility is not null;

        public void Read(string member, JsonElement json)
        {
            switch (member)
            {
                case "endeavour":
                    Endeavour = ReadSlug(json, "a slug");
                    break;
                case "id":
                    Id = ReadId(json);
                    break;
                case "ref":
                    name = ReadSlug(json, "a slug");
                    break;
                case "kind" or VersionMember:
                    break;
                case "occurredAt":
                    occurredAt = (Edtf?)EnvelopeShapes.OccurredAt.Read(json, reading);
                    break;
                case "recordedAt":
                    recordedAt = ReadInstant(json);
                    break;
                case "recordedBy":
                    recordedBy = (string?)EnvelopeShapes.Text.Read(json, reading);
                    break;
                case "visibility":
                    visibility = (Visibility?)EnvelopeShapes.Visibility.Read(json, reading);
                    break;
                case "modes":
                    modes = (Several<Mode>?)EnvelopeShapes.Modes.Read(json, reading);
                    break;
                case "standpoint":
                    standpoint = (Standpoint?)EnvelopeShapes.Standpoint.Read(json, reading);
                    break;
                case "toldBy":
                    toldBy = (string?)EnvelopeShapes.ToldBy.Read(json, reading);
                    break;
                case "mentions":
                    mentions = (Several<string>?)EnvelopeShapes.Mentions.Read(json, reading);
                    break;
                case "evidence":
                    evidence = (Several<string>?)EnvelopeShapes.Evidence.Read(json, reading);
                    break;
                case "note":
                    note = (string?)EnvelopeShapes.Text.Read(json, reading);
                    break;
                case "data":
                    Data = kind?.Read(json, reading, kind.Replaces ? null : version);
                    if (version is { } said && Data is Meta.EntryCorrected { Data: { } replacement } correction)
                        Data = correction with { Data = replacement.WrittenIn(said) };
                    break;
                case "erased":
                    reading.Refuse(RefusalCode.UnknownMember, "It is reserved for members that were destroyed.", "an entry without it");
                    break;
                default:
                    reading.Refuse(RefusalCode.UnknownMember, "There is no such member here.", string.Join(", ", LineMembers),
                        NearestNames.To(member, LineMembers));
                    break;
            }
        }

        public Draft ToDraft() => new()
        {
            Endeavour = Endeavour!,
            Kind = kind!,
            Data = Data!,
            OccurredAt = occurredAt!,
            Id = Id,
            Ref = name,
            Visibility = visibility,
            Modes = modes.OrNone(),
            Standpoint = standpoint,
            ToldBy = toldBy,
            Mentions = mentions.OrNone(),
            Evidence = evidence.OrNone(),
            Note = note,
            ClaimedRecordedAt = recordedAt,
            ClaimedRecordedBy = recordedBy,
        };

        public Entry ToEntry(long sequence, Instant receivedAt, Salt salt) => new()
        {
            Id = Id!.Value,
            Ref = name,
            Endeavour = Endeavour!,
            Sequence = sequence,
            Kind = kind!,
            Data = Data!,
            OccurredAt = occurredAt!,
            ReceivedAt = receivedAt,
            RecordedAt = recordedAt ?? receivedAt,
            RecordedBy = recordedBy!,
            Visibility = visibility!.Value,
            Modes = modes.OrNone(),
            Standpoint = standpoint,
            ToldBy = toldBy,
            Mentions = mentions.OrNone(),
            Evidence = evidence.OrNone(),
            Note = note,
            Salt = salt,
        };

        string? ReadSlug(JsonElement json, string wanted)
        {
            if (reading.Text(json, wanted) is not { } text)
                return null;
            return Slug.IsSlug(text) ? text : (string?)reading.Refuse(RefusalCode.NotASlug, "It is not a slug.", Slug.Accepted);
        }

        Guid? ReadId(JsonElement json)
        {
            const string accepted = "a UUID, such as `0195f0c2-7d1e-7c3a-9c1e-2f6b1d0e4a55`";
            if (reading.Text(json, accepted) is not { } text)
                return null;
            return Uuid.TryRead(text, out var id) && id != Guid.Empty
                ? id
                : (Guid?)reading.Refuse(RefusalCode.NotAnId, "It is not a UUID, or the nil one.", accepted);
        }

        Instant? ReadInstant(JsonElement json)
        {
            const string accepted = "an instant with an offset, such as `2018-04-20T09:00:00Z`";
            if (reading.Text(json, accepted) is not { } text)
                return null;
            return Instant.TryParse(text, out var instant)
                ? instant
                : (Instant?)reading.Refuse(RefusalCode.DateUnreadable, "It is not an instant.", accepted);
        }
    }
}
