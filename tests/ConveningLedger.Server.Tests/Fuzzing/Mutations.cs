using System.Text;

namespace ConveningLedger.Server.Tests.Fuzzing;

/// <summary>Makes inputs that nobody would write out of those that somebody did. The same seed makes the same ones.</summary>
/// <param name="seed">The seed.</param>
/// <param name="corpus">What somebody wrote; at least one.</param>
/// <param name="words">What means something to whoever reads them.</param>
sealed class Mutations(int seed, IReadOnlyList<byte[]> corpus, string[] words)
{
    const int Longest = 64 << 10;
    const int MostAtOnce = 6;

    // Where numbers, lengths and characters end.
    static readonly string[] Edges =
    [
        "0", "-1", "1e999", "-0.0", "2147483648", "9223372036854775808", "99999999999999999999999999999", "0.1e-400", "NaN", "\0", "\u0001", "\u007f", "é", "\u2028", "🌊", "\ud83d", "\\ud83d", "\\u0000",
        "\"", "\\", "{", "}", "[", "]", ",", ":", "|", ";", "\n", "\r\n", "\t", " ", "../", "%00", "'", "<script>", "=1+1", "\ufeff",
    ];

    readonly Random random = new(seed);

    /// <summary>The next input.</summary>
    public byte[] Next()
    {
        List<byte> input = [.. corpus[random.Next(corpus.Count)]];
        for (var times = 1 + random.Next(MostAtOnce); times > 0; times--)
            Change(input);
        return [.. input.Take(Longest)];
    }

    void Change(List<byte> input)
    {
        var at = random.Next(input.Count + 1);
        var length = random.Next(1, 1 + Math.Max(1, Math.Min(32, input.Count - at)));
        switch (random.Next(9))
        {
            case 0 when at < input.Count:
                input[at] ^= (byte)(1 << random.Next(8));
                break;
            case 1 when at < input.Count:
                input[at] = (byte)random.Next(256);
                break;
            case 2 when at + length <= input.Count:
                input.RemoveRange(at, length);
                break;
            case 3 when at + length <= input.Count:
                input.InsertRange(random.Next(input.Count + 1), input.GetRange(at, length));
                break;
            case 4:
                input.InsertRange(at, Encoding.UTF8.GetBytes(Edges[random.Next(Edges.Length)]));
                break;
            case 5 when words.Length > 0:
                input.InsertRange(at, Encoding.UTF8.GetBytes(words[random.Next(words.Length)]));
                break;
            case 6:
                var other = corpus[random.Next(corpus.Count)];
                var from = random.Next(other.Length + 1);
                input.RemoveRange(at, input.Count - at);
                input.AddRange(other[from..]);
                break;
            case 7 when at + length <= input.Count:
                var again = input.GetRange(at, length);
                for (var times = random.Next(1, 400); times > 0 && input.Count < Longest; times--)
                    input.InsertRange(at, again);
                break;
            default:
                input.RemoveRange(at, input.Count - at);
                break;
        }
    }
}
