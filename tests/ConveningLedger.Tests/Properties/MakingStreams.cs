namespace ConveningLedger.Tests.Properties;

// A property over streams in which nothing happens would hold too: so this says what happens in them.
public class MakingStreams
{
    static readonly Stream[] Streams =
    [
        .. Enumerable.Range(0, 60).Select(seed => Stream.Of(new(
            [.. Enumerable.Range(0, Stream.Names.Count + 100).Select(place => new Step(place, new Random((seed * 1000) + place).Next()))]))),
    ];

    static IEnumerable<Entry> All => Streams.SelectMany(stream => stream.Entries);

    [Fact]
    public void every_kind_is_in_some() =>
        Assert.Empty(Catalogue.Standard.Kinds.Select(kind => kind.Name).Except(All.Select(entry => entry.Kind.Name)));

    [Fact]
    public void entries_of_every_tier_are_in_most() => Assert.All(Enum.GetValues<Visibility>(), tier =>
        Assert.True(Streams.Count(stream => stream.Entries.Count(entry => stream.History.TierOf(entry) == tier) > 2) > 20, $"{tier}"));

    [Fact]
    public void they_hold_what_makes_frames_hard()
    {
        int Streams_with(Func<Stream, Entry, bool> what) => Streams.Count(stream => stream.Entries.Any(entry => what(stream, entry)));
        bool IsAbout<T>(Stream stream, Entry entry, Func<Entry, bool> target) where T : EntryData, IAboutEntry =>
            entry.Data is T about && stream.Entries.Any(other => PlainFold.IsAbout(about, other) && target(other));

        Assert.True(Streams_with((stream, entry) => IsAbout<EntryCorrected>(stream, entry, _ => true)) > 30);
        Assert.True(Streams_with((stream, entry) => IsAbout<EntryRetracted>(stream, entry, target => target.Data is EntryCorrected)) > 10);
        Assert.True(Streams_with((stream, entry) => IsAbout<EntryRetracted>(stream, entry, target => target.Data is EntryRetracted)) > 10);
        Assert.True(Streams_with((stream, entry) => IsAbout<EntryRetracted>(stream, entry, target => target.Data is EntryReclassified)) > 5);
        Assert.True(Streams_with((_, entry) => entry.Data is EntryCorrected { OccurredAt: not null }) > 10);
        Assert.True(Streams_with((_, entry) => entry.OccurredAt.IsQualified) > 30);
        Assert.True(Streams_with((_, entry) => entry.IsClaimed) > 30);
        Assert.True(Streams_with((stream, entry) => !stream.History.ExistsFor(Visibility.Public)) > 10);
        Assert.True(Streams_with((stream, entry) => stream.History.TierOf(entry) < entry.Visibility) > 30);
    }
}
