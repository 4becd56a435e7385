using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;
using ConveningLedger.GraphQL.Transport;
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
    readonly GraphTypes types;
    FieldType? last;

    public ObjectType(GraphTypes types, string name, string? description = null)
    {
        this.types = types;
        Name = name;
        Description = description ?? Documentation.Summary(typeof(T));
        IsTypeOf = source => source is Seen { Value: T };
    }

    /// <summary>Lets it be asked for again by an id.</summary>
    /// <param name="find">Finds the value of a key in a scene.</param>
    public ObjectType<T> Node(Func<Scene, string, object?> find)
    {
        types.AddNode(Name, find);
        Field("id", "ID!", (value, scene) => NodeIds.Of(Name, scene.History.Endeavour, NodeIds.KeyOf(value) ?? throw new InvalidOperationException($"A {Name} has no key.")), GraphTypes.IdDescription);
        AddResolvedInterface(types.NodeInterface);
        return this;
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

    /// <summary>Adds a field with arguments that has to wait.</summary>
    public ObjectType<T> Waiting(string name, string type, Func<T, Scene, IResolveFieldContext, Task<object?>> read, string description, params Argument[] arguments) =>
        Add(name, type, async (value, scene, context) => Seen.Wrap(scene, await read(value, scene, context)), description, arguments);

    /// <summary>Adds a list that shows a member: it grows with what is recorded, so it is read in pages.</summary>
    public ObjectType<T> List(string name, string node, Func<T, IEnumerable<object>> read, string? description = null,
        [CallerArgumentExpression(nameof(read))] string code = "") =>
        List(name, node, (value, _, _) => read(value), description ?? Described(code)!);

    /// <summary>Adds a list that looks around in the frame.</summary>
    public ObjectType<T> List(string name, string node, Func<T, Scene, IEnumerable<object>> read, string description, params Argument[] arguments) =>
        List(name, node, (value, scene, _) => read(value, scene), description, arguments);

    /// <summary>Adds a list with arguments.</summary>
    public ObjectType<T> List(string name, string node, Func<T, Scene, IResolveFieldContext, IEnumerable<object>> read, string description, params Argument[] arguments) =>
        Page(name, node, (value, scene, context) => Types.Connection.Page([.. read(value, scene, context)], SourceOf(value, scene), context), description, arguments);

    /// <summary>Adds a list that gives its own pages.</summary>
    public ObjectType<T> Page(string name, string node, Func<T, Scene, IResolveFieldContext, Types.Connection> read, string description, params Argument[] arguments)
    {
        Add(name, $"{types.Connection(node)}!", (value, scene, context) => new(new Seen(scene, read(value, scene, context))), description, [.. Types.Connection.Arguments, .. arguments]);
        Types.Connection.Price(last!);
        return this;
    }

    /// <summary>Adds a list that gives its own pages, as the circle would see it that is asked for; there is nothing in it where the endeavour does not exist for that circle.</summary>
    public ObjectType<T> PageAs(string name, string node, Func<Scene, IResolveFieldContext, Types.Connection> read, string description, params Argument[] arguments)
    {
        Add(name, $"{types.Connection(node)}!", (_, scene, context) => new(Ask.As(scene, context) is { } seen ? new Seen(seen, read(seen, context)) : new Seen(scene, Types.Connection.Nothing)),
            description, [.. Types.Connection.Arguments, new("as", "Visibility", "As a wider circle would see it. Absent: the viewer's own."), .. arguments]);
        Types.Connection.Price(last!);
        return this;
    }

    /// <summary>Says for how many usual fields the last one counts.</summary>
    public ObjectType<T> Weighing(int weight)
    {
        Cost.Weigh(last!, weight);
        return this;
    }

    /// <summary>Says how many items the last field lists.</summary>
    public ObjectType<T> Listing(int usual, params string[] sizedBy)
    {
        Cost.Size(last!, usual, sizedBy);
        return this;
    }

    static string SourceOf(T value, Scene scene) => $"{scene.History.Endeavour} {ValueNames.Of(scene.Clearance)} {NodeIds.KeyOf(value)}";

    ObjectType<T> Add(string name, string type, Func<T, Scene, IResolveFieldContext, ValueTask<object?>> resolve, string? description, Argument[]? arguments = null)
    {
        AddField(last = new FieldType
        {
            Name = name,
            Description = description,
            ResolvedType = types.Names.Read(type),
            Arguments = Argument.Of(arguments, types.Names),
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
