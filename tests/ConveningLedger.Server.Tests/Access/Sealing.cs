using ConveningLedger.Server.Tests.Interchange;
using ConveningLedger.Store.Access;

namespace ConveningLedger.Server.Tests.Access;

/// <summary>Seals for many at once: fields are resolved beside each other, and all of them seal.</summary>
[Collection(OnADatabase.Name)]
public sealed class Sealing(SharedLedger shared) : IClassFixture<SharedLedger>
{
    [Fact]
    public async Task many_at_once_seal_and_open_as_one_after_another_would()
    {
        var seals = shared.Ledger.Part<Seals>();
        await seals.StartAsync(TestContext.Current.CancellationToken);
        string[] texts = [.. Enumerable.Range(0, 2_000).Select(number => new string('x', number % 40) + number)];
        string[] expected = [.. texts.Select(text => seals.Seal("timeline", text))];
        var found = new (string Sealed, string? Opened)[texts.Length];

        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Parallel.For(0, texts.Length, index =>
            found[index] = (seals.Seal("timeline", texts[index]), seals.Open("timeline", expected[index]))))));

        Assert.Equal(expected.Zip(texts), found.Select(one => (one.Sealed, one.Opened!)));
    }
}
