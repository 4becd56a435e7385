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
/// <param name="silence">How long nothing may be heard of PostgreSQL before whoever waits is told that it does not answer.</param>
public sealed class Door(IServiceScopeFactory scopes, Histories histories, int width, TimeSpan silence) : IDisposable
{
    const int MostTogether = 256;

    const int MostTries = 5;

    // While one is being written to disk, the next is being decided on.
    const int MostAtOnce = 3;

    // Somebody may have a stream for long, as an import does: how often PostgreSQL says so, while nothing is silent, and how long that is waited for.
    const int LooksInSilence = 2;
    static readonly TimeSpan Longest = TimeSpan.FromHours(1);

    readonly Dictionary<string, Queue> queues = new(StringComparer.Ordinal);
    readonly Queue<Queue> ready = new();
    readonly SemaphoreSlim room = new(width);
    int atOnce;
    long heard;

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
        return Answered(waiting, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => room.Dispose();

    /// <summary>Waits for the answer, for as long as PostgreSQL is heard of; who is told that it is not leaves the queue.</summary>
    async Task<Decision> Answered(Waiting waiting, CancellationToken cancellation)
    {
        while (true)
        {
            var left = silence - TimeSpan.FromMilliseconds(Environment.TickCount64 - Math.Max(waiting.Since, Interlocked.Read(ref heard)));
            if (left <= TimeSpan.Zero)
                waiting.Answer.TrySetException(new TimeoutException("PostgreSQL does not answer."));
            try
            {
                return await waiting.Answer.Task.WaitAsync(left > TimeSpan.Zero ? left : Timeout.InfiniteTimeSpan, cancellation);
            }
            catch (TimeoutException) when (!waiting.Answer.Task.IsFaulted)
            {
                // Perhaps something was heard meanwhile.
            }
        }
    }

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
            if (all.Count > 0)
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
        catch (Exception fault) when (PostgresFaults.IsSilent(fault))
        {
            Fail(all, fault);
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
            await AnswerAll(together);
        }
        catch (Exception fault) when (together.Count > 1 && !PostgresFaults.IsSilent(fault))
        {
            // A draft that makes the ledger fail must not take those along that happened to wait with it.
            foreach (var alone in together)
                await AnswerAlone(alone);
        }
        catch (Exception fault)
        {
            Fail(together, fault);
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
            await AnswerAll([alone]);
        }
        catch (Exception fault)
        {
            Fail([alone], fault);
        }
    }

    static void Fail(List<Waiting> together, Exception fault)
    {
        foreach (var waiting in together)
            waiting.Answer.TrySetException(fault);
    }

    /// <summary>Has those of one endeavour recorded; as long as somebody else has the stream, and PostgreSQL says so, it is asked for again.</summary>
    async Task AnswerAll(List<Waiting> together)
    {
        for (var since = Environment.TickCount64; together.Exists(waiting => !waiting.Answer.Task.IsCompleted);)
        {
            if (Environment.TickCount64 - since > Longest.TotalMilliseconds)
                throw new TimeoutException("The stream is somebody else's.");
            await Answer(together, waits: true);
        }
    }

    async Task Answer(List<Waiting> together, bool waits)
    {
        var answer = await Ask(new([.. together.Select(waiting => waiting.Request)], waits, silence / LooksInSilence));
        Interlocked.Exchange(ref heard, Environment.TickCount64);
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
            catch (Exception fault) when (EntryAppending.IsOutOfTurn(fault))
            {
                // Of this stream alone: PostgreSQL is not silent, and others are answered.
                if (tries == MostTries)
                    throw new Npgsql.NpgsqlException("The stream goes on, again and again.", fault);
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
            // It was told that PostgreSQL does not answer.
            if (next.Answer.Task.IsCompleted)
                continue;
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

        /// <summary>Since when.</summary>
        public long Since { get; } = Environment.TickCount64;

        /// <summary>What came of it: an id that was made here can only be repeated because the first try was committed after all.</summary>
        public Decision Read(Decision decision) => hasMadeId && decision is Decision.Repeated repeated ? new Decision.Accepted(repeated.Entry) : decision;

        public TaskCompletionSource<Decision> Answer { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
    }
}
