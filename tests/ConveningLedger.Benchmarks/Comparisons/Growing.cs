using ConveningLedger.Benchmarks.Running;

namespace ConveningLedger.Benchmarks.Comparisons;

/// <summary>How costs grow with entries, people, viewers and endeavours.</summary>
static class Growing
{
    static readonly int[] Viewers = [1, 4, 16, 64];
    static readonly int[] Endeavours = [1, 8, 32, 128];

    public static async Task Run(Ground ground)
    {
        var database = await ground.Prepared();
        await using var node = await Node.Start(ground.Program, database);
        using var client = node.Client("\"influence\"");
        var random = new Random(23);
        Task<double> Frame(string slug) => Warmed(ground, () => client.Median(ground.Sizes.Turn / 2, () => Framing.Body(slug, random)));

        await Grow("a frame", "ms", "entries of the endeavour", ground.Lengths, length => Frame(Ground.Long(length)));
        await Grow("a frame", "ms", "people who hold power", ground.People, people => Frame(ground.Peopled(people)));
        var gate = new Lock();
        await Grow("frames in a second", "", "viewers at once", Viewers, viewers => Warmed(ground, () => client.For(viewers, ground.Sizes.Turn / 2, _ =>
        {
            lock (gate)
                return Framing.Body(Ground.Long(ground.Sizes.Usual), random);
        })));
        using var recorder = node.Client("\"errors\":[]");
        for (var number = 0; number < Endeavours[^1]; number++)
            await Recording.Open(recorder, $"e-{number}");
        await Grow("entries recorded in a second", "", $"endeavours, {ground.Sizes.Clients} recorders", Endeavours, endeavours => Warmed(ground, () =>
            recorder.For(ground.Sizes.Clients, ground.Sizes.Turn / 2, client => Recording.Body($"e-{Random.Shared.Next(endeavours)}"))));

        async Task Grow(string what, string unit, string with, int[] at, Func<int, Task<double>> measure)
        {
            var points = new List<Point>();
            foreach (var one in at)
                points.Add(new(one, await measure(one)));
            ground.Growths.Add(new(what, unit, with, points));
            ground.Say($"{what} with {with}: {string.Join(", ", points.Select(point => $"{point.At:#,0} → {Report.Number(point.Value)}"))} {unit}");
        }
    }

    static async Task<double> Warmed(Ground ground, Func<Task<double>> measure)
    {
        await measure();
        await Figures.Rest();
        return await measure();
    }
}
