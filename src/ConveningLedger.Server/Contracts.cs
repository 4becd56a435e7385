using ConveningLedger.GraphQL;
using ConveningLedger.Ledger;
using ConveningLedger.Store;
using ConveningLedger.Store.Interchange;
using Weasel.Core.Migrations;

namespace ConveningLedger.Server;

/// <summary>The contracts in <c>schema/</c>, made from the code; needs no database.</summary>
public static class Contracts
{
    /// <summary>The text of every contract, by its path below <c>schema/</c>.</summary>
    /// <param name="catalogue">The kinds of entries there are.</param>
    public static IEnumerable<(string Path, string Text)> All(Catalogue catalogue)
    {
        yield return ("convening-ledger.graphql", GraphQL(catalogue));
        yield return ("all-entries.graphql", AllEntries(catalogue));
        foreach (var (path, text) in EntrySchemas.All(catalogue))
            yield return ($"entries/{path}", text);
        foreach (var (path, text) in Postgres(catalogue))
            yield return ($"postgres/{path}", text);
        yield return ("settings.md", SettingsReference.Markdown());
    }

    /// <summary>The GraphQL schema.</summary>
    /// <param name="catalogue">The kinds of entries there are.</param>
    public static string GraphQL(Catalogue catalogue)
    {
        using var services = new ServiceCollection().BuildServiceProvider();
        using var schema = new LedgerSchema(services, catalogue);
        return schema.Print();
    }

    /// <summary>The fragment that asks for all that every kind of entry holds.</summary>
    /// <param name="catalogue">The kinds of entries there are.</param>
    public static string AllEntries(Catalogue catalogue)
    {
        using var services = new ServiceCollection().BuildServiceProvider();
        using var schema = new LedgerSchema(services, catalogue);
        return schema.PrintAllEntries();
    }

    static IEnumerable<(string Path, string Text)> Postgres(Catalogue catalogue)
    {
        // Nothing connects: the scripts are made from what is configured.
        var builder = WebApplication.CreateBuilder();
        builder.Logging.ClearProviders();
        builder.AddLedgerHost("Host=localhost", new LedgerOptions { Catalogue = catalogue });
        using var app = builder.Build();
        foreach (var database in app.Services.GetServices<Wolverine.Persistence.Durability.IMessageStore>().OfType<IDatabase>())
            yield return ("wolverine.sql", database.ToDatabaseScript().ReplaceLineEndings("\n"));
        using var store = LedgerServices.Store("Host=localhost", new LedgerOptions { Catalogue = catalogue });
        yield return ("marten.sql", store.Storage.ToDatabaseScript().ReplaceLineEndings("\n"));
    }
}
