using ConveningLedger.GraphQL;
using ConveningLedger.Ledger;
using ConveningLedger.Store;
using ConveningLedger.Store.Interchange;

namespace ConveningLedger.Server;

/// <summary>The contracts in <c>schema/</c>, made from the code; needs no database.</summary>
public static class Contracts
{
    /// <summary>The text of every contract, by its path below <c>schema/</c>.</summary>
    /// <param name="catalogue">The kinds of entries there are.</param>
    public static IEnumerable<(string Path, string Text)> All(Catalogue catalogue)
    {
        yield return ("convening-ledger.graphql", GraphQL(catalogue));
        foreach (var (name, text) in EntrySchemas.All(catalogue))
            yield return ($"entries/{name}", text);
        yield return ("postgres/ledger.sql", Postgres(catalogue));
    }

    /// <summary>The GraphQL schema.</summary>
    /// <param name="catalogue">The kinds of entries there are.</param>
    public static string GraphQL(Catalogue catalogue)
    {
        using var services = new ServiceCollection().BuildServiceProvider();
        using var schema = new LedgerSchema(services, catalogue);
        return schema.Print();
    }

    static string Postgres(Catalogue catalogue)
    {
        // Nothing connects: the script is made from what is configured.
        using var store = LedgerServices.Store("Host=localhost", new LedgerOptions { Catalogue = catalogue });
        return store.Storage.ToDatabaseScript().ReplaceLineEndings("\n");
    }
}
