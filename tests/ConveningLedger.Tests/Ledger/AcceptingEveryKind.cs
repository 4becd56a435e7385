using System.Buffers;
using System.Text;
using System.Text.Json;
using ConveningLedger.Tests.Properties;

namespace ConveningLedger.Tests.Ledger;

public class AcceptingEveryKind
{
    public static TheoryData<string> Kinds => KeepingToTheVocabulary.Kinds;

    [Theory]
    [MemberData(nameof(Kinds))]
    public void with_all_its_members(string kind)
    {
        var data = Examples.Whole(kind);
        Assert.Equal(Catalogue.Standard.Find(kind)!.Members.All.Select(member => member.Name), data.Select(member => member.Key));
        var entry = Examples.Tell(kind, data).IsAccepted();
        Assert.Equal(data.ToJsonString(), DataOf(entry));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void with_no_more_than_it_needs(string kind)
    {
        var data = Examples.Least(kind);
        var entry = Examples.Tell(kind, data).IsAccepted();
        if (kind != "ElementMapped")
            Assert.Equal(data.ToJsonString(), DataOf(entry));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void and_what_was_accepted_is_read_back_as_it_was(string kind)
    {
        var entry = Examples.Tell(kind, Examples.Whole(kind)).IsAccepted();
        var (data, refusals) = Invention.Read(entry.Kind, DataOf(entry));
        Assert.Empty(refusals);
        // What a correction says is only read once its target is known.
        if (kind != "EntryCorrected")
            Assert.Equal(entry.Data, data);
    }

    static string DataOf(Entry entry)
    {
        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer, CanonicalJson.Options))
            CanonicalLine.Write(writer, entry);
        var line = Encoding.UTF8.GetString(buffer.WrittenSpan);
        return line[(line.IndexOf("\"data\":", StringComparison.Ordinal) + 7)..^1];
    }
}
