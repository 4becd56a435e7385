namespace ConveningLedger.Store;

/// <summary>
/// Takes questions to the database together: who asks while all boats are out waits for the next one, and shares it with whoever waits
/// too. Nobody's question is taken along by a boat that had left before it was asked, so every answer is of a time after it.
/// </summary>
/// <param name="boats">How many may be out at once.</param>
/// <param name="most">How many questions one takes.</param>
/// <param name="cross">Answers questions, each at its place.</param>
/// <typeparam name="TAsk">A question.</typeparam>
/// <typeparam name="TAnswer">An answer.</typeparam>
sealed class Ferry<TAsk, TAnswer>(int boats, int most, Func<IReadOnlyList<TAsk>, Task<IReadOnlyList<TAnswer>>> cross)
{
    readonly Queue<Waiting> queue = new();
    int isOut;

    /// <summary>Asks.</summary>
    /// <param name="ask">The question.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    public Task<TAnswer> Take(TAsk ask, CancellationToken cancellation)
    {
        var waiting = new Waiting(ask);
        bool leaves;
        lock (queue)
        {
            queue.Enqueue(waiting);
            leaves = isOut < boats;
            if (leaves)
                isOut++;
        }
        if (leaves)
            _ = Cross();
        return waiting.Answer.Task.WaitAsync(cancellation);
    }

    async Task Cross()
    {
        while (true)
        {
            var load = new List<Waiting>();
            lock (queue)
            {
                while (load.Count < most && queue.TryDequeue(out var next))
                    load.Add(next);
                if (load.Count == 0)
                {
                    isOut--;
                    return;
                }
            }
            try
            {
                await Answer(load);
            }
            catch (Exception) when (load.Count > 1)
            {
                // Nobody's question is another's trouble.
                foreach (var one in load)
                    await Alone(one);
            }
            catch (Exception fault)
            {
                load[0].Answer.TrySetException(fault);
            }
        }
    }

    async Task Alone(Waiting one)
    {
        try
        {
            await Answer([one]);
        }
        catch (Exception fault)
        {
            one.Answer.TrySetException(fault);
        }
    }

    async Task Answer(List<Waiting> load)
    {
        var answers = await cross([.. load.Select(one => one.Ask)]);
        for (var index = 0; index < load.Count; index++)
            load[index].Answer.TrySetResult(answers[index]);
    }

    sealed class Waiting(TAsk ask)
    {
        public TAsk Ask { get; } = ask;

        public TaskCompletionSource<TAnswer> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
