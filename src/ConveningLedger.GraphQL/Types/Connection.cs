using System.Text;
using GraphQL;

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

    internal static Argument[] Arguments =>
    [
        new("first", "Int", $"How many items from the start, or after `after`: 0 to {Most}, {Usual} unless said."),
        new("after", "String", "A cursor: the page begins after it."),
        new("last", "Int", $"How many items from the end, or before `before`: 0 to {Most}. Not together with `first`."),
        new("before", "String", "A cursor: the page ends before it."),
    ];

    /// <summary>The page of a list that the arguments ask for.</summary>
    /// <param name="items">The whole list, as the viewer may see it.</param>
    /// <param name="keyOf">What names an item within the list, for ever.</param>
    /// <param name="list">What names the list; a cursor of another list is refused.</param>
    /// <param name="context">The arguments.</param>
    /// <typeparam name="T">What it lists.</typeparam>
    public static Connection Page<T>(IReadOnlyList<T> items, Func<T, string> keyOf, string list, IResolveFieldContext context) where T : notnull
    {
        var (first, last) = (Size(context, "first"), Size(context, "last"));
        if (first is not null && last is not null)
            throw Refused("BAD_PAGE", "`first` and `last` cannot be asked for together.", "one of them");
        var from = context.GetArgument<string?>("after") is { } after ? PlaceOf(after, "after") + 1 : 0;
        var to = context.GetArgument<string?>("before") is { } before ? PlaceOf(before, "before") : items.Count;
        to = Math.Max(from, to);
        var (start, end) = last is { } count
            ? (Math.Max(from, to - count), to)
            : (from, (int)Math.Min(to, (long)from + (first ?? Usual)));
        var edges = new Edge[end - start];
        for (var index = start; index < end; index++)
            edges[index - start] = new(CursorOf(list, keyOf(items[index])), items[index]);
        return new(edges, items.Count, start > 0, end < items.Count);

        int PlaceOf(string cursor, string argument)
        {
            if (KeyIn(cursor, list) is { } key)
            {
                for (var index = 0; index < items.Count; index++)
                {
                    if (keyOf(items[index]) == key)
                        return index;
                }
            }
            throw Refused("BAD_CURSOR", $"`{argument}` is not a cursor of this list.", "a cursor that this very list gave");
        }
    }

    static int? Size(IResolveFieldContext context, string name)
    {
        if (context.GetArgument<int?>(name) is not { } size)
            return null;
        return size is >= 0 and <= Most ? size : throw Refused("BAD_PAGE", $"`{name}` is {size}.", $"0 to {Most}");
    }

    static string CursorOf(string list, string key) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{list}\n{key}"));

    static string? KeyIn(string cursor, string list)
    {
        var bytes = new byte[cursor.Length];
        if (!Convert.TryFromBase64String(cursor, bytes, out var length))
            return null;
        var text = Encoding.UTF8.GetString(bytes.AsSpan(0, length));
        return text.StartsWith($"{list}\n", StringComparison.Ordinal) ? text[(list.Length + 1)..] : null;
    }

    static ExecutionError Refused(string code, string message, string accepted) =>
        new($"{message} Accepted: {accepted}.") { Code = code };
}

/// <summary>An item of a page.</summary>
/// <param name="Cursor">Its place in the list.</param>
/// <param name="Node">The item.</param>
public sealed record Edge(string Cursor, object Node);
