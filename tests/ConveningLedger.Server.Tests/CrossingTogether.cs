namespace ConveningLedger.Server.Tests;

public sealed class CrossingTogether
{
    static readonly TimeSpan Soon = TimeSpan.FromSeconds(10);

    readonly List<string[]> loads = [];
    readonly TaskCompletionSource opened = new(TaskCreationOptions.RunContinuationsAsynchronously);

    [Fact]
    public async Task who_asks_while_the_boat_is_out_takes_the_next_one_together()
    {
        var ferry = Ferry(most: 3);
        var first = ferry.Take("first", TestContext.Current.CancellationToken);
        Task<string>[] later = [.. Enumerable.Range(0, 5).Select(number => ferry.Take($"{number}", TestContext.Current.CancellationToken))];
        Assert.False(first.IsCompleted);

        opened.SetResult();

        Assert.Equal("<first>", await first.WaitAsync(Soon, TestContext.Current.CancellationToken));
        Assert.Equal(["<0>", "<1>", "<2>", "<3>", "<4>"], await Task.WhenAll(later).WaitAsync(Soon, TestContext.Current.CancellationToken));
        Assert.Equal([["first"], ["0", "1", "2"], ["3", "4"]], loads);
    }

    [Fact]
    public async Task nobodys_question_is_anothers_trouble()
    {
        var ferry = Ferry(most: 10);
        var first = ferry.Take("first", TestContext.Current.CancellationToken);
        Task<string>[] good = [.. Enumerable.Range(0, 3).Select(number => ferry.Take($"{number}", TestContext.Current.CancellationToken))];
        var bad = ferry.Take("bad", TestContext.Current.CancellationToken);

        opened.SetResult();

        await first;
        Assert.Equal(["<0>", "<1>", "<2>"], await Task.WhenAll(good).WaitAsync(Soon, TestContext.Current.CancellationToken));
        Assert.Equal("bad", (await Assert.ThrowsAsync<InvalidOperationException>(() => bad)).Message);
        Assert.Equal("<again>", await ferry.Take("again", TestContext.Current.CancellationToken).WaitAsync(Soon, TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task who_no_longer_waits_keeps_nobody_from_an_answer()
    {
        var ferry = Ferry(most: 10);
        using var gone = new CancellationTokenSource();
        var first = ferry.Take("first", gone.Token);
        var other = ferry.Take("other", TestContext.Current.CancellationToken);
        await gone.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        opened.SetResult();
        Assert.Equal("<other>", await other.WaitAsync(Soon, TestContext.Current.CancellationToken));
    }

    Store.Ferry<string, string> Ferry(int most) => new(1, most, async asked =>
    {
        loads.Add([.. asked]);
        await opened.Task;
        return asked.Contains("bad") ? throw new InvalidOperationException("bad") : [.. asked.Select(one => $"<{one}>")];
    });
}
