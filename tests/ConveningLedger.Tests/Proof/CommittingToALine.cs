using System.Text;
using System.Text.Json;
using ConveningLedger.Proof;

namespace ConveningLedger.Tests.Proof;

public class CommittingToALine
{
    const string Line = """{"endeavour":"vessa-water","id":"0195f0c2-7d1e-7c3a-9c1e-2f6b1d0e4a55","kind":"FieldNoteTaken","occurredAt":"2019-03","recordedAt":"2020-01-01T00:00:00Z","recordedBy":"odile","visibility":"TEAM","mentions":["salka","piet"],"note":"é","data":{"words":"Nine \"at\" the table.","about":["dam"]}}""";

    static readonly Salt Salt = Salted("AAECAwQFBgcICQoLDA0ODw==");
    static readonly Instant ReceivedAt = Instant.FromCivil(2020, 1, 1);

    [Fact]
    public void its_members_are_those_of_the_line_and_of_its_data()
    {
        var bytes = Encoding.UTF8.GetBytes(Line);

        Assert.Equal(["endeavour", "id", "kind", "occurredAt", "recordedAt", "recordedBy", "visibility", "mentions", "note", "data.words", "data.about"],
            EntryLeaf.Members(bytes).Select(member => member.Path));
        Assert.Equal(["[\"salka\",\"piet\"]", "\"é\"", "\"Nine \\\"at\\\" the table.\""],
            EntryLeaf.Members(bytes)[7..10].Select(member => Encoding.UTF8.GetString(bytes, member.From, member.Length)));
        Assert.True(EntryLeaf.IsBare(bytes));
    }

    [Fact]
    public void its_leaf_is_what_the_description_says()
    {
        // By the description in a bundle alone, with what any language has.
        var text = new StringBuilder("convening-ledger/entry@v1\nreceivedAt 2020-01-01T00:00:00Z\n");
        foreach (var (path, json) in new[] { ("endeavour", "\"vessa-water\""), ("data.words", "\"Nine.\"") })
        {
            var salt = System.Security.Cryptography.SHA256.HashData([.. Convert.FromBase64String("AAECAwQFBgcICQoLDA0ODw=="), .. Encoding.UTF8.GetBytes(path)]);
            text.Append(path).Append(' ').Append(Convert.ToBase64String(System.Security.Cryptography.SHA256.HashData([.. salt, .. Encoding.UTF8.GetBytes(json)]))).Append('\n');
        }
        var leaf = System.Security.Cryptography.SHA256.HashData([0, .. Encoding.UTF8.GetBytes(text.ToString())]);

        Assert.Equal(Convert.ToBase64String(leaf), Leaf("""{"endeavour":"vessa-water","data":{"words":"Nine."}}""").ToString());
    }

    [Fact]
    public void no_byte_of_it_can_be_another_one()
    {
        var leaf = Leaf(Line);
        var bytes = Encoding.UTF8.GetBytes(Line);
        for (var place = 0; place < bytes.Length; place++)
        {
            foreach (var other in new[] { (byte)' ', (byte)'0', (byte)'x', (byte)',', (byte)'"' })
            {
                if (bytes[place] == other)
                    continue;
                byte[] replaced = [.. bytes[..place], other, .. bytes[(place + 1)..]];
                byte[] inserted = [.. bytes[..place], other, .. bytes[place..]];
                Assert.False(IsStill(leaf, replaced), Encoding.UTF8.GetString(replaced));
                Assert.False(IsStill(leaf, inserted), Encoding.UTF8.GetString(inserted));
            }
            Assert.False(IsStill(leaf, [.. bytes[..place], .. bytes[(place + 1)..]]));
        }
    }

    [Fact]
    public void neither_its_salt_nor_when_it_was_received_can_be_another_one()
    {
        var leaf = Leaf(Line);
        var bytes = Encoding.UTF8.GetBytes(Line);

        Assert.NotEqual(leaf, EntryLeaf.Of(ReceivedAt, EntryLeaf.Commitments(bytes, Salted("AAECAwQFBgcICQoLDA0OEA=="))));
        Assert.NotEqual(leaf, EntryLeaf.Of(ReceivedAt.PlusMicroseconds(1), EntryLeaf.Commitments(bytes, Salt)));
        Assert.NotEqual(Salt.New(), Salt.New());
    }

    static bool IsStill(Hash leaf, byte[] line)
    {
        try
        {
            return EntryLeaf.IsBare(line) && EntryLeaf.Of(ReceivedAt, EntryLeaf.Commitments(line, Salt)) == leaf;
        }
        catch (JsonException)
        {
            return false;
        }
        catch (InvalidOperationException)
        {
            return false;
        }
    }

    static Hash Leaf(string line) => EntryLeaf.Of(ReceivedAt, EntryLeaf.Commitments(Encoding.UTF8.GetBytes(line), Salt));

    static Salt Salted(string text) => Salt.TryParse(text, out var salt) ? salt : throw new FormatException(text);
}
