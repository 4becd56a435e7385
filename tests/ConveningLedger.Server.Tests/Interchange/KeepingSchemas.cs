using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ConveningLedger.Evaluation;
using ConveningLedger.Ledger;
using ConveningLedger.Meta;
using ConveningLedger.Store.Interchange;

namespace ConveningLedger.Server.Tests.Interchange;

public sealed class KeepingSchemas
{
    internal static readonly string Entries = Path.Combine(Root(), "schema", "entries");
    static readonly SchemaVerdict Line = new(EntrySchemas.All(Catalogue.Standard), "line.schema.json");

    public static TheoryData<string> Kinds => [.. Catalogue.Standard.Kinds.Select(kind => kind.Name)];

    [Fact]
    public void prints_what_is_in_the_repository()
    {
        var printed = EntrySchemas.All(Catalogue.Standard);

        Assert.Equal(printed.Keys, Directory.GetFiles(Entries, "*.schema.json").Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal));
        foreach (var (name, text) in printed)
            Assert.Equal(text, File.ReadAllText(Path.Combine(Entries, name)));
    }

    [Fact]
    public void has_one_golden_sample_of_each_kind() =>
        Assert.Equal(Catalogue.Standard.Kinds.Select(kind => $"{kind.Name}.json").Order(StringComparer.Ordinal),
            Directory.GetFiles(Path.Combine(Entries, "samples")).Select(file => Path.GetFileName(file)!).Order(StringComparer.Ordinal));

    [Theory]
    [MemberData(nameof(Kinds))]
    public void reads_the_sample_and_writes_it_as_it_is(string kind)
    {
        var sample = Sample(kind);

        var draft = EntryLine.Read(Encoding.UTF8.GetBytes(sample), isTooLong: false, Catalogue.Standard).Draft;

        Assert.Equal(kind, draft?.Kind.Name);
        Assert.Equal(sample, Canonical(draft!.Data is EntryCorrected correction ? draft with { Data = Read(correction) } : draft));
    }

    /// <summary>What stands in the place of a claim's data: its kind is known where the claim is.</summary>
    static EntryCorrected Read(EntryCorrected correction)
    {
        var kind = Catalogue.Standard.Of<ContributionClaimed>();
        using var json = JsonDocument.Parse(correction.Data!.Json!);
        return correction with { Data = Replacement.Of(kind, kind.Read(json.RootElement, new())!) };
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void gives_the_verdict_of_the_reader(string kind)
    {
        var sample = JsonNode.Parse(Sample(kind))!;
        Assert.True(Line.Accepts(sample));

        foreach (var changed in Changed(sample))
        {
            var text = changed.ToJsonString();
            var read = EntryLine.Read(Encoding.UTF8.GetBytes(text), isTooLong: false, Catalogue.Standard);
            // The reader leaves it to the rules of recording that a ref must not read like an id.
            var accepted = read.Draft is { } draft && !Guid.TryParse(draft.Ref, out _);
            Assert.True(accepted == Line.Accepts(changed), $"The reader says {accepted} ({string.Join(" ", read.Refusals)}): {text}");
        }
    }

    [Fact]
    public void follows_a_kind_that_is_added()
    {
        var files = EntrySchemas.All(Catalogue.Standard.With(typeof(LanternLit)));

        Assert.Contains("\"x-refers\"", files["LanternLit.schema.json"]);
        Assert.Contains("LanternLit.schema.json", files["line.schema.json"]);
    }

    [Fact]
    public void deletes_the_schemas_of_kinds_that_are_gone()
    {
        var folder = Directory.CreateTempSubdirectory();
        try
        {
            EntrySchemas.WriteAll(folder.FullName, Catalogue.Standard.With(typeof(LanternLit)));
            EntrySchemas.WriteAll(folder.FullName, Catalogue.Standard);

            Assert.Equal(EntrySchemas.All(Catalogue.Standard).Keys, folder.GetFiles().Select(file => file.Name).Order(StringComparer.Ordinal));
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    static string Sample(string kind) => File.ReadAllText(Path.Combine(Entries, "samples", $"{kind}.json")).TrimEnd('\n');

    static string Canonical(Draft draft)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using var writer = new Utf8JsonWriter(buffer, CanonicalJson.Options);
        CanonicalLine.Write(writer, new()
        {
            Id = draft.Id!.Value,
            Ref = draft.Ref,
            Endeavour = draft.Endeavour,
            Sequence = 1,
            Kind = draft.Kind,
            Data = draft.Data,
            OccurredAt = draft.OccurredAt,
            ReceivedAt = draft.ClaimedRecordedAt!.Value,
            RecordedAt = draft.ClaimedRecordedAt.Value,
            RecordedBy = draft.ClaimedRecordedBy!,
            Visibility = draft.Visibility!.Value,
            Modes = draft.Modes,
            Standpoint = draft.Standpoint,
            ToldBy = draft.ToldBy,
            Mentions = draft.Mentions,
            Evidence = draft.Evidence,
            Note = draft.Note,
        });
        writer.Flush();
        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }

    static IEnumerable<JsonNode> Changed(JsonNode sample)
    {
        string[] values =
        [
            "null", "true", "0", "1", "5.0", "6", "-1", "0.5", "-1.5", "\"\"", "\" \\u0085\"", "\"x\"", "\"X\"", "\"-a\"", "\"p-01\"",
            $"\"{new string('z', 64)}\"", $"\"{new string('z', 65)}\"", $"\"{new string('z', 20_001)}\"", $"\"{string.Concat(Enumerable.Repeat("\U0001F30A", 20_000))}\"",
            "\"2019-02-29\"", "\"2020-02-29\"", "\"1900-02-29\"", "\"2019-21~\"", "\"9999-24\"", "\"2019-03-04T10:30:00.5+02:00\"", "\"2019-03-04T10:30Z\"",
            "\"2019-03~/2019-05\"", "\"2019/\"", "[]", "[\"p-01\"]", "[\"p-01\",\"p-01\"]", "[[\"p-01\"],[]]", "[[\"p-01\"],[\"p-02\"]]", "{}", "{\"x\":1}", "\"PUBLIC\"",
            "\"0195F0C2-7d1e-7c3a-9c1e-2f6b1d0e4a55\"", "\" 0195f0c2-7d1e-7c3a-9c1e-2f6b1d0e4a55\"", "\"00000000-0000-0000-0000-000000000000\"",
        ];
        var count = Places(sample).Count();
        for (var place = 0; place < count; place++)
        {
            foreach (var value in values)
            {
                var copy = sample.DeepClone();
                Places(copy).ElementAt(place).ReplaceWith(JsonNode.Parse(value));
                yield return copy;
            }
            var without = sample.DeepClone();
            var removed = Places(without).ElementAt(place);
            if (removed.Parent is JsonObject holder)
                holder.Remove(removed.GetPropertyName());
            else
                removed.Parent!.AsArray().RemoveAt(removed.GetElementIndex());
            yield return without;
            if (Places(sample).ElementAt(place) is JsonObject)
            {
                var surplus = sample.DeepClone();
                Places(surplus).ElementAt(place).AsObject()["surplus"] = 1;
                yield return surplus;
            }
        }
    }

    static IEnumerable<JsonNode> Places(JsonNode node)
    {
        var children = node switch
        {
            JsonObject members => members.Select(member => member.Value!),
            JsonArray items => items.Select(item => item!),
            _ => [],
        };
        return children.SelectMany(child => Places(child).Prepend(child));
    }

    internal static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ConveningLedger.sln")))
            folder = folder.Parent!;
        return folder.FullName;
    }
}

/// <summary>A lantern was lit at a place; this kind exists in the tests only.</summary>
/// <param name="At">Where.</param>
[EntryKind(Family.LongGame)]
public sealed record LanternLit([Element] string At) : EntryData;
