using System.Text;
using ConveningLedger.Ledger;
using ConveningLedger.Store.Interchange;

namespace ConveningLedger.Server.Tests.Interchange;

public sealed class MakingIds
{
    [Fact]
    public void gives_the_same_ids_for_ever()
    {
        var line = Lines.Noted("vessa-water", "The ditch was dry at six.");

        Assert.Equal("3a65d62d-1221-5c78-91ef-4b41600ec15f", IdOf(line, 1).ToString());
    }

    [Fact]
    public void counts_equal_lines_of_a_file()
    {
        var line = Lines.Noted("vessa-water", "The ditch was dry at six.");

        Assert.Equal(3, new[] { IdOf(line, 1), IdOf(line, 2), IdOf(line, 3) }.Distinct().Count());
    }

    [Fact]
    public void leaves_id_and_claims_out_of_account()
    {
        var line = Lines.Noted("vessa-water", "The ditch was dry at six.");
        var claimed = Lines.Noted("vessa-water", "The ditch was dry at six.",
            "\"recordedAt\":\"2020-01-01T00:00:00Z\",\"recordedBy\":\"odile\",\"id\":\"0195f0c2-7d1e-7c3a-9c1e-2f6b1d0e4a55\"");

        Assert.Equal(IdOf(line, 1), IdOf(claimed, 1));
        Assert.NotEqual(IdOf(line, 1), IdOf(line.Replace("vessa-water", "vessa"), 1));
        Assert.NotEqual(IdOf(line, 1), IdOf(line.Replace("2019-03", "2019-04"), 1));
        Assert.NotEqual(IdOf(line, 1), IdOf(Lines.Noted("vessa-water", "The ditch was dry at six.", "\"visibility\":\"TEAM\""), 1));
    }

    static Guid IdOf(string line, int number)
    {
        var draft = EntryLine.Read(Encoding.UTF8.GetBytes(line), isTooLong: false, Catalogue.Standard).Draft!;
        return EntryId.Of(draft.Endeavour, EntryId.Name(draft), number);
    }
}
