using GraphQLParser.AST;

namespace ConveningLedger.GraphQL.Transport;

/// <summary>
/// Counts what a document asks for, before anybody validates it: validation takes time that grows with the square of some of these
/// numbers, and without end where fragments double each other. Each fragment is counted once, so the counting itself is linear.
/// </summary>
sealed class Guard
{
    static readonly HashSet<string> IntrospectedLists = ["types", "fields", "inputFields", "interfaces", "possibleTypes", "enumValues", "args", "directives"];

    readonly Dictionary<string, GraphQLFragmentDefinition> fragments = new(StringComparer.Ordinal);
    readonly Dictionary<string, Count> counted = new(StringComparer.Ordinal);
    readonly HashSet<string> counting = new(StringComparer.Ordinal);
    readonly Limits limits;
    int directives;

    Guard(Limits limits) => this.limits = limits;

    /// <summary>Refuses a document that is too much.</summary>
    /// <param name="document">The document.</param>
    /// <param name="limits">How much is too much.</param>
    /// <exception cref="RequestException">It is.</exception>
    public static void Check(GraphQLDocument document, Limits limits) => new Guard(limits).Check(document);

    void Check(GraphQLDocument document)
    {
        var operations = document.Definitions.OfType<GraphQLOperationDefinition>().ToArray();
        AtMost("Operations in the document", operations.Length, limits.Operations);
        AtMost("Fragments in the document", document.Definitions.Count - operations.Length, limits.Fragments);
        AtMost("Variables in the document", operations.Sum(operation => operation.Variables?.Count ?? 0), limits.Variables);
        foreach (var fragment in document.Definitions.OfType<GraphQLFragmentDefinition>())
            fragments.TryAdd(fragment.FragmentName.Name.StringValue, fragment);
        foreach (var name in fragments.Keys)
            OfFragment(name);
        foreach (var operation in operations)
        {
            directives += operation.Directives?.Count ?? 0;
            directives += operation.Variables?.Sum(variable => variable.Directives?.Count ?? 0) ?? 0;
            var count = Of(operation.SelectionSet);
            AtMost("Fields in the document, with its fragments put in", count.Fields, limits.Fields);
            AtMost("Spreads of fragments, with those within fragments", count.Spreads, limits.Spreads);
            AtMost("Levels of fields", count.Depth, limits.Depth);
            if (count.Introspections > 0 && limits.Introspections == 0)
                throw new RequestException("INTROSPECTION_OFF", "The introspection is off here. Accepted: anything but `__schema` and `__type`; the schema is published with the ledger.");
            AtMost("Introspections", count.Introspections, limits.Introspections);
        }
        AtMost("Directives in the document", directives, limits.Directives);
    }

    Count OfFragment(string name)
    {
        if (counted.TryGetValue(name, out var known))
            return known;
        // One that comes back to itself, or that is not there, is told by the validation.
        if (!fragments.TryGetValue(name, out var fragment) || !counting.Add(name))
            return default;
        directives += fragment.Directives?.Count ?? 0;
        var count = Of(fragment.SelectionSet);
        counting.Remove(name);
        return counted[name] = count;
    }

    Count Of(GraphQLSelectionSet? selections)
    {
        var sum = default(Count);
        if (selections is null)
            return sum;
        Dictionary<string, int>? repeats = null;
        foreach (var selection in selections.Selections)
        {
            directives += (selection as IHasDirectivesNode)?.Directives?.Count ?? 0;
            sum = sum.And(selection switch
            {
                GraphQLField field => OfField(field, ref repeats),
                GraphQLFragmentSpread spread => OfFragment(spread.FragmentName.Name.StringValue).Spread(),
                GraphQLInlineFragment inline => Of(inline.SelectionSet).Spread(),
                _ => default,
            });
        }
        return sum;
    }

    Count OfField(GraphQLField field, ref Dictionary<string, int>? repeats)
    {
        var name = field.Name.StringValue;
        repeats ??= new(StringComparer.Ordinal);
        AtMost($"Uses of `{Shortened(name)}` in one selection", repeats[name] = repeats.GetValueOrDefault(name) + 1, limits.Repeats);
        var below = Of(field.SelectionSet);
        var isIntrospection = name is "__schema" or "__type";
        if (isIntrospection)
            AtMost("Lists of the introspection within each other", below.Lists, limits.IntrospectionLists);
        return new(Sum(below.Fields, 1), below.Spreads, below.Depth + 1,
            isIntrospection ? 0 : below.Lists + (IntrospectedLists.Contains(name) && field.SelectionSet is not null ? 1 : 0),
            Sum(below.Introspections, isIntrospection ? 1 : 0));
    }

    static string Shortened(string name) => name.Length <= 60 ? name : name[..60] + "…";

    static void AtMost(string what, int actual, int limit)
    {
        if (actual > limit)
            throw RequestException.Limit(what, actual, limit);
    }

    // Doubling fragments reach numbers that no integer holds.
    static int Sum(int one, int other) => (int)Math.Min((long)one + other, int.MaxValue);

    /// <summary>What a selection asks for; lists are those that would be nested within each other, were it an introspection.</summary>
    readonly record struct Count(int Fields, int Spreads, int Depth, int Lists, int Introspections)
    {
        public Count And(Count other) => new(Sum(Fields, other.Fields), Sum(Spreads, other.Spreads), Math.Max(Depth, other.Depth),
            Math.Max(Lists, other.Lists), Sum(Introspections, other.Introspections));

        public Count Spread() => this with { Spreads = Sum(Spreads, 1) };
    }
}
