using System.Threading.Channels;
using Npgsql;

namespace ConveningLedger.Store.Interchange;

/// <summary>One run of an import.</summary>
sealed class ImportRun(
    EntryEvents events, Catalogue catalogue, NpgsqlConnection connection, IReadOnlyList<string> files,
    ImportOptions options, IProgress<ImportProgress>? progress)
{
    const int ProgressLines = 500;

    readonly Staging staging = new(connection);
    readonly SortedDictionary<string, ImportedStream> streams = new(StringComparer.Ordinal);
    readonly HashSet<string>[] endeavoursOf = [.. files.Select(_ => new HashSet<string>(StringComparer.Ordinal))];
    readonly HashSet<int> withUnassigned = [];
    readonly List<LineRefusal> refusals = [];
    long refusalCount;
    long unassigned;
    long lines;
    long refused;
    string[]? knownEndeavours;

    public async Task<ImportReport> Run(CancellationToken cancellation)
    {
        await Scan(cancellation);
        await KeepOthersOut(cancellation);
        await staging.Create(cancellation);
        await Load(cancellation);
        await Read(ImportPhase.Checking, Check, cancellation);
        Withhold();
        if (!options.DryRun)
            await Record(cancellation);
        return new(
            [.. streams.Values.Select(stream => new ImportedEndeavour(stream.Endeavour, stream.Lines, stream.Recorded, stream.AlreadyRecorded, stream.Refused, stream.Accepted)
                { IsWithheld = stream.IsWithheld })],
            refusals, refusalCount, unassigned, options.DryRun);
    }

    async Task Scan(CancellationToken cancellation)
    {
        await foreach (var (file, reader) in Lines(ImportPhase.Scanning, cancellation))
        {
            if (EntryLine.EndeavourOf(reader.Line.Span) is not { } endeavour)
                continue;
            endeavoursOf[file].Add(endeavour);
            if (!streams.ContainsKey(endeavour))
                streams.Add(endeavour, new(endeavour, streams.Count));
        }
    }

    async Task KeepOthersOut(CancellationToken cancellation)
    {
        var kept = 0;
        // All imports take them in the same order, so that no two wait for each other.
        foreach (var endeavour in streams.Keys)
        {
            progress?.Report(new(ImportPhase.Waiting, kept++, streams.Count, 0, 0));
            await using var wait = new NpgsqlBatch(connection) { BatchCommands = { StreamLock.KeepOut(endeavour) }, Timeout = 0 };
            await wait.ExecuteNonQueryAsync(cancellation);
        }
    }

    async Task Load(CancellationToken cancellation)
    {
        foreach (var stream in streams.Values)
        {
            stream.Registry = await Fold(stream, events.TailCommand(stream.Endeavour, 0), cancellation);
            (stream.Head, stream.LastReceivedAt) = (stream.Registry.Head, stream.Registry.LastReceivedAt);
        }
        await LoadErasures(cancellation);
        if (!options.KeepGoing || streams.Values.All(stream => stream.Head == 0))
            return;

        // A line that was refused when these files were imported before would find, the second time, what comes after it. It is
        // judged by what comes before it all the same; otherwise an import that was interrupted could end in another ledger.
        await Read(ImportPhase.Scanning, KeepPlaces, cancellation);
        foreach (var stream in streams.Values)
        {
            stream.LastRecordedPlace = await staging.LastRecordedPlace(stream, events, cancellation);
            if (stream.LastRecordedPlace >= 0)
                stream.AsWritten = await Fold(stream, Staging.ElsewhereCommand(stream, events), cancellation);
        }
    }

    async Task LoadErasures(CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { events.ErasuresCommand([.. streams.Keys]) }, Timeout = 0 };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
        {
            var erased = EntryEvents.ErasedIn(reader);
            streams[reader.GetString(0)].Lost.Add(erased.Id, erased.Paths);
        }
    }

    async Task<Registry> Fold(ImportedStream stream, NpgsqlBatchCommand command, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection) { BatchCommands = { command }, Timeout = 0 };
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        var registry = Registry.Empty;
        while (await reader.ReadAsync(cancellation))
            registry = registry.After(events.Read(reader, stream.Endeavour));
        return registry;
    }

    Task KeepPlaces(List<ImportedLine> chunk, CancellationToken cancellation) => staging.AddPlaces(
        [.. chunk.Where(line => line.Draft is not null && line.Stream!.Head > 0).Select(line => (line.Stream!, line.Draft!.Id!.Value, line.Place))],
        cancellation);

    async Task Check(List<ImportedLine> chunk, CancellationToken cancellation)
    {
        var touched = new HashSet<ImportedStream>();
        foreach (var line in chunk)
        {
            if (line is not { Draft: { } draft, Stream: { } stream })
                continue;
            touched.Add(stream);
            stream.Want(draft.Id!.Value);
            if (draft.Ref is { } name)
                stream.Want(name);
            foreach (var (_, shape, value) in draft.Kind.KeysIn(draft.Data))
            {
                if (shape is not EntryReferenceShape)
                    continue;
                if (Guid.TryParseExact(value, "D", out var id))
                    stream.Want(id);
                else
                    stream.Want(value);
            }
        }
        var now = await LookUp(touched, cancellation);

        var accepted = new List<(ImportedStream, int, Entry)>(chunk.Count);
        foreach (var line in chunk)
        {
            lines++;
            if (line.Stream is { } its)
                its.Lines++;
            if (line is not { Draft: { } draft, Stream: { } stream })
            {
                await Refuse(line, line.Refusals, cancellation);
                continue;
            }
            switch (await Decide(stream, draft, line.Place, now, cancellation))
            {
                case Decision.Accepted { Entry: var entry }:
                    // A claim of this very microsecond would look like none; it stays one when the entry is received later.
                    if (draft.ClaimedRecordedAt is not null && !entry.IsClaimed)
                        entry = entry with { ReceivedAt = entry.ReceivedAt.PlusMicroseconds(1) };
                    accepted.Add((stream, stream.Accept(entry, line.Bytes, options), entry));
                    break;
                case Decision.Repeated { Entry: var entry }:
                    stream.Repeat(entry, line.Place);
                    break;
                case Decision.Refused no:
                    await Refuse(line, no.Refusals, cancellation);
                    break;
            }
        }
        await staging.Add(accepted, cancellation);
        foreach (var stream in touched)
            stream.Forget();
    }

    async Task<Decision> Decide(ImportedStream stream, Draft draft, long place, Instant now, CancellationToken cancellation)
    {
        var received = RecordHandler.Later(now, stream.Registry.LastReceivedAt);
        // Where no line after this one is recorded, both are the same.
        if (place > stream.LastRecordedPlace)
            stream.AsWritten = null;
        while (true)
        {
            var decision = Recording.Decide(stream.Registry, stream, draft, options.Convener, draft.Id!.Value, received);
            if (decision is Decision.Accepted && stream.AsWritten is { } asWritten
                && Recording.Decide(asWritten, stream.At(place), draft, options.Convener, draft.Id.Value, received) is Decision.Refused no)
            {
                decision = no;
            }
            // Deciding is pure: where it asked for what was not looked up (in the replacement that a correction brings, say), it is done again.
            if (!stream.IsMissingSome)
                return decision;
            await LookUp([stream], cancellation);
        }
    }

    async Task<Instant> LookUp(IReadOnlyCollection<ImportedStream> of, CancellationToken cancellation)
    {
        await using var batch = new NpgsqlBatch(connection) { Timeout = 0 };
        var found = new List<(ImportedStream Stream, bool ArePlaces)>();
        foreach (var stream in of)
        {
            var (ids, refs) = stream.TakeMissing();
            if (stream.Head > 0)
            {
                batch.BatchCommands.Add(events.FindCommand(stream.Endeavour, ids, refs));
                found.Add((stream, false));
            }
            if (stream.Accepted > 0)
            {
                batch.BatchCommands.Add(Staging.FindCommand(stream, ids, refs));
                found.Add((stream, false));
            }
            if (stream.AsWritten is not null)
            {
                batch.BatchCommands.Add(Staging.PlacesCommand(stream, ids, refs, events));
                found.Add((stream, true));
            }
        }
        batch.BatchCommands.Add(StreamLock.Clock());
        await using var reader = await batch.ExecuteReaderAsync(cancellation);
        foreach (var (stream, arePlaces) in found)
        {
            while (await reader.ReadAsync(cancellation))
            {
                if (arePlaces)
                    stream.FoundPlace(reader.GetGuid(0), reader.GetInt64(1));
                else
                    stream.Found(events.Read(reader, stream.Endeavour));
            }
            await reader.NextResultAsync(cancellation);
        }
        await reader.ReadAsync(cancellation);
        return Instant.FromDateTimeOffset(reader.GetFieldValue<DateTimeOffset>(0));
    }

    async Task Refuse(ImportedLine line, IReadOnlyList<Refusal> why, CancellationToken cancellation)
    {
        refused++;
        if (line.Stream is { } stream)
        {
            stream.Refused++;
        }
        else
        {
            unassigned++;
            withUnassigned.Add(line.File);
        }
        foreach (var refusal in why)
        {
            if (refusalCount++ >= ImportReport.MostRefusals && options.OnRefusal is null)
                continue;
            var cell = line.Sheet?.CellOf(refusal.Field);
            var told = new LineRefusal(files[line.File], line.Number, line.Stream?.Endeavour,
                Suggested.For(await WithNearest(refusal, line.Stream?.Endeavour, cancellation), cell?.Text)) { Cell = cell };
            options.OnRefusal?.Invoke(told);
            if (refusals.Count < ImportReport.MostRefusals)
                refusals.Add(told);
        }
    }

    async Task<Refusal> WithNearest(Refusal refusal, string? endeavour, CancellationToken cancellation)
    {
        if (refusal.Code != RefusalCode.UnknownEndeavour || endeavour is null)
            return refusal;
        knownEndeavours ??= [.. await events.Endeavours(connection, cancellation)];
        return Recording.UnknownEndeavour(endeavour, knownEndeavours.Union(streams.Values.Where(stream => stream.Registry.IsOpened).Select(stream => stream.Endeavour)));
    }

    void Withhold()
    {
        if (options.KeepGoing)
            return;
        foreach (var stream in streams.Values)
        {
            // A line that does not say of which endeavour it is may be of any that its file is of.
            stream.IsWithheld = stream.Refused > 0 || withUnassigned.Any(file => endeavoursOf[file].Contains(stream.Endeavour));
        }
    }

    async Task Record(CancellationToken cancellation)
    {
        var all = streams.Values.Where(stream => !stream.IsWithheld).Sum(stream => stream.Accepted);
        var recorded = 0L;
        if (all > 0)
            await staging.Settle(cancellation);
        foreach (var stream in streams.Values)
        {
            if (stream.IsWithheld || stream.Accepted == 0)
                continue;
            for (var batch = 0; batch < stream.Batches; batch++)
            {
                progress?.Report(new(ImportPhase.Recording, recorded, all, lines, refused));
                recorded += await Append(stream, batch, cancellation);
            }
        }
        progress?.Report(new(ImportPhase.Recording, recorded, all, lines, refused));
    }

    /// <summary>Records a batch, which goes from where it waits into the stream without coming here again.</summary>
    /// <returns>How many entries it has.</returns>
    async Task<int> Append(ImportedStream stream, int batch, CancellationToken cancellation)
    {
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        var now = await RecordHandler.Wait(connection, StreamLock.TakeAsImport(stream.Endeavour), cancellation);
        var head = await events.Head(stream.Endeavour, connection, cancellation);
        if (head != stream.Head)
            throw new InvalidOperationException($"'{stream.Endeavour}' went on to entry {head} while it was being imported. Import again.");
        // Neither before anything received, nor before the time at which the lines were checked, though the clock be set back.
        var (count, received) = await staging.Record(stream, batch, RecordHandler.Later(now, stream.LastReceivedAt), events, options.Convener.Subject, cancellation);
        await transaction.CommitAsync(cancellation);
        Watching.Recorded.Add(count);
        stream.Head += count;
        stream.LastReceivedAt = received;
        stream.Recorded += count;
        return count;
    }

    /// <summary>Reads all files in chunks, and goes on reading while a chunk is worked on.</summary>
    async Task Read(ImportPhase phase, Func<List<ImportedLine>, CancellationToken, Task> work, CancellationToken cancellation)
    {
        using var stopping = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        var chunks = Channel.CreateBounded<List<ImportedLine>>(1);
        var parsing = Task.Run(() => Parse(phase, chunks.Writer, stopping.Token), CancellationToken.None);
        try
        {
            var file = -1;
            await foreach (var chunk in chunks.Reader.ReadAllAsync(cancellation))
            {
                if (chunk[0].File != file)
                {
                    file = chunk[0].File;
                    await staging.ForgetCounts(cancellation);
                }
                await MakeIds(chunk, cancellation);
                await work(chunk, cancellation);
            }
        }
        finally
        {
            await stopping.CancelAsync();
            await parsing.ContinueWith(static _ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default);
        }
    }

    async Task Parse(ImportPhase phase, ChannelWriter<List<ImportedLine>> chunks, CancellationToken cancellation)
    {
        try
        {
            var (chunk, bytes, place) = (new List<ImportedLine>(), 0L, 0L);
            await foreach (var (file, reader) in Lines(phase, cancellation))
            {
                // A chunk is of one file, since equal lines are counted in each.
                if (chunk.Count == options.ChunkLines || bytes >= options.ChunkBytes || (chunk is [var first, ..] && first.File != file))
                {
                    await chunks.WriteAsync(chunk, cancellation);
                    (chunk, bytes) = ([], 0);
                }
                var line = reader.Refusals.Count > 0 ? new EntryLine(EntryLine.EndeavourOf(reader.Line.Span), null, reader.Refusals) : EntryLine.Read(reader.Line, reader.IsTooLong, catalogue, isOfToday: reader.Sheet is not null);
                var stream = line.Endeavour is null ? null : streams.GetValueOrDefault(line.Endeavour)
                    ?? throw new IOException($"{files[file]} changed while it was being imported.");
                chunk.Add(new(file, reader.Number, place++, reader.Line.Length, stream, line.Draft, line.Refusals, reader.Sheet));
                bytes += reader.Line.Length;
            }
            if (chunk.Count > 0)
                await chunks.WriteAsync(chunk, cancellation);
            chunks.Complete();
        }
        catch (Exception fault)
        {
            chunks.Complete(fault);
        }
    }

    async Task MakeIds(List<ImportedLine> chunk, CancellationToken cancellation)
    {
        var made = new List<(int Index, byte[] Name, Guid First)>();
        var equal = new Dictionary<Guid, int>();
        for (var index = 0; index < chunk.Count; index++)
        {
            if (chunk[index].Draft is not { Id: null } draft)
                continue;
            var name = EntryId.Name(draft);
            var first = EntryId.Of(draft.Endeavour, name, 1);
            made.Add((index, name, first));
            equal[first] = equal.GetValueOrDefault(first) + 1;
        }
        if (made.Count == 0)
            return;
        var counted = await staging.Count(equal, cancellation);
        foreach (var (index, name, first) in made)
        {
            var draft = chunk[index].Draft!;
            var number = counted[first] - --equal[first];
            chunk[index] = chunk[index] with { Draft = draft with { Id = number == 1 ? first : EntryId.Of(draft.Endeavour, name, number) } };
        }
    }

    async IAsyncEnumerable<(int File, IEntrySource Reader)> Lines(
        ImportPhase phase, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        var all = files.Sum(file => new FileInfo(file).Length);
        var before = 0L;
        for (var file = 0; file < files.Count; file++)
        {
            await using var reader = await IEntrySource.Open(files[file], catalogue, options, cancellation);
            while (await Next(reader, files[file], cancellation))
            {
                if (reader.Number % ProgressLines == 0)
                    progress?.Report(new(phase, before + reader.Position, all, lines, refused));
                yield return (file, reader);
            }
            before += reader.Position;
        }
        progress?.Report(new(phase, all, all, lines, refused));
    }

    static async ValueTask<bool> Next(IEntrySource reader, string file, CancellationToken cancellation)
    {
        try
        {
            return await reader.Next(cancellation);
        }
        catch (InvalidDataException damaged)
        {
            throw new IOException($"{file} is damaged after line {reader.Number}: {damaged.Message}", damaged);
        }
    }

    /// <summary>A line while it is worked on.</summary>
    /// <param name="File">Which of the files it is in.</param>
    /// <param name="Number">Which line of the file it is, from 1.</param>
    /// <param name="Place">How many lines there are before it in all files.</param>
    /// <param name="Bytes">How long it is.</param>
    /// <param name="Stream">The endeavour that it says it is of.</param>
    /// <param name="Draft">What it asks to have recorded, or null.</param>
    /// <param name="Refusals">Why it cannot be read.</param>
    /// <param name="Sheet">The cells that it was made of; null where it is no row of a sheet.</param>
    sealed record ImportedLine(
        int File, long Number, long Place, int Bytes, ImportedStream? Stream, Draft? Draft, IReadOnlyList<Refusal> Refusals, Sheet? Sheet);
}
