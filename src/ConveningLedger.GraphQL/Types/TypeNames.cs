using GraphQL.Types;

namespace ConveningLedger.GraphQL.Types;

/// <summary>Reads type expressions as the schema language writes them: <c>[Entry!]!</c>.</summary>
sealed class TypeNames
{
    readonly Dictionary<string, IGraphType> builtIn = new ScalarGraphType[]
    {
        new StringGraphType(), new IntGraphType(), new FloatGraphType(), new BooleanGraphType(), new IdGraphType(),
    }.ToDictionary(type => type.Name, IGraphType (type) => type);

    public IGraphType Read(string expression)
    {
        if (expression.EndsWith('!'))
            return new NonNullGraphType(Read(expression[..^1]));
        if (expression.StartsWith('['))
            return new ListGraphType(Read(expression[1..^1]));
        return builtIn.GetValueOrDefault(expression) ?? new GraphQLTypeReference(expression);
    }
}
