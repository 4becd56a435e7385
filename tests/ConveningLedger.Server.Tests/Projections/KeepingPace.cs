using ConveningLedger.Store.Projections;

namespace ConveningLedger.Server.Tests.Projections;

public sealed class KeepingPace
{
    readonly Clock clock = new();

    [Fact]
    public async Task what_is_little_is_done_at_once()
    {
        using var pace = new Pace(0.25, clock);
        await Work(pace, pieces: 3, seconds: 0.25);
        Assert.Equal(0.75, clock.Seconds);
    }

    [Fact]
    public async Task over_time_the_work_takes_its_share()
    {
        using var pace = new Pace(0.25, clock);
        await Work(pace, pieces: 40, seconds: 0.5);
        // Twenty seconds of work in eighty, less what was saved before.
        Assert.InRange(clock.Seconds, 72, 80);
    }

    [Fact]
    public async Task no_piece_waits_for_longer_than_two_seconds()
    {
        using var pace = new Pace(0.01, clock);
        await Work(pace, pieces: 11, seconds: 1);
        Assert.InRange(clock.Seconds, 11 + (9 * 2), 11 + (10 * 2.1));
    }

    [Fact]
    public async Task while_somebody_waits_it_is_done_at_once()
    {
        using var pace = new Pace(0.25, clock);
        using (pace.Hurry())
            await Work(pace, pieces: 20, seconds: 1);
        Assert.Equal(20, clock.Seconds);
        await Work(pace, pieces: 1, seconds: 1);
        Assert.InRange(clock.Seconds, 22, 24);
    }

    [Fact]
    public async Task one_works_at_a_time()
    {
        using var pace = new Pace(0.5, clock);
        var first = new TaskCompletionSource();
        var one = pace.Take(_ => first.Task, TestContext.Current.CancellationToken);
        var isDone = false;
        var other = pace.Take(_ => { isDone = true; return Task.CompletedTask; }, TestContext.Current.CancellationToken);
        Assert.False(isDone);
        first.SetResult();
        await Task.WhenAll(one, other);
        Assert.True(isDone);
    }

    async Task Work(Pace pace, int pieces, double seconds)
    {
        for (var piece = 0; piece < pieces; piece++)
        {
            await pace.Take(_ =>
            {
                clock.Pass(TimeSpan.FromSeconds(seconds));
                return Task.CompletedTask;
            }, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>A clock on which time passes by working and by waiting only.</summary>
    sealed class Clock : TimeProvider
    {
        long ticks;

        public double Seconds => new TimeSpan(ticks).TotalSeconds;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public void Pass(TimeSpan time) => ticks += time.Ticks;

        public override long GetTimestamp() => ticks;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            Pass(dueTime);
            callback(state);
            return new Passed();
        }

        sealed class Passed : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
