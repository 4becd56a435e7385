using System.CommandLine;
using ConveningLedger.Server.Access;
using ConveningLedger.Ledger;
using ConveningLedger.Store;
using ConveningLedger.Time;

namespace ConveningLedger.Server.CommandLine;

/// <summary>The options by which a command is told which moment of which endeavour to look at, and as which circle.</summary>
sealed class AskedMoment
{
    readonly Argument<string> slug = new("SLUG") { Description = "The endeavour." };
    readonly Option<string?> at = new("--at") { Description = "When it was so in the world: an instant, a date (2024-06 means its last microsecond) or the name of a marked moment; absent: now." };
    readonly Option<string?> knownAt = new("--known-at") { Description = "By when it had to be known, in the same ways; absent: all that is recorded." };
    readonly Option<string?> circle = AskedCircle.Option("As which circle to look");

    /// <summary>Adds the options to a command.</summary>
    public void AddTo(Command command)
    {
        command.Arguments.Add(slug);
        command.Options.Add(at);
        command.Options.Add(knownAt);
        command.Options.Add(circle);
    }

    /// <summary>The frame that is asked for; null where that was refused, and the reason is on standard error.</summary>
    public async Task<Frame?> Read(ParseResult parsed, IServiceProvider services, CancellationToken stop)
    {
        var endeavour = parsed.GetRequiredValue(slug);
        var history = Slug.IsSlug(endeavour) ? await services.GetRequiredService<Histories>().Current(endeavour, stop) : History.Empty(endeavour);
        if (!history.ExistsFor(Viewers.Local.Clearance))
        {
            var known = await services.GetRequiredService<EndeavourList>().All(stop);
            await Console.Error.WriteLineAsync(Recording.UnknownEndeavour(endeavour, known).ToString());
            return null;
        }
        if (!AskedCircle.TryRead(parsed.GetValue(circle), out var asked))
            return null;
        var now = Instant.FromDateTimeOffset(services.GetRequiredService<TimeProvider>().GetUtcNow());
        var frame = new AskedFrame(parsed.GetValue(at), parsed.GetValue(knownAt), asked).Of(history, Viewers.Local.Clearance, now, out var refusal);
        if (frame is null)
            await Console.Error.WriteLineAsync(refusal?.ToString() ?? $"'{endeavour}' does not exist for that circle.");
        return frame;
    }
}
