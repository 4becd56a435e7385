using System.CommandLine;
using ConveningLedger.Store;

namespace ConveningLedger.Server.CommandLine;

/// <summary><c>upgrade</c>: what this version needs of the database.</summary>
static class UpgradeCommand
{
    public static Command Make()
    {
        var check = new Option<bool>("--check") { Description = "Only tell what is to be done. Exit status 1 where there is anything." };
        var command = new Command("upgrade", "Brings the database to what this version needs: makes what is missing, changes what is of an earlier version, and tells it. What is recorded stays as it is.") { check };
        command.SetAction((parsed, stop) => Commands.WithStore(async services =>
        {
            var upgrade = services.GetRequiredService<DatabaseUpgrade>();
            var needed = await upgrade.Needed(stop);
            foreach (var line in needed)
                Console.WriteLine(line);
            if (parsed.GetValue(check))
            {
                Console.WriteLine(needed.Count == 0 ? "The database is as this version needs it." : $"{needed.Count} things are to be done.");
                return needed.Count == 0 ? 0 : 1;
            }
            await upgrade.ApplyAsync(stop);
            Console.WriteLine(needed.Count == 0 ? "The database was as this version needs it." : $"{needed.Count} things were done; the database is as this version needs it.");
            return 0;
        }, stop, prepares: false));
        return command;
    }
}
