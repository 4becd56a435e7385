using GraphQL;
using GraphQL.Resolvers;
using GraphQL.Types;
using GraphQLParser.AST;

namespace ConveningLedger.GraphQL.Types;

/// <summary>
/// What the engine's introspection lacks of the specification: by which document a scalar is specified, and the argument that shows deprecated
/// arguments of directives. Tools ask for both.
/// </summary>
static class Introspection
{
    const string Name = "specifiedBy";
    const string Url = "url";

    /// <summary>Declares the directive, before the schema is initialized.</summary>
    public static void Declare(Schema schema)
    {
        schema.Features.DeprecationOfInputValues = true;
        schema.Features.RepeatableDirectives = true;
        schema.Directives.Register(new Directive(Name, [DirectiveLocation.Scalar])
        {
            Description = "The document that specifies a scalar.",
            Arguments = new(new QueryArgument<NonNullGraphType<StringGraphType>> { Name = Url, Description = "Its address." }),
        });
    }

    /// <summary>Says by which document a scalar is specified.</summary>
    public static void SpecifiedBy(this ScalarGraphType scalar, string url) => scalar.ApplyDirective(Name, Url, url);

    /// <summary>Adds what is lacking, once the schema is initialized.</summary>
    public static void Complete(Schema schema)
    {
        var type = (IObjectGraphType)schema.AllTypes["__Type"]!;
        if (type.HasField("specifiedByURL"))
            return;
        type.AddField(new FieldType
        {
            Name = "specifiedByURL",
            Description = "For a scalar: the address of the document that specifies it, where there is one.",
            ResolvedType = new StringGraphType(),
            Resolver = new FuncFieldResolver<string?>(context => (context.Source as ScalarGraphType)?.FindAppliedDirective(Name)?.FindArgument(Url)?.Value as string),
        });
        var arguments = ((IObjectGraphType)schema.AllTypes["__Directive"]!).GetField("args")!;
        if (arguments.Arguments?.Find("includeDeprecated") is null)
            (arguments.Arguments ??= []).Add(new QueryArgument(new BooleanGraphType()) { Name = "includeDeprecated", Description = "Deprecated ones, too.", DefaultValue = false });
    }
}
