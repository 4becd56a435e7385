using ConveningLedger.Server.Tests.Interchange;
using ConveningLedger.Store;
using Marten;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace ConveningLedger.Server.Tests;

/// <summary>A node goes by a clock that is about PostgreSQL's, or not at all.</summary>
[Collection(OnADatabase.Name)]
public sealed class CheckingTheClock(SharedLedger shared) : IClassFixture<SharedLedger>
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(3600, "3600 s ahead of")]
    [InlineData(-3600, "3600 s behind")]
    [InlineData(7, "7 s ahead of")]
    public async Task one_that_is_off_is_told_by_how_much(int seconds, string told)
    {
        var fault = await Assert.ThrowsAsync<ClockException>(() => Check(seconds).StartAsync(Stop));

        Assert.Contains(told, fault.Message, StringComparison.Ordinal);
        Assert.Contains("Accepted: at most 5 s.", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(-3)]
    public Task one_that_is_about_right_will_do(int seconds) => Check(seconds).StartAsync(Stop);

    [Fact]
    public Task where_there_is_one_machine_there_is_one_clock() => Check(3600, isAlone: true).StartAsync(Stop);

    [Theory]
    [InlineData(3600, true)]
    [InlineData(-3600, true)]
    [InlineData(2, false)]
    public async Task a_node_whose_clock_is_set_wrong_ends(int seconds, bool ends)
    {
        var clock = new Shifted();
        using var ending = new Ending();
        using var check = new ClockCheck(shared.Ledger.Part<IDocumentStore>(), new(), clock, ending, NullLogger<ClockCheck>.Instance);
        await check.StartAsync(Stop);

        clock.By = TimeSpan.FromSeconds(seconds);
        await Task.WhenAny(Task.Delay(TimeSpan.FromSeconds(ends ? 30 : 1), ending.ApplicationStopping), check.ExecuteTask!);

        Assert.Equal(ends, ending.ApplicationStopping.IsCancellationRequested);
        await check.StopAsync(Stop);
    }

    ClockCheck Check(int seconds, bool isAlone = false) =>
        new(shared.Ledger.Part<IDocumentStore>(), new LedgerOptions { IsAlone = isAlone }, new Shifted { By = TimeSpan.FromSeconds(seconds) }, new Ending(), NullLogger<ClockCheck>.Instance);

    sealed class Shifted : TimeProvider
    {
        public TimeSpan By { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + By;
    }

    sealed class Ending : IHostApplicationLifetime, IDisposable
    {
        readonly CancellationTokenSource stopping = new();

        public CancellationToken ApplicationStarted => CancellationToken.None;
        public CancellationToken ApplicationStopping => stopping.Token;
        public CancellationToken ApplicationStopped => CancellationToken.None;

        public void StopApplication() => stopping.Cancel();

        public void Dispose() => stopping.Dispose();
    }
}
