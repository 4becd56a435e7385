using JasperFx;
using Marten;
using Weasel.Core;
using Weasel.Core.Migrations;
using Wolverine.Persistence.Durability;

namespace ConveningLedger.Store;

/// <summary>
/// Brings the database to what this version needs: tables, indexes and functions that are missing are made, those that are of another version
/// are changed. Nothing that is recorded is changed or removed; entries stay as they were first recorded, and are read as they are meant today.
/// </summary>
/// <param name="store">The store.</param>
/// <param name="messages">Where Wolverine keeps what it needs.</param>
public sealed class DatabaseUpgrade(IDocumentStore store, IEnumerable<IMessageStore> messages)
{
    IEnumerable<IDatabase> Databases => messages.OfType<IDatabase>().Prepend(store.Storage.Database);

    /// <summary>What is to be done, a line for each object; none: the database is as this version needs it.</summary>
    /// <param name="cancellation">Stops the looking.</param>
    public async Task<IReadOnlyList<string>> Needed(CancellationToken cancellation)
    {
        var needed = new List<string>();
        foreach (var database in Databases)
        {
            var migration = await database.CreateMigrationAsync(cancellation);
            needed.AddRange(migration.Deltas.Where(delta => delta.Difference != SchemaPatchDifference.None)
                .Select(delta => $"{delta.SchemaObject.Identifier} {(delta.SchemaObject is ScriptedObject { IsGone: true } ? "is to be taken away" : delta.Difference == SchemaPatchDifference.Create ? "is to be made" : "is to be changed")}"));
        }
        return needed;
    }

    /// <summary>Does it. Where another node does it meanwhile, this one waits.</summary>
    /// <param name="cancellation">Stops it between one database and the next.</param>
    public async Task ApplyAsync(CancellationToken cancellation)
    {
        foreach (var database in Databases)
            await database.ApplyAllConfiguredChangesToDatabaseAsync(AutoCreate.CreateOrUpdate, ct: cancellation);
    }
}

/// <summary>The database is not as this version needs it.</summary>
/// <param name="needed">What is to be done.</param>
public sealed class UpgradeNeededException(IReadOnlyList<string> needed)
    : Exception($"The database is not as this version needs it: {needed[0]}{(needed.Count > 1 ? $", and {needed.Count - 1} things more" : "")}. Back it up and run `ledger upgrade`, which `ledger upgrade --check` tells of; or set Database__UpgradeAtStart to true.");
