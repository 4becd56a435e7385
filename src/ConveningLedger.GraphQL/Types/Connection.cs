using System.Globalization;
using System.Text;
using ConveningLedger.GraphQL.Transport;
using ConveningLedger.Store.Access;
using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace ConveningLedger.GraphQL.Types;

/// <summary>A page of a list, as Relay describes it.</summary>
/// <param name="Edges">The items, each with its cursor.</param>
/// <param name="TotalCount">How many items there are in all that the viewer may see.</param>
/// <param name="HasPreviousPage">Whether there are items before the page.</param>
/// <param name="HasNextPage">Whether there are items after the page.</param>
public sealed record Connection(IReadOnlyList<Edge> Edges, int TotalCount, bool HasPreviousPage, bool HasNextPage)
{
    const int Usual = 20;
    const int Most = 100;

    // They say which page, not which list.
    static readonly string[] OfThePage = ["first", "after", "last", "before"];

    /// <summary>The page of a list in which there is nothing.</summary>
    internal static Connection Nothing { get; } = new([], 0, false, false);

    internal static Argument[] Arguments =>
    [
        new("first", "Int", $"How many items from the start, or after `after`: 0 to {Most}, {Usual} unless said."),
        new("after", "String", "A cursor: the page begins after it."),
        new("last", "Int", $"How many items from the end, or before `before`: 0 to {Most}. Not together with `first`."),
        new("before", "String", "A cursor: the page ends before it."),
    ];

    /// <summary>Says what a page of a field costs.</summary>
    internal static void Price(FieldType field) => Cost.Size(field, Usual, "first", "last");

    /// <summary>The page of a list that the arguments ask for.</summary>
    /// <param name="items">The whole list, as the viewer may see it.</param>
    /// <param name="source">What the list is of, for its cursors: they fit no list of anything else.</param>
    /// <param name="context">The arguments.</param>
    /// <param name="keyOf">What names an item within the list for ever; null: as <see cref="NodeIds"/> has it, else its place.</param>
    /// <typeparam name="T">What it lists.</typeparam>
    public static Connection Page<T>(IReadOnlyList<T> items, string source, IResolveFieldContext context, Func<T, string?>? keyOf = null) where T : notnull
    {
        keyOf ??= item => NodeIds.KeyOf(item);
        var list = new ListOfCursors(source, context);
        return Page(items.Count, index => items[index], index => list.Seal(index, keyOf(items[index])), cursor => PlaceOf(cursor), context);

        int? PlaceOf(string cursor)
        {
            if (list.Open(cursor) is not var (place, key))
                return null;
            // Where it was, it is most often still.
            if (place < items.Count && keyOf(items[place]) == key)
                return place;
            for (var index = 0; key is not null && index < items.Count; index++)
            {
                if (keyOf(items[index]) == key)
                    return index;
            }
            // It is gone, and those after it have moved up by one.
            return Math.Min(place, items.Count) - 1;
        }
    }

    /// <summary>The page of a list whose items have numbers that only grow: a cursor holds its place though its item be gone.</summary>
    /// <param name="items">The whole list, as the viewer may see it.</param>
    /// <param name="numberOf">The number of an item.</param>
    /// <param name="source">What the list is of.</param>
    /// <param name="context">The arguments.</param>
    /// <typeparam name="T">What it lists.</typeparam>
    internal static Connection PageByNumber<T>(IReadOnlyList<T> items, Func<T, long> numberOf, ListOfCursors source, IResolveFieldContext context) where T : notnull
    {
        return Page(items.Count, index => items[index], index => source.Seal(numberOf(items[index]), null), cursor =>
        {
            if (source.Open(cursor) is not var (number, _))
                return null;
            var (low, high) = (0, items.Count);
            while (low < high)
            {
                var middle = (low + high) / 2;
                if (numberOf(items[middle]) <= number)
                    low = middle + 1;
                else
                    high = middle;
            }
            return low - 1;
        }, context);
    }

    static Connection Page(int count, Func<int, object> itemAt, Func<int, string> cursorAt, Func<string, int?> placeOf, IResolveFieldContext context)
    {
        var (first, last) = (Size(context, "first"), Size(context, "last"));
        if (first is not null && last is not null)
            throw Refused("BAD_PAGE", "`first` and `last` cannot be asked for together.", "one of them");
        var from = Place("after") is { } after ? after + 1 : 0;
        var to = Math.Max(from, Place("before") ?? count);
        var (start, end) = last is { } asked
            ? (Math.Max(from, to - asked), to)
            : (from, (int)Math.Min(to, (long)from + (first ?? Usual)));
        var edges = new Edge[end - start];
        for (var index = start; index < end; index++)
        {
            var place = index;
            edges[index - start] = new(new(() => cursorAt(place)), itemAt(index));
        }
        return new(edges, count, start > 0, end < count);

        int? Place(string argument) => context.GetArgument<string?>(argument) is not { } cursor ? null
            : placeOf(cursor) ?? throw Refused("BAD_CURSOR", $"`{argument}` is not a cursor of this list.", "a cursor that this very list gave, asked with the same arguments");
    }

    static int? Size(IResolveFieldContext context, string name)
    {
        if (context.GetArgument<int?>(name) is not { } size)
            return null;
        return size is >= 0 and <= Most ? size : throw Refused("BAD_PAGE", $"`{name}` is {size}.", $"0 to {Most}");
    }

    static ExecutionError Refused(string code, string message, string accepted) =>
        new($"{message} Accepted: {accepted}.") { Code = code };

    /// <summary>The cursors of one list: sealed, and of no use to any other list, or to this one asked with other arguments.</summary>
    internal sealed record ListOfCursors
    {
        readonly Seals seals;
        readonly string purpose;

        /// <summary>What a place has beside it that has no key of its own; null: nothing.</summary>
        public string? Beside { get; init; }

        /// <summary>The cursors of what a field lists.</summary>
        public ListOfCursors(string source, IResolveFieldContext context)
            : this($"{context.ParentType.Name}.{context.FieldDefinition.Name} of {source}{ArgumentsOf(context)}", context.RequestServices!)
        {
        }

        /// <summary>The cursors of a list by its name.</summary>
        public ListOfCursors(string purpose, IServiceProvider services) => (this.purpose, seals) = (purpose, services.GetRequiredService<Seals>());

        public string Seal(long place, string? key) => seals.Seal(purpose, (key ?? Beside) is { } beside ? $"{place} {beside}" : place.ToString(CultureInfo.InvariantCulture));

        public (int Place, string? Key)? Open(string cursor)
        {
            if (seals.Open(purpose, cursor) is not { } text)
                return null;
            var space = text.IndexOf(' ');
            return space < 0 ? (int.Parse(text, CultureInfo.InvariantCulture), null) : (int.Parse(text.AsSpan(0, space), CultureInfo.InvariantCulture), text[(space + 1)..]);
        }

        static string ArgumentsOf(IResolveFieldContext context)
        {
            var text = new StringBuilder();
            foreach (var (name, argument) in context.Arguments?.OrderBy(pair => pair.Key, StringComparer.Ordinal) ?? Enumerable.Empty<KeyValuePair<string, global::GraphQL.Execution.ArgumentValue>>())
            {
                if (argument.Value is not null && !OfThePage.Contains(name))
                    text.Append('\n').Append(name).Append('=').Append(System.Text.Json.JsonSerializer.Serialize(argument.Value));
            }
            return text.ToString();
        }
    }
}

/// <summary>An item of a page.</summary>
/// <param name="Sealed">Its place in the list, sealed when it is asked for.</param>
/// <param name="Node">The item.</param>
public sealed record Edge(Lazy<string> Sealed, object Node)
{
    /// <summary>Its place in the list.</summary>
    public string Cursor => Sealed.Value;
}
