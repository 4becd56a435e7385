using GraphQL.Types;

namespace ConveningLedger.GraphQL.Types;

/// <summary>Gathers the types of the schema.</summary>
sealed class GraphTypes(Catalogue catalogue, TypeNames names)
{
    readonly HashSet<Type> enums = [];

    public List<IGraphType> All { get; } = [.. TextScalar.All, new NumberColumnScalar()];

    public Catalogue Catalogue { get; } = catalogue;

    public TypeNames Names { get; } = names;

    /// <summary>An object type over a type of the domain.</summary>
    public ObjectType<T> Object<T>(string name, string? description = null) where T : notnull
    {
        var type = new ObjectType<T>(this, name, description);
        All.Add(type);
        return type;
    }

    /// <summary>What an id is, for all that have one.</summary>
    public const string IdDescription = "Names it among everything there is; `node` gives it again, as it is then. Opaque.";

    /// <summary>The interface of what can be asked for again by an id.</summary>
    public InterfaceGraphType NodeInterface { get; } = new() { Name = "Node", Description = "What can be asked for again by its id." };

    /// <summary>Finds the value of a key in a scene, by the name of its type.</summary>
    public Dictionary<string, Func<Scene, string, object?>> Nodes { get; } = new(StringComparer.Ordinal);

    /// <summary>Lets a type be asked for by id.</summary>
    public void AddNode(string type, Func<Scene, string, object?> find)
    {
        Nodes.Add(type, find);
        if (NodeInterface.Fields.Count > 0)
            return;
        NodeInterface.AddField(new FieldType { Name = "id", Description = IdDescription, ResolvedType = Names.Read("ID!") });
        All.Add(NodeInterface);
    }

    /// <summary>The enum type over an enum of the domain; added once.</summary>
    public string Enum(Type type)
    {
        if (enums.Add(type))
        {
            var graph = new ListOfValues { Name = type.Name, Description = $"{Documentation.Summary(type)} Values may be added." };
            var written = ValueNames.Of(type);
            foreach (var value in System.Enum.GetValues(type))
            {
                var name = written.NameOf(value);
                graph.Add(new EnumValueDefinition(name, name) { Description = Documentation.Value(type, value.ToString()!) });
            }
            All.Add(graph);
        }
        return type.Name;
    }

    /// <summary>A connection of a node type; added once.</summary>
    public string Connection(string node)
    {
        var name = $"{node}Connection";
        if (All.Any(type => type.Name == name))
            return name;
        Object<Edge>($"{node}Edge", $"A {node} in a list.")
            .Field("cursor", "String!", edge => edge.Cursor)
            .Field("node", $"{node}!", edge => edge.Node);
        Object<Types.Connection>(name, $"A page of a list of {node}.")
            .Field("edges", $"[{node}Edge!]!", page => page.Edges)
            .Field("nodes", $"[{node}!]!", (page, _) => page.Edges.Select(edge => edge.Node), "The items without their cursors.")
            .Field("totalCount", "Int!", page => page.TotalCount)
            .Field("pageInfo", "PageInfo!", (page, _) => new PageInfo(page), "Whether there is more before and after the page.");
        if (All.All(type => type.Name != nameof(PageInfo)))
        {
            Object<PageInfo>(nameof(PageInfo), "Where a page stands in its list.")
                .Field("hasNextPage", "Boolean!", (info, _) => info.Page.HasNextPage, "Whether there are items after the page.")
                .Field("hasPreviousPage", "Boolean!", (info, _) => info.Page.HasPreviousPage, "Whether there are items before the page.")
                .Field("startCursor", "String", (info, _) => info.Page.Edges.Count > 0 ? info.Page.Edges[0].Cursor : null, "The first item's cursor.")
                .Field("endCursor", "String", (info, _) => info.Page.Edges.Count > 0 ? info.Page.Edges[^1].Cursor : null, "The last item's cursor.");
        }
        return name;
    }

    sealed record PageInfo(Types.Connection Page);
}
