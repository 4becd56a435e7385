using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using GraphQL;
using GraphQL.Resolvers;
using GraphQL.Types;

namespace ConveningLedger.GraphQL.Types;

/// <summary>
/// An object type over a type of the domain. Names and types of fields are written here, as in the schema language; what a field
/// means is said once, in the summary of the member it shows, and read from there unless it is said here.
/// </summary>
/// <typeparam name="T">The type of the domain.</typeparam>
sealed partial class ObjectType<T> : ObjectGraphType where T : notnull
{
    readonly TypeNames names;

    public ObjectType(TypeNames names, string name, string? description = null)
    {
        this.names = names;
        Name = name;
        Description = description ?? Documentation.Summary(typeof(T));
        IsTypeOf = source => source is Seen { Value: T };
    }

    /// <summary>Adds a field that shows a member.</summary>
    public ObjectType<T> Field(string name, string type, Func<T, object?> read, string? description = null,
        [CallerArgumentExpression(nameof(read))] string code = "") =>
        Add(name, type, (value, scene, _) => new(Seen.Wrap(scene, read(value))), description ?? Described(code));

    /// <summary>Adds a field that looks around in the frame.</summary>
    public ObjectType<T> Field(string name, string type, Func<T, Scene, object?> read, string description, params Argument[] arguments) =>
        Add(name, type, (value, scene, _) => new(Seen.Wrap(scene, read(value, scene))), description, arguments);

    /// <summary>Adds a field with arguments.</summary>
    public ObjectType<T> Field(string name, string type, Func<T, Scene, IResolveFieldContext, object?> read, string description, params Argument[] arguments) =>
        Add(name, type, (value, scene, context) => new(Seen.Wrap(scene, read(value, scene, context))), description, arguments);

    ObjectType<T> Add(string name, string type, Func<T, Scene, IResolveFieldContext, ValueTask<object?>> resolve, string? description, Argument[]? arguments = null)
    {
        AddField(new FieldType
        {
            Name = name,
            Description = description,
            ResolvedType = names.Read(type),
            Arguments = Argument.Of(arguments, names),
            Resolver = new FuncFieldResolver<object?>(context =>
            {
                var seen = (Seen)context.Source!;
                return resolve((T)seen.Value, seen.Scene, context);
            }),
        });
        return this;
    }

    static string? Described(string code) =>
        Path().Match(code) is { Success: true } match ? Documentation.Property(typeof(T), match.Groups[1].Value) : null;

    [GeneratedRegex(@"^\w+ => \w+\.(\w+)$")]
    private static partial Regex Path();
}

/// <summary>An argument of a field.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type, as the schema language writes it.</param>
/// <param name="Description">What it is.</param>
/// <param name="Default">What an absent one means.</param>
sealed record Argument(string Name, string Type, string Description, object? Default = null)
{
    public static QueryArguments? Of(Argument[]? arguments, TypeNames names) => arguments is not { Length: > 0 } ? null : new(
        arguments.Select(argument => new QueryArgument(names.Read(argument.Type))
        {
            Name = argument.Name,
            Description = argument.Description,
            DefaultValue = argument.Default,
        }));
}
