using System.CommandLine;
using ConveningLedger.Ledger;

namespace ConveningLedger.Server.CommandLine;

/// <summary><c>schema</c>: the contracts, printed from the code.</summary>
static class SchemaCommand
{
    public static Command Make()
    {
        var write = new Option<string?>("--write") { Description = "The folder to write all contracts to; absent: the GraphQL schema is printed." };
        var command = new Command("schema", "Prints the contracts from the code: the GraphQL schema, and with --write the JSON Schemas of entries and the DDL too.") { write };
        command.SetAction(async (parsed, stop) =>
        {
            if (parsed.GetValue(write) is not { } folder)
            {
                Console.Write(Contracts.GraphQL(Catalogue.Standard));
                return 0;
            }
            foreach (var (path, text) in Contracts.All(Catalogue.Standard))
            {
                var file = Path.Combine(folder, path);
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                await File.WriteAllTextAsync(file, text, stop);
            }
            return 0;
        });
        return command;
    }
}
