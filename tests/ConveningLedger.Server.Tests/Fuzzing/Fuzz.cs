using System.Diagnostics;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace ConveningLedger.Server.Tests.Fuzzing;

/// <summary>
/// Tries a reader with what was found to trouble it, and with much that nobody would write. Within the tests the inputs are always the same; with
/// <c>LEDGER_FUZZ_SECONDS</c> it goes on for so long, from a seed that is told, or from that of <c>LEDGER_FUZZ_SEED</c>.
/// </summary>
static class Fuzz
{
    const int Tries = 2_000;

    // Nothing that is refused is worth more.
    static readonly TimeSpan Most = TimeSpan.FromSeconds(2);

    /// <summary>What is kept of a kind of input: a JSON text on each line.</summary>
    /// <param name="name">The name of the file.</param>
    public static IEnumerable<byte[]> Corpus(string name) =>
        File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Fuzzing", "corpus", $"{name}.jsonl")).Where(line => line.Length > 0).Select(line => Encoding.UTF8.GetBytes(JsonSerializer.Deserialize<string>(line)!));

    /// <summary>Tries a reader.</summary>
    /// <param name="corpus">What somebody would write, and what troubled it once.</param>
    /// <param name="words">What means something to it.</param>
    /// <param name="read">Reads an input, and throws where it did something that it must not.</param>
    /// <param name="tries">How often, within the tests.</param>
    public static async Task Try(IEnumerable<byte[]> corpus, string[] words, Func<byte[], Task> read, int tries = Tries)
    {
        var seconds = Number("LEDGER_FUZZ_SECONDS");
        var seed = Number("LEDGER_FUZZ_SEED") ?? (seconds is null ? 1 : Random.Shared.Next());
        byte[][] all = [.. corpus];
        var mutations = new Mutations(seed, all, words);
        var watch = Stopwatch.StartNew();
        var number = 0;
        foreach (var input in all)
            await One(input);
        while (seconds is null ? number < tries + all.Length : watch.Elapsed.TotalSeconds < seconds)
            await One(mutations.Next());
        if (seconds is not null)
            TestContext.Current.TestOutputHelper?.WriteLine($"{number:N0} inputs from seed {seed}.");

        async Task One(byte[] input)
        {
            number++;
            var begun = Stopwatch.GetTimestamp();
            try
            {
                await read(input);
            }
            catch (Exception fault)
            {
                throw new InvalidOperationException($"Input {number} of seed {seed}: {JsonSerializer.Serialize(Encoding.UTF8.GetString(input))} (base64 {Convert.ToBase64String(input)}). Keep it in the corpus.", fault);
            }
            Assert.True(Stopwatch.GetElapsedTime(begun) < Most, $"Input {number} of seed {seed} took {Stopwatch.GetElapsedTime(begun)}: {Convert.ToBase64String(input)}");
        }
    }

    static int? Number(string name) => int.TryParse(Environment.GetEnvironmentVariable(name), CultureInfo.InvariantCulture, out var number) ? number : null;
}
