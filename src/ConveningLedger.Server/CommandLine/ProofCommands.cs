using System.CommandLine;
using ConveningLedger.Proof;
using ConveningLedger.Store.Proofs;

namespace ConveningLedger.Server.CommandLine;

/// <summary><c>verify</c> and <c>replace-key</c>: what proves that nothing was rewritten.</summary>
static class ProofCommands
{
    public static Command Verify()
    {
        var what = new Argument<string[]>("WHAT") { Arity = ArgumentArity.ZeroOrMore, Description = "A bundle (.zip), which is checked by itself, without a database; or endeavours of the ledger; none: all of them." };
        var since = new Option<FileInfo[]>("--since") { Description = "A checkpoint that was kept: what it was of must still be there, unchanged, in order. May be given again.", AllowMultipleArgumentsPerToken = true };
        var key = new Option<string?>("--key") { Description = "The key that must have signed a bundle, or handed over to one that did, as NAME+ID+KEY." };
        var command = new Command("verify", "Recomputes what was signed of the ledger, or of a bundle, and names what is not as it was recorded. Exit status 1 where anything is not.") { what, since, key };
        command.SetAction(async (parsed, stop) =>
        {
            if (await Kept(parsed.GetValue(since) ?? [], stop) is not { } kept)
                return 1;
            NoteKey? given = null;
            if (parsed.GetValue(key) is { } text && !NoteKey.TryParse(text, out given))
            {
                await Console.Error.WriteLineAsync($"--key: '{text}' is no key. Accepted: NAME+ID+KEY, as it stands in {Bundle.Keys} of a bundle.");
                return 1;
            }
            var asked = parsed.GetValue(what) ?? [];
            if (asked is [var path] && (File.Exists(path) || path.EndsWith(".zip", StringComparison.OrdinalIgnoreCase)))
                return await VerifyBundle(path, given, kept, stop);
            if (given is null)
                return await Commands.WithStore(async services => Tell(await services.GetRequiredService<LedgerCheck>().RunAsync(asked.Length == 0 ? null : asked, kept, stop)), stop);
            await Console.Error.WriteLineAsync("--key is for a bundle; the ledger knows its keys.");
            return 1;
        });
        return command;
    }

    public static Command ReplaceKey()
    {
        var command = new Command("replace-key", "Makes a new key that signs checkpoints. The old one signs that it hands over to it, and its secret is destroyed.");
        command.SetAction((_, stop) => Commands.WithStore(async services =>
        {
            var logs = await services.GetRequiredService<Checkpointing>().ReplaceKey(stop);
            Console.WriteLine($"A new key signs from now on; {logs} logs were handed over to it.");
            return 0;
        }, stop));
        return command;
    }

    static async Task<int> VerifyBundle(string path, NoteKey? key, List<string> since, CancellationToken stop)
    {
        CheckReport report;
        try
        {
            await using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, bufferSize: 1 << 16, FileOptions.Asynchronous);
            report = await BundleCheck.RunAsync(file, key, since, stop);
        }
        catch (Exception fault) when (fault is IOException or InvalidDataException or UnauthorizedAccessException)
        {
            await Console.Error.WriteLineAsync($"{path}: {fault.Message}");
            return 1;
        }
        if (key is null && since.Count == 0 && report.IsClean)
            Console.WriteLine("Nobody vouches here for the keys: compare them with those that you know, or give --key, or --since with a checkpoint that you kept.");
        return Tell(report);
    }

    // What a bundle says is somebody else's text; on a terminal it must not do anything.
    static string Plain(object text) => string.Concat($"{text}".Select(character => char.IsControl(character) ? '\uFFFD' : character));

    static int Tell(CheckReport report)
    {
        foreach (var log in report.Logs)
        {
            Console.WriteLine(Plain(log.Origin) + $": {log.Entries} of {log.Size} entries compared, {log.Checkpoints} checkpoints"
                + (log.ReceivedAt is { } until ? $", proved up to {until}" : "") + (log.Since is { } since ? $", unchanged since it had {since}" : "")
                + (log.Erased > 0 ? $", members of {log.Erased} destroyed by the ledger" : "")
                + (log.Unsigned > 0 ? $", {log.Unsigned} not signed yet" : "") + ".");
            foreach (var key in log.Keys)
                Console.WriteLine($"  signed by {Plain(key)}");
        }
        foreach (var finding in report.Findings)
            Console.Error.WriteLine(Plain(finding));
        Console.WriteLine(report.IsClean ? "All of it is as it was signed." : $"{report.Findings.Count} findings: it is not as it was signed.");
        return report.IsClean ? 0 : 1;
    }

    static async Task<List<string>?> Kept(FileInfo[] files, CancellationToken stop)
    {
        var kept = new List<string>();
        foreach (var file in files)
        {
            try
            {
                kept.Add(await File.ReadAllTextAsync(file.FullName, stop));
            }
            catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
            {
                await Console.Error.WriteLineAsync($"--since: {fault.Message}");
                return null;
            }
        }
        return kept;
    }
}
