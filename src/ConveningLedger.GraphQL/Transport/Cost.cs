using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQLParser.AST;

namespace ConveningLedger.GraphQL.Transport;

/// <summary>
/// What a request costs: about how many field values it asks for, where a field that takes more work counts for more. Before the
/// execution it is the most that it may be, read off page sizes; after it, what it was.
/// </summary>
public static class Cost
{
    /// <summary>How many items a list has where nothing says how many.</summary>
    public const int UsualItems = 5;

    const string WeightKey = "cost.weight";
    const string ItemsKey = "cost.items";
    const string SizedByKey = "cost.sizedBy";

    /// <summary>Says what a field counts for.</summary>
    /// <param name="field">The field.</param>
    /// <param name="weight">For how many usual fields.</param>
    public static void Weigh(FieldType field, int weight) => field.Metadata[WeightKey] = weight;

    /// <summary>Says how many items a field lists, of itself or in the pages of its connection.</summary>
    /// <param name="field">The field.</param>
    /// <param name="usual">How many, unless an argument says so.</param>
    /// <param name="sizedBy">The arguments that say so: a number, or a list of which there is one item for each.</param>
    public static void Size(FieldType field, int usual, params string[] sizedBy)
    {
        field.Metadata[ItemsKey] = usual;
        field.Metadata[SizedByKey] = sizedBy;
    }

    /// <summary>The most that an operation may cost.</summary>
    /// <param name="schema">The schema.</param>
    /// <param name="document">The document, of which the guard has counted the fields.</param>
    /// <param name="operation">The operation.</param>
    /// <param name="variables">Its variables, as they were given.</param>
    public static long Before(ISchema schema, GraphQLDocument document, GraphQLOperationDefinition operation, Inputs? variables)
    {
        IObjectGraphType? root = operation.Operation switch
        {
            OperationType.Mutation => schema.Mutation,
            OperationType.Subscription => schema.Subscription,
            _ => schema.Query,
        };
        return (long)Math.Min(new Asked(schema, document, operation, variables).Of(operation.SelectionSet, root, 0, []), 1e15);
    }

    /// <summary>What an execution cost.</summary>
    /// <param name="data">What it gave.</param>
    public static long After(object? data) => data is ExecutionNode node ? Of(node) : 0;

    static long Of(ExecutionNode node) => node switch
    {
        ObjectExecutionNode { SubFields: { } fields } => WeightOf(node) + fields.Sum(Of),
        ArrayExecutionNode { Items: { } items } => WeightOf(node) + items.Sum(Of),
        _ => WeightOf(node),
    };

    // The items of a list are what its field gave, and counted by what is asked of them.
    static long WeightOf(ExecutionNode node) => node.IndexInParentNode is null && node.FieldDefinition is { } field ? WeightOf(field) : 0;

    static int WeightOf(FieldType field) => field.Metadata.TryGetValue(WeightKey, out var weight) ? (int)weight! : 1;

    sealed class Asked(ISchema schema, GraphQLDocument document, GraphQLOperationDefinition operation, Inputs? variables)
    {
        public double Of(GraphQLSelectionSet? selections, IGraphType? type, double pageItems, HashSet<string> within)
        {
            var sum = 0.0;
            foreach (var selection in selections?.Selections ?? [])
            {
                sum += selection switch
                {
                    GraphQLField field => OfField(field, type, pageItems, within),
                    GraphQLInlineFragment inline => Of(inline.SelectionSet, inline.TypeCondition is { } condition ? Find(condition.Type) : type, pageItems, within),
                    GraphQLFragmentSpread spread => OfSpread(spread, pageItems, within),
                    _ => 0,
                };
            }
            return sum;
        }

        double OfSpread(GraphQLFragmentSpread spread, double pageItems, HashSet<string> within)
        {
            var fragment = document.Definitions.OfType<GraphQLFragmentDefinition>().FirstOrDefault(known => known.FragmentName.Name == spread.FragmentName.Name);
            var name = spread.FragmentName.Name.StringValue;
            if (fragment is null || !within.Add(name))
                return 0;
            var cost = Of(fragment.SelectionSet, Find(fragment.TypeCondition.Type), pageItems, within);
            within.Remove(name);
            return cost;
        }

        double OfField(GraphQLField asked, IGraphType? type, double pageItems, HashSet<string> within)
        {
            // The introspection has limits of its own.
            if (asked.Name.Value.Span.StartsWith("__") || (type as IComplexGraphType)?.GetField(asked.Name.Value) is not { } field)
                return 1;
            var named = field.ResolvedType!.GetNamedType();
            var items = Items(field, asked);
            // The items of a connection are those of its edges, and those of its nodes.
            if (field.Metadata.ContainsKey(SizedByKey) && !IsList(field.ResolvedType!))
                return WeightOf(field) + Of(asked.SelectionSet, named, items, within);
            var times = !IsList(field.ResolvedType!) ? 1 : pageItems > 0 ? pageItems : items;
            return WeightOf(field) + (asked.SelectionSet is null ? 0 : times * Of(asked.SelectionSet, named, 0, within));
        }

        double Items(FieldType field, GraphQLField asked)
        {
            foreach (var argument in field.Metadata.TryGetValue(SizedByKey, out var names) ? (string[])names! : [])
            {
                if (Number(asked.Arguments?.FirstOrDefault(given => given.Name.Value == argument)?.Value) is { } number)
                    return Math.Max(0, number);
            }
            return field.Metadata.TryGetValue(ItemsKey, out var items) ? (int)items! : UsualItems;
        }

        double? Number(GraphQLValue? value) => value switch
        {
            GraphQLIntValue number when double.TryParse(number.Value, out var read) => read,
            GraphQLListValue list => list.Values?.Count ?? 0,
            GraphQLVariable variable when variables?.TryGetValue(variable.Name.StringValue, out var given) == true => given switch
            {
                int or long or double or decimal => Convert.ToDouble(given),
                System.Collections.ICollection list => list.Count,
                _ => null,
            },
            GraphQLVariable variable => operation.Variables?.FirstOrDefault(known => known.Variable.Name == variable.Name)?.DefaultValue is { } usual and not GraphQLVariable ? Number(usual) : null,
            _ => null,
        };

        IGraphType? Find(GraphQLNamedType name) => schema.AllTypes[name.Name.StringValue];

        static bool IsList(IGraphType type) => type is ListGraphType || (type is NonNullGraphType { ResolvedType: ListGraphType });
    }
}
