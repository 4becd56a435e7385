namespace ConveningLedger.Calls;

/// <summary>How far two standing calls have drifted apart in their words.</summary>
/// <param name="One">One call.</param>
/// <param name="Other">The other call.</param>
/// <param name="Value">1 − 2·Σmin(count)/(total words of both): 0 for the same words, in whatever order, to 1 for none in common.</param>
public sealed record Drift(CallState One, CallState Other, double Value)
{
    /// <summary>The drift of every pair of calls that stand, by audience, the common call first.</summary>
    /// <param name="narrative">The calls.</param>
    public static IEnumerable<Drift> In(Narrative narrative)
    {
        var standing = narrative.Calls.Values.Where(call => call.Current is not null).ToArray();
        for (var one = 0; one < standing.Length; one++)
        {
            for (var other = one + 1; other < standing.Length; other++)
                yield return new(standing[one], standing[other], Between(TextOf(standing[one]), TextOf(standing[other])));
        }
    }

    /// <summary>The drift of two texts; 0 where neither has words.</summary>
    /// <param name="one">One text.</param>
    /// <param name="other">The other text.</param>
    public static double Between(string one, string other)
    {
        var (counts, total) = (Words.Of(one).Tokens.CountBy(word => word).ToDictionary(), Words.Of(one).Tokens.Length);
        var common = 0;
        foreach (var word in Words.Of(other).Tokens)
        {
            total++;
            if (counts.GetValueOrDefault(word) is > 0 and var left)
            {
                counts[word] = left - 1;
                common++;
            }
        }
        return total == 0 ? 0 : 1 - (2.0 * common / total);
    }

    static string TextOf(CallState call) => ((ConveningCallRevised)call.Current!.Data).Text;
}
