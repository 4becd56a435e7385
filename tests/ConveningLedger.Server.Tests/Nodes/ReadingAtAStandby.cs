using ConveningLedger.Store;
using Microsoft.Extensions.DependencyInjection;

namespace ConveningLedger.Server.Tests.Nodes;

/// <summary>Two nodes on a primary with a standby: one records, at the other is read what was recorded this moment.</summary>
public sealed class ReadingAtAStandby(StandbyServer servers) : IClassFixture<StandbyServer>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task whoever_has_recorded_sees_it_at_any_node_however_far_the_standby_is()
    {
        await using var one = await LedgerApi.Start(servers.Primary, new() { IsAlone = true });
        foreach (var slug in new[] { "near", "behind", "gone" })
        {
            await one.Open(slug);
            await Note(one, slug, "Gauges.");
        }
        // Its projections have taken in all there is.
        Assert.Equal(3, await Found(one, "gauges"));
        await using var other = await LedgerApi.Start(servers.Primary, new() { Standbys = servers.Standby });
        var standbys = other.Services.GetRequiredService<Standbys>();

        await Note(one, "near", "Wells.");
        Assert.Equal(3, await Count(other, "near"));
        Assert.Equal(1, await Found(other, "wells"));
        Assert.True(standbys.Answered >= 2, "The standby was not asked.");

        // Not in memory yet, and then in memory; and what is read across endeavours.
        await servers.Replay(isOn: false);
        var before = standbys.Answered;
        await Note(one, "behind", "Sluices.");
        Assert.Equal(3, await Count(other, "behind"));
        await Note(one, "behind", "Sluices, again.");
        Assert.Equal(4, await Count(other, "behind"));
        Assert.Equal(2, await Found(other, "sluices"));
        Assert.Equal(before, standbys.Answered);

        await servers.Replay(isOn: true);
        while (standbys.Answered == before)
        {
            Assert.Equal(2, await Found(other, "sluices"));
            await Task.Delay(50, Stop);
        }

        await servers.End();
        before = standbys.Answered;
        await Note(one, "gone", "Dykes.");
        Assert.Equal(3, await Count(other, "gone"));
        Assert.Equal(1, await Found(other, "dykes"));
        Assert.Equal(before, standbys.Answered);
        await servers.Start();
    }

    static async Task Note(LedgerApi ledger, string endeavour, string words) => await ledger.Record("FieldNoteTaken", new { endeavour, occurredAt = "2019", data = new { words } });

    static async Task<int> Count(LedgerApi ledger, string endeavour) => (await ledger.Ask($$"""{ endeavour(slug: "{{endeavour}}") { entryCount } }""")).GetProperty("endeavour").GetProperty("entryCount").GetInt32();

    static async Task<int> Found(LedgerApi ledger, string text) => (await ledger.Ask($$"""{ search(text: "{{text}}") { totalCount } }""")).GetProperty("search").GetProperty("totalCount").GetInt32();
}
