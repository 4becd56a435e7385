using ConveningLedger.GraphQL.Transport;
using ConveningLedger.GraphQL.Types;
using GraphQL;
using GraphQL.Resolvers;
using GraphQL.Types;

namespace ConveningLedger.GraphQL.Views;

/// <summary>What can be asked for by its id alone.</summary>
static class NodeTypes
{
    const int Most = 100;

    public static void Add(GraphTypes types, ObjectGraphType query)
    {
        query.AddField(new FieldType
        {
            Name = "node",
            Description = "What an id names, as it is now; null where there is nothing of that id that the viewer may see.",
            ResolvedType = types.Names.Read("Node"),
            Arguments = Argument.Of([new("id", "ID!", "The id.")], types.Names),
            Resolver = new FuncFieldResolver<object?>(async context => (await Find(types, [context.GetArgument<string>("id")], context))[0]),
        });
        var nodes = new FieldType
        {
            Name = "nodes",
            Description = $"What some ids name, in their order, null for each of which there is nothing that the viewer may see; at most {Most}.",
            ResolvedType = types.Names.Read("[Node]!"),
            Arguments = Argument.Of([new("ids", "[ID!]!", "The ids.")], types.Names),
            Resolver = new FuncFieldResolver<object?>(async context => await Find(types, context.GetArgument<string[]>("ids"), context)),
        };
        Cost.Size(nodes, Most, "ids");
        query.AddField(nodes);
    }

    static async Task<Seen?[]> Find(GraphTypes types, string[] ids, IResolveFieldContext context)
    {
        if (ids.Length > Most)
            throw Ask.Refused(RefusalCode.OutOfRange, $"There are {ids.Length} ids.", $"at most {Most}");
        var read = ids.Select(NodeIds.Read).ToArray();
        var endeavours = await LedgerSchema.SeenNow(read.Where(id => id is not null).Select(id => id!.Value.Endeavour), context);
        return [.. read.Select(id => id is var (type, slug, key) && types.Nodes.TryGetValue(type, out var find) && endeavours.TryGetValue(slug, out var endeavour)
            ? find(endeavour.Scene, key) is { } found ? Seen.Wrap(endeavour.Scene, found) as Seen : null
            : null)];
    }
}
