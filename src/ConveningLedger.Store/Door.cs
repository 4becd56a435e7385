using Microsoft.Extensions.DependencyInjection;
using Wolverine;

namespace ConveningLedger.Store;

/// <summary>
/// Where drafts wait for their turn. While transactions are under way, those that come meanwhile gather and share the next one, of whatever
/// endeavours they are; each is answered once it is committed. An endeavour whose stream somebody else has now is waited for apart.
/// </summary>
/// <param name="scopes">Makes a bus for each transaction.</param>
/// <param name="histories">The histories, which take in what was committed.</param>
/// <param name="width">How many transactions may wait for their streams at once; each holds a connection.</param>
public sealed class Door(IServiceScopeFactory scopes, Histories histories, int width) : IDisposable
{
    const int MostTogether = 256;

    const int MostTries = 5;

    // While one is being written to disk, the next is being decided on.
    const int MostAtOnce = 3;

    readonly Dictionary<string, Queue> queues = new(StringComparer.Ordinal);
    readonly Queue<Queue> ready = new();
    readonly SemaphoreSlim room = new(width);
    int atOnce;

    /// <summary>Records a draft.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="recorder">Who asks.</param>
    /// <param name="cancellation">Stops the waiting for an answer; the entry may be recorded all the same.</param>
    public Task<Decision> Record(Draft draft, Recorder recorder, CancellationToken cancellation = default)
    {
        // The id is made here, so that a transaction of which nobody knows whether it was committed can be tried again.
        var waiting = new Waiting(new(draft with { Id = draft.Id ?? Guid.CreateVersion7() }, recorder), draft.Id is null);
        bool begins;
        lock (queues)
        {
            if (!queues.TryGetValue(draft.Endeavour, out var queue))
                queues.Add(draft.Endeavour, queue = new(draft.Endeavour));
            queue.Waiting.Enqueue(waiting);
            if (!queue.IsBusy)
            {
                queue.IsBusy = true;
                ready.Enqueue(queue);
            }
            begins = ready.Count > 0 && atOnce < MostAtOnce;
            if (begins)
                atOnce++;
        }
        if (begins)
            _ = Task.Run(Work, CancellationToken.None);
        return waiting.Answer.Task.WaitAsync(cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => room.Dispose();

    async Task Work()
    {
        while (true)
        {
            var load = new List<(Queue Queue, List<Waiting> Together)>();
            lock (queues)
            {
                for (var left = MostTogether; left > 0 && ready.TryDequeue(out var queue);)
                {
                    var together = Next(queue.Waiting, left);
                    left -= together.Count;
                    load.Add((queue, together));
                }
                if (load.Count == 0)
                {
                    atOnce--;
                    return;
                }
            }
            var all = load.SelectMany(part => part.Together).ToList();
            await Try(all);
            foreach (var (queue, together) in load)
            {
                if (together.TrueForAll(waiting => waiting.Answer.Task.IsCompleted))
                    Leave(queue);
                else
                    _ = Wait(queue, together);
            }
        }
    }

    /// <summary>Has them recorded as far as their streams can be had at once; where the ledger fails, none is answered.</summary>
    async Task Try(List<Waiting> all)
    {
        try
        {
            await Answer(all, waits: false);
        }
        catch (Exception)
        {
            // Each endeavour is tried again by itself, and told then what is wrong.
        }
    }

    /// <summary>Has those of one endeavour recorded when its stream can be had.</summary>
    async Task Wait(Queue queue, List<Waiting> together)
    {
        await room.WaitAsync();
        try
        {
            await Answer(together, waits: true);
        }
        catch (Exception) when (together.Count > 1)
        {
            // A draft that makes the ledger fail must not take those along that happened to wait with it.
            foreach (var alone in together)
                await AnswerAlone(alone);
        }
        catch (Exception fault)
        {
            together[0].Answer.TrySetException(fault);
        }
        finally
        {
            room.Release();
            Leave(queue);
        }
    }

    async Task AnswerAlone(Waiting alone)
    {
        try
        {
            await Answer([alone], waits: true);
        }
        catch (Exception fault)
        {
            alone.Answer.TrySetException(fault);
        }
    }

    async Task Answer(List<Waiting> together, bool waits)
    {
        var answer = await Ask(new([.. together.Select(waiting => waiting.Request)], waits));
        Watching.Recorded.Add(answer.Decisions.Count(decision => decision is Decision.Accepted));
        foreach (var appended in answer.Appended)
            await histories.Take(appended);
        for (var index = 0; index < together.Count; index++)
        {
            if (answer.Decisions[index] is { } decision)
                together[index].Answer.TrySetResult(together[index].Read(decision));
        }
    }

    async Task<RecordAnswer> Ask(Record record)
    {
        for (var tries = 1; ; tries++)
        {
            await using var scope = scopes.CreateAsyncScope();
            try
            {
                return await scope.ServiceProvider.GetRequiredService<IMessageBus>().InvokeAsync<RecordAnswer>(record);
            }
            catch (Exception fault) when (tries < MostTries && EntryAppending.IsOutOfTurn(fault))
            {
                // What failed for a moment is sent again by Marten in another transaction, which does not have the streams; others may have gone on with
                // them meanwhile. Nothing was appended: it is decided anew.
            }
        }
    }

    void Leave(Queue queue)
    {
        var begins = false;
        lock (queues)
        {
            if (queue.Waiting.Count == 0)
            {
                queues.Remove(queue.Endeavour);
                return;
            }
            ready.Enqueue(queue);
            begins = atOnce < MostAtOnce;
            if (begins)
                atOnce++;
        }
        if (begins)
            _ = Task.Run(Work, CancellationToken.None);
    }

    // An entry about an entry can change who sees what, so it is the last of its endeavour in a transaction: who comes after it is judged by it.
    static List<Waiting> Next(Queue<Waiting> waiting, int most)
    {
        var together = new List<Waiting>();
        while (together.Count < most && waiting.TryDequeue(out var next))
        {
            together.Add(next);
            if (next.Request.Draft.Kind.IsMeta)
                break;
        }
        return together;
    }

    sealed class Queue(string endeavour)
    {
        public string Endeavour { get; } = endeavour;
        public Queue<Waiting> Waiting { get; } = new();

        /// <summary>Whether its turn is coming, or has come.</summary>
        public bool IsBusy { get; set; }
    }

    sealed class Waiting(RecordRequest request, bool hasMadeId)
    {
        public RecordRequest Request { get; } = request;

        /// <summary>What came of it: an id that was made here can only be repeated because the first try was committed after all.</summary>
        public Decision Read(Decision decision) => hasMadeId && decision is Decision.Repeated repeated ? new Decision.Accepted(repeated.Entry) : decision;

        public TaskCompletionSource<Decision> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
