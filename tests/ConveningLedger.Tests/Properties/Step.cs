using FsCheck;
using FsCheck.Fluent;

namespace ConveningLedger.Tests.Properties;

/// <summary>
/// One attempt to record something. What is attempted depends on the gene, on the names and entries there are by then, and on
/// nothing else, so that a stream from which steps are left out is still a stream.
/// </summary>
/// <param name="Place">Its place in the stream as it was generated; the first ones name the keys.</param>
/// <param name="Gene">What is attempted.</param>
public sealed record Step(int Place, int Gene);

/// <summary>A sequence of attempts.</summary>
/// <param name="All">The attempts.</param>
public sealed record Steps(Step[] All)
{
    public override string ToString() => $"[{string.Join(", ", All.Select(step => $"({step.Place},{step.Gene})"))}]";
}

/// <summary>Generates and shrinks sequences of attempts.</summary>
public static class AnySteps
{
    public static Arbitrary<Steps> Steps() => Arb.From(
        Gen.Sized(size =>
            from count in Gen.Choose(1, 10 + (size * 3 / 2))
            from genes in Gen.ArrayOf(Gen.Choose(0, int.MaxValue), count + Stream.Names.Count)
            select new Steps([.. genes.Select((gene, place) => new Step(place, gene))])),
        Shrink);

    static IEnumerable<Steps> Shrink(Steps steps)
    {
        // Long ones in coarse pieces first: a step more or less costs a whole replay.
        for (var chunk = steps.All.Length / 2; chunk > steps.All.Length / 64; chunk /= 2)
        {
            for (var from = 0; from < steps.All.Length; from += chunk)
                yield return new([.. steps.All[..from], .. steps.All[Math.Min(from + chunk, steps.All.Length)..]]);
        }
    }
}
