using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;

namespace ConveningLedger.Server.Tests.Faults;

/// <summary>
/// Two nodes and their PostgreSQL are killed, frozen, cut off and starved while clients record, import and listen. Within the tests twenty
/// schedules are run; with <c>LEDGER_FAULT_SCHEDULES</c> so many, from a seed that is told, or from that of <c>LEDGER_FAULT_SEED</c>.
/// </summary>
public sealed class LosingNothing
{
    const int Usually = 20;
    const int UsualSeed = 1;

    // So many schedules in a row happen to one machine, so that what one leaves behind meets the next.
    const int Together = 10;
    // They mostly wait; within the tests others run beside them.
    const int AtOnce = 3;
    const int AtOnceBesideOthers = 2;

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task whatever_fails_what_was_acknowledged_is_there_once()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "Processes are frozen and looked up as on Linux.");
        var watch = Stopwatch.StartNew();
        var asked = Number("LEDGER_FAULT_SCHEDULES");
        var (count, seed) = (asked ?? Usually, Number("LEDGER_FAULT_SEED") ?? (asked is null ? UsualSeed : Random.Shared.Next(1_000_000)));
        var folder = Directory.CreateTempSubdirectory("ledger-faults-prepared-").FullName;
        var outcomes = new ConcurrentBag<Outcome>();
        try
        {
            var (prepared, clocks) = (await Machine.Prepare(folder), await Clocks.Make(folder));
            var atOnce = asked is null ? AtOnceBesideOthers : AtOnce;
            var blocks = Enumerable.Range(seed, count).Chunk(Math.Clamp((count + atOnce - 1) / atOnce, 1, Together));
            await Parallel.ForEachAsync(blocks, new ParallelOptions { MaxDegreeOfParallelism = atOnce, CancellationToken = Stop }, async (block, stop) => await Run(prepared, clocks, block, outcomes, stop));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
            // Also where it is stopped before its end.
            Say(Summary(outcomes, watch.Elapsed));
        }
        var failed = outcomes.Where(outcome => outcome.Findings.Count > 0).OrderBy(outcome => outcome.Schedule.Seed).ToList();
        if (failed.Count > 0)
            Assert.Fail(string.Join("\n\n", failed.Select(Told)));
        Assert.Equal(count, outcomes.Count);
        Assert.True(outcomes.All(outcome => outcome.Acknowledged > 0), "Of a schedule nothing was acknowledged.");
    }

    static async Task Run(Machine.Prepared prepared, Clocks clocks, int[] seeds, ConcurrentBag<Outcome> outcomes, CancellationToken stop)
    {
        Machine? machine = null;
        try
        {
            var first = 0;
            foreach (var seed in seeds)
            {
                if (machine is null)
                    (machine, first) = (await Machine.Start(prepared, clocks), seed);
                using var trial = new Trial(machine, Schedule.Of(seed), clocks.CanBeShifted);
                var outcome = await trial.Run(stop);
                outcomes.Add(outcome with { First = first });
                Say($"{outcome.Schedule}: {outcome.Acknowledged} acknowledged by {outcome.Tries} requests in {outcome.Took.TotalSeconds:0.0} s, at rest after {outcome.Rested.TotalSeconds:0.0} s{(outcome.Logs is { } logs ? $" ({logs})" : "")}{(outcome.Findings.Count > 0 ? $"; FAILED: {outcome.Findings[0]}" : "")}");
                // What is wrong once must not spoil what comes after it.
                if (outcome.Findings.Count > 0)
                {
                    await machine.DisposeAsync();
                    machine = null;
                }
            }
        }
        finally
        {
            if (machine is not null)
                await machine.DisposeAsync();
        }
    }

    static string Summary(ConcurrentBag<Outcome> outcomes, TimeSpan took)
    {
        var faults = outcomes.SelectMany(outcome => outcome.Done).CountBy(kind => kind).OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}");
        var replaced = outcomes.SelectMany(outcome => outcome.Replaced).CountBy(kind => kind).OrderBy(pair => pair.Key).Select(pair => $"{pair.Key} {pair.Value}").DefaultIfEmpty("none");
        return $"""
            {outcomes.Count} schedules in {took.TotalSeconds:0} s
            faults: {string.Join(", ", faults)}
            not possible on this machine, and replaced: {string.Join(", ", replaced)}
            acknowledged = {outcomes.Sum(outcome => outcome.Acknowledged)} by {outcomes.Sum(outcome => outcome.Tries)} requests
            lost = {outcomes.Sum(outcome => outcome.Lost)}, doubled = {outcomes.Sum(outcome => outcome.Doubled)}, schedules with findings = {outcomes.Count(outcome => outcome.Findings.Count > 0)}
            passed over by projections, and taken in later = {outcomes.Sum(outcome => outcome.PassedOver)}
            """;
    }

    static string Told(Outcome outcome)
    {
        const int most = 12;
        return $"""
            {outcome.Schedule}
            {string.Join('\n', outcome.Findings.Take(most))}{(outcome.Findings.Count > most ? $"\n… and {outcome.Findings.Count - most} more." : "")}
            What was said is in {outcome.Logs}. Run it again: ./build.sh faults 1 {outcome.Schedule.Seed}; the machine had run since seed {outcome.First}.
            """;
    }

    static void Say(string line)
    {
        // Those who run it by itself want to see how far it is.
        TestContext.Current.TestOutputHelper?.WriteLine(line);
    }

    static int? Number(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}
