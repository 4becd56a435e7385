using FsCheck.Xunit;

namespace ConveningLedger.Tests.Properties;

public class NoticingAnyStream
{
    [Property(MaxTest = 100, Arbitrary = [typeof(AnySteps)])]
    public void whoever_takes_every_notice_has_what_the_circle_may_see(Steps steps)
    {
        var stream = Stream.Of(steps);
        foreach (var clearance in Enum.GetValues<Visibility>())
        {
            var (has, last, history) = (new HashSet<Guid>(), -1, History.Empty(stream.History.Endeavour));
            foreach (var entry in stream.Entries)
            {
                history = history.After([entry]);
                foreach (var notice in Notice.Of(history, clearance, last))
                {
                    Assert.True(notice.Number > last);
                    last = notice.Number;
                    Assert.True(notice.IsThere ? has.Add(notice.Entry.Id) : has.Remove(notice.Entry.Id), $"{notice} tells what was told.");
                }
                Assert.Equal(history.Entries.Where(other => history.TierOf(other).Admits(clearance)).Select(other => other.Id).Order(), has.Order());
            }
        }
    }

    [Property(MaxTest = 60, Arbitrary = [typeof(AnySteps)])]
    public void what_was_missed_is_what_would_have_been_told(Steps steps, int seed)
    {
        var stream = Stream.Of(steps);
        foreach (var clearance in Enum.GetValues<Visibility>())
        {
            // A history that was read at once tells the same as one that grew.
            var whole = Notice.Of(Stream.HistoryOf(stream.Entries), clearance, -1).ToArray();
            Assert.Equal(whole, Notice.Of(stream.History, clearance, -1));
            var after = whole.Length == 0 ? -1 : whole[new Random(seed).Next(whole.Length)].Number;
            Assert.Equal(whole.Where(notice => notice.Number > after), Notice.Of(stream.History, clearance, after));
        }
    }

    [Property(MaxTest = 60, Arbitrary = [typeof(AnySteps)])]
    public void the_list_in_the_order_of_notices_holds_what_the_latest_edition_shows(Steps steps)
    {
        var stream = Stream.Of(steps);
        foreach (var clearance in Enum.GetValues<Visibility>().Where(stream.History.ExistsFor))
        {
            var prospect = stream.History.For(clearance);
            Assert.Equal(prospect.Latest.Known.Select(entry => entry.Id).Order(), prospect.Appeared.Select(appeared => appeared.Entry.Id).Order());
            Assert.Equal(prospect.Appeared.Select(appeared => appeared.Number).Order(), prospect.Appeared.Select(appeared => appeared.Number));
            Assert.Empty(prospect.Withdrawn.Select(withdrawn => withdrawn.Entry.Id).Intersect(prospect.Appeared.Select(appeared => appeared.Entry.Id)));
        }
    }
}
