using ConveningLedger.Proof;

namespace ConveningLedger.Tests.Proof;

public class ReadingNotes
{
    const string Origin = "convening-ledger/0011223344556677/vessa-water/public";
    const string Body = $"{Origin}\n3\nrrYivP4nS3ChT7BnpeVXgmTbD6m1GvXguhWRWPMp4Gc=\n";

    static readonly NoteKey Key = new("a.example/log", [.. Enumerable.Range(0, 32).Select(number => (byte)number)]);

    [Fact]
    public void a_key_is_read_as_it_is_written()
    {
        Assert.True(NoteKey.TryParse("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW", out var known));
        Assert.Equal((0xc74f20a3u, "PeterNeumann"), (known.Id, known.Name));
        Assert.True(NoteKey.TryParse(Key.ToString(), out var read));
        Assert.Equal(Key, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeuman+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("Peter Neumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumann+c74f20a3+Ahpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    [InlineData("PeterNeumann+c74f20a3")]
    [InlineData("+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW")]
    public void what_is_no_key_is_not_read(string text) => Assert.False(NoteKey.TryParse(text, out _));

    [Fact]
    public void a_note_is_read_as_it_is_written()
    {
        var note = new SignedNote("One line.\n\nAnother, after an empty one.\n", [new("a.example", 0xfffefdfc, [1, 2, 3]), new("b.example", 7, [4])]);

        Assert.True(SignedNote.TryParse(note.ToString(), out var read));

        Assert.Equal(note.Text, read.Text);
        Assert.Equal(note.Signatures.Select(one => one.ToString()), read.Signatures.Select(one => one.ToString()));
        Assert.EndsWith("\n\n— a.example //79/AECAw==\n— b.example AAAABwQ=\n", note.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Text only.\n")]
    [InlineData("Text.\n\n— a.example //79/AECAw==")]
    [InlineData("Text.\n\n- a.example //79/AECAw==\n")]
    [InlineData("Text.\n\n— a.example\n")]
    [InlineData("Text.\n\n— a.example //79/A==\n")]
    [InlineData("Text.\n\n— a example //79/AECAw==\n")]
    [InlineData("\n\n— a.example //79/AECAw==\n")]
    [InlineData("Te\txt.\n\n— a.example //79/AECAw==\n")]
    [InlineData("Text.\n\n— a.example //79/AECAw==\nmore\n")]
    public void what_is_no_note_is_not_read(string text) => Assert.False(SignedNote.TryParse(text, out _));

    [Fact]
    public void a_checkpoint_is_read_as_it_is_written()
    {
        Assert.True(Checkpoint.TryParse(Body, out var read));
        Assert.Equal((Origin, 3L, Body), (read.Origin, read.Size, read.Text));
        Assert.True(Checkpoint.TryParse(Body + "more\n", out _));
    }

    [Theory]
    [InlineData("")]
    [InlineData("origin\n3\n")]
    [InlineData("origin\n03\nrrYivP4nS3ChT7BnpeVXgmTbD6m1GvXguhWRWPMp4Gc=\n")]
    [InlineData("origin\n-3\nrrYivP4nS3ChT7BnpeVXgmTbD6m1GvXguhWRWPMp4Gc=\n")]
    [InlineData("origin\n3\nrrYivP4nS3ChT7BnpeVXgmTbD6m1GvXguhWRWPMp4G=\n")]
    [InlineData("\n3\nrrYivP4nS3ChT7BnpeVXgmTbD6m1GvXguhWRWPMp4Gc=\n")]
    [InlineData("origin\n3\nrrYivP4nS3ChT7BnpeVXgmTbD6m1GvXguhWRWPMp4Gc=")]
    [InlineData("origin\n3\nrrYivP4nS3ChT7BnpeVXgmTbD6m1GvXguhWRWPMp4Gc=\n\nmore\n")]
    public void what_is_no_checkpoint_is_not_read(string text) => Assert.False(Checkpoint.TryParse(text, out _));
}
