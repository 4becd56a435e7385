using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ConveningLedger.Store.Projections;
using Npgsql;

namespace ConveningLedger.Server.Tests.Faults;

/// <summary>What came of a schedule.</summary>
/// <param name="Schedule">The schedule.</param>
/// <param name="Done">What went wrong in it.</param>
/// <param name="Replaced">What could not go wrong on this machine; something else did in its place.</param>
/// <param name="Acknowledged">How many entries were acknowledged.</param>
/// <param name="Tries">How many requests it took.</param>
/// <param name="Lost">How many of them are not there.</param>
/// <param name="Doubled">How many are there more than once.</param>
/// <param name="Findings">What is wrong, in words.</param>
/// <param name="Took">How long it took.</param>
/// <param name="Rested">How long after the last fault all was there again, projected, signed and heard.</param>
/// <param name="Logs">Where what was said is kept, where anything is wrong or took long.</param>
sealed record Outcome(
    Schedule Schedule, IReadOnlyList<FaultKind> Done, IReadOnlyList<FaultKind> Replaced, int Acknowledged, long Tries, int Lost, int Doubled, IReadOnlyList<string> Findings, TimeSpan Took, TimeSpan Rested, string? Logs)
{
    /// <summary>The seed that the machine began with.</summary>
    public int First { get; init; }

    /// <summary>How many times projections had passed over entries, which were taken in later.</summary>
    public int PassedOver { get; init; }
}

/// <summary>Runs a schedule on a machine: clients ask, faults happen, all is started again, and what is there is checked.</summary>
sealed class Trial(Machine machine, Schedule schedule, bool canShiftClocks) : IDisposable
{
    // Of what clients record of an endeavour meanwhile, no more.
    const int Most = 80;

    static readonly TimeSpan Whole = TimeSpan.FromSeconds(120);
    static readonly TimeSpan Recovery = TimeSpan.FromSeconds(90);
    static readonly TimeSpan Long = TimeSpan.FromSeconds(15);
    static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);
    // Long enough that other nodes act on what one with another clock says.
    static readonly TimeSpan WrongFor = TimeSpan.FromSeconds(3);

    readonly Random random = new(schedule.Seed);
    readonly Journal journal = new();
    readonly List<FaultKind> done = [];
    readonly List<FaultKind> replaced = [];
    readonly List<string> late = [];
    readonly CancellationTokenSource over = new();
    readonly string[] endeavours = [.. Enumerable.Range(1, schedule.Asked.Endeavours).Select(number => $"e-{schedule.Seed}-{number}")];
    Importer? importer;
    long ended;
    TimeSpan rested;

    /// <summary>Runs it.</summary>
    /// <param name="stop">Stops it.</param>
    public async Task<Outcome> Run(CancellationToken stop)
    {
        var (watch, passedOver) = (Stopwatch.StartNew(), machine.Nodes.Sum(node => node.PassedOver));
        await using var check = new Check(machine.Postgres.ConnectionString);
        try
        {
            await Run(check, stop);
        }
        catch (Exception fault) when (!stop.IsCancellationRequested)
        {
            // Whatever else failed is a finding of this schedule, and must not end those that come after it.
            late.Add(fault.ToString());
        }
        string[] findings = [.. journal.Findings, .. check.Findings, .. late, .. EndedByThemselves()];
        return new(schedule, done, replaced, journal.Acknowledged.Count, journal.Tries, check.Lost, check.Doubled, findings, watch.Elapsed, rested, findings.Length > 0 || rested > Long ? machine.KeepLogs() : null)
        { PassedOver = machine.Nodes.Sum(node => node.PassedOver) - passedOver };
    }

    async Task Run(Check check, CancellationToken stop)
    {
        await SetRight(stop);
        var setUp = await SetUp(stop);
        using var listening = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var subscribers = setUp.Select((begin, index) => new Subscriber(machine, begin.Endeavour, begin.Cursor, index, bySocket: (index + schedule.Seed) % 2 == 0, listening.Token)).ToList();
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(schedule.End + Recovery);
        var asking = Ask(patience.Token);
        await Fail();
        await over.CancelAsync();
        ended = Stopwatch.GetTimestamp();
        var isWhole = await machine.IsWhole(patience.Token);
        await asking;
        if (isWhole)
            await Judge(check, subscribers, setUp, stop);
        else
            late.Add("The machine was not whole in time.");
        await listening.CancelAsync();
        await Task.WhenAll(subscribers.Select(subscriber => subscriber.End()));
    }

    public void Dispose() => over.Dispose();

    /// <summary>Nodes that another schedule left with few connections are started anew.</summary>
    async Task SetRight(CancellationToken stop)
    {
        foreach (var node in machine.Nodes)
            node.MayEnd = false;
        foreach (var node in machine.Nodes.Where(node => node.Connecting != FaultyNode.Usual))
        {
            node.Connecting = FaultyNode.Usual;
            node.Kill();
        }
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Whole);
        // A node that was killed is not gone at once.
        await Task.Delay(Look, stop);
        if (!await machine.IsWhole(patience.Token))
            throw new InvalidOperationException("The machine is not whole before it begins.");
    }

    async Task<List<(string Endeavour, string Cursor, int After)>> SetUp(CancellationToken stop)
    {
        using var recorder = new Recorder(machine, journal, 0);
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", machine.Token);
        var begun = new List<(string, string, int)>();
        foreach (var endeavour in endeavours)
        {
            var beginning = Told.Beginning(endeavour, random).ToList();
            foreach (var told in beginning)
                await recorder.Record(told, stop);
            using var answer = await http.PostAsJsonAsync($"{machine.Nodes[0].Url}/graphql", new { query = $"{{ endeavour(slug: \"{endeavour}\") {{ timeline(last: 1) {{ pageInfo {{ endCursor }} }} }} }}" }, stop);
            var read = (await answer.Content.ReadFromJsonAsync<JsonElement>(stop)).GetProperty("data").GetProperty("endeavour").GetProperty("timeline").GetProperty("pageInfo").GetProperty("endCursor");
            begun.Add((endeavour, read.GetString()!, beginning.Count));
        }
        return begun;
    }

    /// <summary>Has clients ask until the faults are over, and then until all that they sent is acknowledged.</summary>
    Task Ask(CancellationToken patience)
    {
        var tasks = Enumerable.Range(0, schedule.Asked.Recorders).Select(number => AskAsOne(number, new Random(random.Next()), patience)).ToList();
        if (schedule.Asked.Imported > 0)
        {
            importer = new(machine, journal, [.. Imported()]);
            tasks.Add(importer.Run(patience));
        }
        return Task.WhenAll(tasks);
    }

    async Task AskAsOne(int number, Random own, CancellationToken patience)
    {
        using var recorder = new Recorder(machine, journal, number);
        var repeats = schedule.Asked.Repeats && number == 0;
        var all = new List<Told>();
        while (all.Count < Most && !over.IsCancellationRequested && !patience.IsCancellationRequested)
        {
            var endeavour = endeavours[own.Next(endeavours.Length)];
            var earlier = all.FindLast(told => told.Endeavour == endeavour && !told.Kind.StartsWith("Entry", StringComparison.Ordinal));
            var told = Told.Any(endeavour, own, earlier);
            all.Add(told);
            await (repeats ? recorder.RecordTwice(told, patience) : recorder.Record(told, patience));
            await Task.Delay(schedule.Asked.Pause, patience).ContinueWith(static _ => { }, TaskScheduler.Default);
        }
        foreach (var told in repeats ? all : [])
            await recorder.Record(told, patience);
    }

    IEnumerable<Told> Imported()
    {
        var own = new Random(random.Next());
        var endeavour = schedule.Asked.ImportsAmong ? endeavours[0] : $"i-{schedule.Seed}";
        var beginning = schedule.Asked.ImportsAmong ? [] : Told.Beginning(endeavour, own);
        return beginning.Concat(Enumerable.Range(0, schedule.Asked.Imported).Select(_ => Told.Any(endeavour, own, null)));
    }

    /// <summary>Has the faults happen, each at its moment.</summary>
    Task Fail()
    {
        var begun = Stopwatch.GetTimestamp();
        return Task.WhenAll(schedule.Faults.Select(async fault =>
        {
            var wait = fault.At - Stopwatch.GetElapsedTime(begun);
            if (wait > TimeSpan.Zero)
                await Task.Delay(wait);
            await Happen(fault);
        }));
    }

    async Task Happen(Fault fault)
    {
        var kind = Possible(fault.Kind);
        lock (done)
        {
            done.Add(kind);
            if (kind != fault.Kind)
                replaced.Add(fault.Kind);
        }
        var node = machine.Nodes[fault.Node];
        switch (kind)
        {
            case FaultKind.NodeKilled:
                await Down(() => node.Kill(), fault.For, node);
                break;
            case FaultKind.PostmasterKilled:
                await Down(machine.Postgres.KillPostmaster, fault.For);
                break;
            case FaultKind.BackendKilled:
                await machine.Postgres.KillBackend(new Random(schedule.Seed));
                break;
            case FaultKind.PostgresKilled:
                await Down(machine.Postgres.KillAll, fault.For);
                break;
            case FaultKind.EverythingKilled:
                await Down(KillEverything, fault.For, [.. machine.Nodes]);
                break;
            case FaultKind.PostgresRestarted:
                await machine.Postgres.Stop();
                break;
            case FaultKind.ConnectionsEnded:
                await machine.EndConnections();
                break;
            case FaultKind.ConnectionsTaken:
                await using (await machine.TakeConnections())
                    await Task.Delay(fault.For);
                break;
            case FaultKind.PoolTiny:
                node.Connecting = $"Maximum Pool Size={Server.LedgerDatabase.LeastConnections};Timeout=3";
                await Down(() => node.Kill(), fault.For, node);
                break;
            case FaultKind.Frozen:
                machine.Postgres.Freeze();
                await Task.Delay(fault.For);
                machine.Postgres.Thaw();
                break;
            case FaultKind.Slow:
                await Slow(fault.For);
                break;
            case FaultKind.DiskFull:
                using (machine.FillDisk())
                    await Task.Delay(fault.For);
                break;
            case FaultKind.ClockFast or FaultKind.ClockSlow:
                node.MayEnd = true;
                node.Clock!.Shift(TimeSpan.FromHours(kind == FaultKind.ClockFast ? 1 : -1));
                await Task.Delay(fault.For + WrongFor);
                node.Clock.Shift(TimeSpan.Zero);
                break;
            case FaultKind.ImportKilled:
                importer?.Kill();
                break;
            default:
                throw new InvalidOperationException($"{kind}");
        }
    }

    FaultKind Possible(FaultKind kind) => kind switch
    {
        FaultKind.DiskFull when !machine.HasDiskOfItsOwn => FaultKind.BackendKilled,
        FaultKind.ClockFast or FaultKind.ClockSlow when !canShiftClocks => FaultKind.NodeKilled,
        _ => kind,
    };

    void KillEverything()
    {
        machine.Postgres.KillAll();
        foreach (var node in machine.Nodes)
            node.Kill();
    }

    /// <summary>Kills, and leaves it so for a while: nodes where some are named, PostgreSQL where none is or all are.</summary>
    async Task Down(Action kill, TimeSpan time, params FaultyNode[] nodes)
    {
        var withPostgres = nodes.Length != 1;
        foreach (var node in nodes)
            node.IsWanted = false;
        machine.Postgres.IsWanted &= !withPostgres;
        kill();
        await Task.Delay(time);
        machine.Postgres.IsWanted |= withPostgres;
        foreach (var node in nodes)
            node.IsWanted = true;
    }

    async Task Slow(TimeSpan time)
    {
        var step = TimeSpan.FromMilliseconds(40);
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < time;)
        {
            machine.Postgres.Freeze();
            await Task.Delay(step);
            machine.Postgres.Thaw();
            await Task.Delay(step);
        }
    }

    /// <summary>Checks what is there, once it has come to rest.</summary>
    async Task Judge(Check check, List<Subscriber> subscribers, List<(string Endeavour, string Cursor, int After)> setUp, CancellationToken stop)
    {
        var rows = await check.Rows(journal.Endeavours, stop);
        await Until(() => Behind(rows), stop);
        await Until(() => Task.FromResult(string.Join("; ", subscribers.Where(one => one.Heard.Count < Rest(one)).Select(one =>
            $"the subscriber of {one.Endeavour} by {one.Way} has {one.Heard.Count} of {Rest(one)}, and was last cut off by: {one.CutOff}"))), stop);
        rested = Stopwatch.GetElapsedTime(ended);
        await check.Entries(journal, stop);
        await check.Projections(journal.Endeavours, stop);
        await check.Proofs(journal.Endeavours, stop);
        foreach (var one in subscribers)
            check.Heard($"The subscriber of {one.Endeavour} by {one.Way}", one.Heard, [.. rows[one.Endeavour].Select(row => row.Id).Skip(AfterOf(one))]);
        foreach (var node in machine.Nodes)
            await Reads(node, rows, stop);

        int AfterOf(Subscriber one) => setUp.Find(begin => begin.Endeavour == one.Endeavour).After;
        int Rest(Subscriber one) => rows[one.Endeavour].Count() - AfterOf(one);
    }

    async Task Until(Func<Task<string>> lacking, CancellationToken stop)
    {
        var watch = Stopwatch.StartNew();
        string lacks;
        while ((lacks = await lacking()) != "")
        {
            if (watch.Elapsed > Recovery)
            {
                late.Add($"After {Recovery.TotalSeconds:0} s {lacks}.");
                return;
            }
            await Task.Delay(Look, stop);
        }
    }

    /// <summary>What is not yet projected or signed; empty: nothing.</summary>
    async Task<string> Behind(ILookup<string, Check.Row> rows)
    {
        await using var connection = new NpgsqlConnection($"{machine.Postgres.ConnectionString};Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            """
            select string_agg(what, ', ') from (
                select 'the projection ' || one || ' is behind by ' || (select max(seq_id) from ledger.mt_events) - coalesce(last_seq_id, 0) as what
                from unnest($2) as wanted(one)
                left join ledger.mt_event_progression on name = one || ':All' where coalesce(last_seq_id, 0) < (select max(seq_id) from ledger.mt_events)
                union all
                select 'the projection ' || one || ' has of ' || streams.id || ' no more than ' || coalesce(data ->> 'Sequence', 'nothing')
                from ledger.mt_streams as streams cross join unnest($2) as wanted(one)
                left join ledger.mt_doc_projected as projected on projected.id = one || '/' || streams.id
                where streams.id = any($1) and coalesce((data ->> 'Sequence')::bigint, 0) < version
                union all
                select id || ' is not signed beyond ' || coalesce(sequence, 0) from ledger.mt_streams left join ledger.log_heads on endeavour = id where id = any($1) and coalesce(sequence, 0) < version
            ) as lacking
            """, connection)
        { Parameters = { new() { Value = rows.Select(group => group.Key).ToArray() }, new() { Value = StoredProjections.Names.ToArray() } } };
        return await command.ExecuteScalarAsync() as string ?? "";
    }

    /// <summary>Whether a node tells of the streams what is in them.</summary>
    async Task Reads(FaultyNode node, ILookup<string, Check.Row> rows, CancellationToken stop)
    {
        using var http = new HttpClient();
        http.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", machine.Token);
        foreach (var endeavour in rows)
        {
            var (read, after) = (new List<(Guid, long)>(), (string?)null);
            do
            {
                var answer = "";
                await Until(async () =>
                {
                    using var response = await http.PostAsJsonAsync($"{node.Url}/graphql", new
                    {
                        query = "query($slug: Slug!, $after: String) { endeavour(slug: $slug) { timeline(first: 100, after: $after) { nodes { uuid sequence } pageInfo { hasNextPage endCursor } } } }",
                        variables = new { slug = endeavour.Key, after },
                    }, stop);
                    answer = await response.Content.ReadAsStringAsync(stop);
                    // With few connections a node may still say that it has none.
                    return response.StatusCode == System.Net.HttpStatusCode.ServiceUnavailable ? $"{node.Url} does not answer: {answer}" : "";
                }, stop);
                if (JsonSerializer.Deserialize<JsonElement>(answer) is not { ValueKind: JsonValueKind.Object } told || !told.TryGetProperty("data", out var data) || data.ValueKind != JsonValueKind.Object)
                {
                    late.Add($"{node.Url} tells of {endeavour.Key}: {answer}");
                    return;
                }
                var timeline = data.GetProperty("endeavour").GetProperty("timeline");
                read.AddRange(timeline.GetProperty("nodes").EnumerateArray().Select(one => (one.GetProperty("uuid").GetGuid(), (long)one.GetProperty("sequence").GetDouble())));
                after = timeline.GetProperty("pageInfo").GetProperty("hasNextPage").GetBoolean() ? timeline.GetProperty("pageInfo").GetProperty("endCursor").GetString() : null;
            }
            while (after is not null);
            if (!read.SequenceEqual(endeavour.Select(row => (row.Id, row.Sequence))))
                late.Add($"{node.Url} tells of {read.Count} entries of {endeavour.Key}, and there are {endeavour.Count()}, or in another order.");
        }
    }

    IEnumerable<string> EndedByThemselves()
    {
        foreach (var node in machine.Nodes)
        {
            while (node.EndedByItself.TryDequeue(out var what))
                yield return what;
        }
    }
}
