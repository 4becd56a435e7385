using System.CommandLine;
using ConveningLedger.Ledger;
using ConveningLedger.Store;
using ConveningLedger.Store.Erasure;
using ConveningLedger.Time;

namespace ConveningLedger.Server.CommandLine;

/// <summary><c>personal-data SLUG PERSON</c>: what an endeavour holds of a person, to be handed to them.</summary>
static class PersonalDataCommand
{
    public static Command Make()
    {
        var slug = new Argument<string>("SLUG") { Description = "The endeavour." };
        var person = new Argument<string>("PERSON") { Description = "The key of the person." };
        var aliases = new Option<string[]>("--alias") { Description = "What else they are called: texts that have it are found, too. May be given again." };
        var output = new Option<string?>("--output", "-o") { Description = "The file to write; absent: standard output." };
        var command = new Command("personal-data", "Writes what an endeavour holds of a person, as JSON: what they are called, texts that are theirs and texts that are others' too, and every entry that refers to them.") { slug, person, aliases, output };
        command.SetAction((parsed, stop) => Commands.WithStore(async services =>
        {
            var (endeavour, key) = (parsed.GetRequiredValue(slug), parsed.GetRequiredValue(person));
            var history = Slug.IsSlug(endeavour) ? await services.GetRequiredService<Histories>().Current(endeavour, stop) : History.Empty(endeavour);
            if (history.Count == 0 || !PersonalData.IsPerson(history, key))
            {
                await Console.Error.WriteLineAsync(history.Count == 0
                    ? Recording.UnknownEndeavour(endeavour, await services.GetRequiredService<EndeavourList>().All(stop)).ToString()
                    : $"PERSON: No person was named '{key}' in '{endeavour}'. Accepted: the key of a PERSON.");
                return 1;
            }
            var sheet = PersonalSheet.Of(history, key, new(history, key, parsed.GetValue(aliases) ?? []));
            if (parsed.GetValue(output) is { } path)
                await File.WriteAllTextAsync(path, sheet, stop);
            else
                Console.Write(sheet);
            return 0;
        }, stop));
        return command;
    }
}
