using System.Runtime.CompilerServices;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQL.Validation;
using GraphQLParser;
using GraphQLParser.AST;

namespace ConveningLedger.GraphQL.Transport;

/// <summary>
/// Validates an operation as GraphQL.NET does, once. When it comes again, which a request says by bringing no rules, only what can differ is
/// looked at: its variables, and the arguments and directives in which there are some. What is wrong is left to GraphQL.NET to tell.
/// </summary>
sealed class RepeatedValidation : IDocumentValidator
{
    readonly DocumentValidator whole = new();
    readonly ConditionalWeakTable<GraphQLOperationDefinition, Known> operations = [];

    /// <inheritdoc/>
    public Task<IValidationResult> ValidateAsync(in ValidationOptions options) =>
        options.Rules is not ICollection<IValidationRule> { Count: 0 } ? whole.ValidateAsync(options)
        : operations.TryGetValue(options.Operation, out var known) ? Again(known, options)
        : First(options);

    async Task<IValidationResult> First(ValidationOptions options)
    {
        var result = await whole.ValidateAsync(options);
        if (result.IsValid)
            operations.AddOrUpdate(options.Operation, new Known(options, result));
        return result;
    }

    async Task<IValidationResult> Again(Known known, ValidationOptions options) => await known.Validate(options) ?? await whole.ValidateAsync(options);

    /// <summary>What is known of an operation that was found to be valid.</summary>
    sealed class Known
    {
        readonly Dictionary<GraphQLField, IDictionary<string, ArgumentValue>> same = [];
        readonly List<(GraphQLField Field, QueryArguments? Arguments)> differing = [];
        readonly List<(ASTNode Node, IHasDirectivesNode Directed)> directed = [];
        readonly HashSet<ROM> fragments = [];

        // It knows where which variable is used, once it has looked.
        ValidationContext? resting;

        public Known(ValidationOptions options, IValidationResult result)
        {
            var operation = options.Operation;
            Note(operation);
            foreach (var variable in operation.Variables?.Items ?? [])
                Note(variable);
            var (root, schema) = (operation.Operation, options.Schema);
            Look(operation.SelectionSet, root == OperationType.Mutation ? schema.Mutation : root == OperationType.Subscription ? schema.Subscription : schema.Query, options, result);
        }

        /// <summary>The result; null where something is wrong.</summary>
        public async Task<IValidationResult?> Validate(ValidationOptions options)
        {
            var context = Interlocked.Exchange(ref resting, null) ?? new ValidationContext { Schema = options.Schema, Document = options.Document, Operation = options.Operation };
            (context.Variables, context.UserContext, context.RequestServices, context.User) = (options.Variables, options.UserContext, options.RequestServices, options.User);
            var (variables, errors) = await context.GetVariablesValuesAsync();
            if (errors is not null)
                return null;
            (context.Variables, context.UserContext, context.RequestServices, context.User) = (Inputs.Empty, null!, null, null);
            Interlocked.CompareExchange(ref resting, context, null);
            try
            {
                var arguments = same;
                if (differing.Count > 0)
                {
                    arguments = new(same);
                    foreach (var (field, wanted) in differing)
                    {
                        if (ExecutionHelper.GetArguments(wanted, field.Arguments, variables, options.Document, field, null) is { } values)
                            arguments.Add(field, values);
                    }
                }
                var directives = new Dictionary<ASTNode, IDictionary<string, DirectiveInfo>>();
                foreach (var (node, holder) in directed)
                {
                    if (ExecutionHelper.GetDirectives(holder, variables, options.Schema, options.Document) is { } values)
                        directives.Add(node, values);
                }
                return new ValidationResult([]) { Variables = variables, ArgumentValues = arguments.Count == 0 ? null : arguments, DirectiveValues = directives.Count == 0 ? null : directives };
            }
            catch (ValidationError)
            {
                return null;
            }
        }

        void Look(GraphQLSelectionSet? selections, IComplexGraphType? type, ValidationOptions options, IValidationResult result)
        {
            foreach (var selection in selections?.Selections ?? [])
            {
                Note(selection);
                switch (selection)
                {
                    case GraphQLField field:
                        var (name, schema) = (field.Name.Value, options.Schema);
                        var definition = name == schema.TypeMetaFieldType.Name ? schema.TypeMetaFieldType : name == schema.SchemaMetaFieldType.Name ? schema.SchemaMetaFieldType : type?.Fields.Find(name);
                        if (field.Arguments?.Items.Any(argument => HasVariable(argument.Value)) is true)
                            differing.Add((field, definition?.Arguments));
                        else if (result.ArgumentValues?.TryGetValue(field, out var values) is true)
                            same.Add(field, values);
                        Look(field.SelectionSet, definition?.ResolvedType?.GetNamedType() as IComplexGraphType, options, result);
                        break;
                    case GraphQLInlineFragment fragment:
                        Look(fragment.SelectionSet, fragment.TypeCondition is { } condition ? options.Schema.AllTypes[condition.Type.Name.Value] as IComplexGraphType : type, options, result);
                        break;
                    case GraphQLFragmentSpread spread when fragments.Add(spread.FragmentName.Name.Value) && options.Document.FindFragmentDefinition(spread.FragmentName.Name.Value) is { } known:
                        Note(known);
                        Look(known.SelectionSet, options.Schema.AllTypes[known.TypeCondition.Type.Name.Value] as IComplexGraphType, options, result);
                        break;
                }
            }
        }

        void Note(ASTNode node)
        {
            if (node is IHasDirectivesNode { Directives.Count: > 0 } holder)
                directed.Add((node, holder));
        }

        static bool HasVariable(GraphQLValue value) => value switch
        {
            GraphQLVariable => true,
            GraphQLListValue list => list.Values?.Any(HasVariable) is true,
            GraphQLObjectValue record => record.Fields?.Any(field => HasVariable(field.Value)) is true,
            _ => false,
        };
    }
}
