using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Wolverine;

namespace ConveningLedger.Store;

/// <summary>
/// Where drafts wait for their turn. While one transaction of an endeavour is under way, those that come meanwhile gather and share
/// the next one; each is answered once it is committed.
/// </summary>
/// <param name="scopes">Makes a bus for each transaction.</param>
/// <param name="width">How many transactions may be under way at once; those that wait for their stream hold a connection.</param>
public sealed class Door(IServiceScopeFactory scopes, int width) : IDisposable
{
    const int MostTogether = 256;

    readonly ConcurrentDictionary<string, Queue> queues = new(StringComparer.Ordinal);
    readonly SemaphoreSlim room = new(width);

    /// <summary>Records a draft.</summary>
    /// <param name="draft">The draft.</param>
    /// <param name="recorder">Who asks.</param>
    /// <param name="cancellation">Stops the waiting for an answer; the entry may be recorded all the same.</param>
    public Task<Decision> Record(Draft draft, Recorder recorder, CancellationToken cancellation = default)
    {
        // The id is made here, so that a transaction of which nobody knows whether it was committed can be tried again.
        var waiting = new Waiting(new(draft with { Id = draft.Id ?? Guid.CreateVersion7() }, recorder), draft.Id is null);
        while (true)
        {
            var queue = queues.GetOrAdd(draft.Endeavour, static endeavour => new(endeavour));
            lock (queue)
            {
                if (queue.IsGone)
                    continue;
                queue.Waiting.Enqueue(waiting);
                if (!queue.IsWorking)
                    _ = Task.Run(() => Work(queue), CancellationToken.None);
                queue.IsWorking = true;
            }
            return waiting.Answer.Task.WaitAsync(cancellation);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => room.Dispose();

    async Task Work(Queue queue)
    {
        while (true)
        {
            List<Waiting> together;
            lock (queue)
            {
                together = Next(queue.Waiting);
                if (together.Count == 0)
                {
                    queue.IsGone = true;
                    queues.TryRemove(new(queue.Endeavour, queue));
                    return;
                }
            }
            try
            {
                await Answer(queue.Endeavour, together);
            }
            catch (Exception) when (together.Count > 1)
            {
                // A draft that makes the ledger fail must not take those along that happened to wait with it.
                foreach (var alone in together)
                    await AnswerAlone(queue.Endeavour, alone);
            }
            catch (Exception fault)
            {
                together[0].Answer.TrySetException(fault);
            }
        }
    }

    async Task AnswerAlone(string endeavour, Waiting alone)
    {
        try
        {
            await Answer(endeavour, [alone]);
        }
        catch (Exception fault)
        {
            alone.Answer.TrySetException(fault);
        }
    }

    async Task Answer(string endeavour, List<Waiting> together)
    {
        await room.WaitAsync();
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            var answer = await scope.ServiceProvider.GetRequiredService<IMessageBus>()
                .InvokeAsync<RecordAnswer>(new Record(endeavour, [.. together.Select(waiting => waiting.Request)]));
            for (var index = 0; index < together.Count; index++)
                together[index].Answer.TrySetResult(together[index].Read(answer.Decisions[index]));
        }
        finally
        {
            room.Release();
        }
    }

    // An entry about an entry can change who sees what, so it is the last of its transaction: who comes after it is judged by it.
    static List<Waiting> Next(Queue<Waiting> waiting)
    {
        var together = new List<Waiting>();
        while (together.Count < MostTogether && waiting.TryDequeue(out var next))
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
        public bool IsWorking { get; set; }
        public bool IsGone { get; set; }
    }

    sealed class Waiting(RecordRequest request, bool hasMadeId)
    {
        public RecordRequest Request { get; } = request;

        /// <summary>What came of it: an id that was made here can only be repeated because the first try was committed after all.</summary>
        public Decision Read(Decision decision) => hasMadeId && decision is Decision.Repeated repeated ? new Decision.Accepted(repeated.Entry) : decision;

        public TaskCompletionSource<Decision> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
