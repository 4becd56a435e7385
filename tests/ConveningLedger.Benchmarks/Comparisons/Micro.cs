using System.Text.Json;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Loggers;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using ConveningLedger.Benchmarks.Running;
using ConveningLedger.Calls;
using ConveningLedger.Ledger;
using ConveningLedger.Time;

namespace ConveningLedger.Benchmarks.Comparisons;

/// <summary>What the work inside takes, without a server and without PostgreSQL: the folds, the difference of texts, authorship, reading.</summary>
static class Micro
{
    const double Microsecond = 1_000;

    public static Task Run(Ground ground)
    {
        Measured.Count = ground.Sizes.Usual;
        var config = ManualConfig.CreateEmpty().AddLogger(NullLogger.Instance).AddColumnProvider(BenchmarkDotNet.Columns.DefaultColumnProviders.Instance)
            .AddJob(Job.ShortRun.WithToolchain(InProcessEmitToolchain.Instance)).WithOptions(ConfigOptions.DisableOptimizationsValidator)
            .WithArtifactsPath(ground.Folder);
        foreach (var report in BenchmarkRunner.Run<Measured>(config).Reports)
        {
            var micros = report.ResultStatistics!.Median / Microsecond;
            ground.Add(new(report.BenchmarkCase.Descriptor.WorkloadMethodDisplayInfo.Trim('\''), "µs", new() { ["median"] = micros }, micros));
        }
        return Task.CompletedTask;
    }
}

/// <summary>What is measured.</summary>
public class Measured
{
    static readonly Instant End = Instant.Parse("2025-06-01T00:00:00Z");

    readonly Random random = new(19);
    readonly List<byte[]> bodies = [];
    Entry[] entries = [];
    History whole = History.Empty("measured");
    string[] wordings = [];

    /// <summary>How long the history is.</summary>
    internal static int Count { get; set; }

    /// <summary>Makes the history, and looks at it once.</summary>
    [GlobalSetup]
    public void Make()
    {
        entries = [.. Told.History(Count).Select((one, index) => Read(Body(one), one.Kind, index + 1))];
        whole = History.Empty("measured").After(entries);
        wordings = [.. entries.Select(entry => entry.Data).OfType<ConveningCallRevised>().Select(revised => revised.Text)];
        _ = whole.At(End, End, Visibility.Conveners).Power.Holdings.Count;
    }

    /// <summary>One entry more, and the frame with it.</summary>
    [Benchmark(Description = "one entry more, and its frame")]
    public int More()
    {
        var next = entries[^1] with { Id = Guid.NewGuid(), Sequence = whole.Count + 1 };
        whole = whole.After([next]);
        return whole.At(End, End, Visibility.Conveners).Power.Holdings.Count;
    }

    /// <summary>Everything from nothing.</summary>
    [Benchmark(Description = "fold of a whole history, power and identities")]
    public int Fold()
    {
        var frame = History.Empty("measured").After(entries).At(End, End, Visibility.Conveners);
        return frame.Power.Holdings.Count + frame.Identities.Participants.Count;
    }

    /// <summary>A frame at any moment, as known at any other.</summary>
    [Benchmark(Description = "frame at any moment, as known at any other")]
    public int Frame()
    {
        var (at, known) = Told.Moments(random);
        return whole.At(Instant.FromDateTimeOffset(at), Instant.FromDateTimeOffset(known), Visibility.Conveners).Power.Holdings.Count;
    }

    /// <summary>The difference of two wordings of 240 words.</summary>
    [Benchmark(Description = "word difference of two calls of 240 words")]
    public int Difference() => WordDiff.Between(wordings[^2], wordings[^1]).Count;

    /// <summary>Who wrote the last of all wordings.</summary>
    [Benchmark(Description = "authorship of the last of all wordings")]
    public int Authors()
    {
        var narrative = entries.Where(entry => entry.Data is ConveningCallRevised).Aggregate(Narrative.Empty, (narrative, entry) => narrative.After(entry));
        return narrative.Calls[Narrative.Common].Authorships[^1].Runs.Count;
    }

    /// <summary>An uncertain date.</summary>
    [Benchmark(Description = "reading of an uncertain date")]
    public Edtf Date() => Edtf.Parse("2019-03~/2019-05");

    /// <summary>An entry, as the database has it.</summary>
    [Benchmark(Description = "reading of an entry")]
    public Entry Entry() => Read(bodies[Told.Least], entries[Told.Least].Kind.Name, 1);

    byte[] Body(Told.One one)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(new
        {
            occurredAt = one.OccurredAt.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
            recordedAt = one.RecordedAt.ToString("O"),
            recordedBy = "somebody",
            visibility = "PUBLIC",
            data = one.Data,
        });
        bodies.Add(body);
        return body;
    }

    static Entry Read(byte[] body, string kind, long sequence)
    {
        using var document = JsonDocument.Parse(body);
        return EntryJson.ReadBody(document.RootElement, Catalogue.Standard.Find(kind)!, Catalogue.Standard, "measured", new Guid((int)sequence, 0, 0, new byte[8]), sequence, End);
    }
}
