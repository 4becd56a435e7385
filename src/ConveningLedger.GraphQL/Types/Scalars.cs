using GraphQL.Types;
using GraphQLParser.AST;

namespace ConveningLedger.GraphQL.Types;

/// <summary>
/// A scalar that is written as a text. What the text may be is checked where it is used, so that a mistake is answered beside the
/// other mistakes of the same input, with what would be accepted.
/// </summary>
sealed class TextScalar : ScalarGraphType
{
    readonly string example;

    public TextScalar(string name, string description, string example, string? specification = null)
    {
        Name = name;
        if (specification is not null)
            this.SpecifiedBy(specification);
        Description = $"{description} For example `{example}`.";
        this.example = example;
    }

    /// <summary>The scalars of the ledger.</summary>
    public static TextScalar[] All =>
    [
        new("Slug", $"A name of an endeavour, or a key within one: {Slug.Accepted}.", "dam-wall"),
        new("EDTF", "A date or time as precisely as is known, in the Extended Date/Time Format.", "2019-03~", "https://www.loc.gov/standards/datetime/"),
        new("DateTime", "An instant in UTC, ISO 8601, with at most 6 fraction digits.", "2018-04-20T09:00:00Z", "https://www.rfc-editor.org/rfc/rfc3339"),
        new("UUID", "A UUID.", "0195f0c2-7d1e-7c3a-9c1e-2f6b1d0e4a55", "https://www.rfc-editor.org/rfc/rfc9562"),
        new("MomentText", "A moment: an instant, a date as precise as you like (it means its last microsecond), or the name of a marked moment.", "2024-06"),
    ];

    public override object? ParseLiteral(GraphQLValue value) => value switch
    {
        GraphQLStringValue text => text.Value.ToString(),
        GraphQLNullValue => null,
        _ => throw Unreadable(),
    };

    public override object? ParseValue(object? value) => value switch
    {
        string or null => value,
        _ => throw Unreadable(),
    };

    public override object? Serialize(object? value) => value?.ToString();

    // Else the engine says that it expected another type, and not what would be accepted.
    public override bool CanParseLiteral(GraphQLValue value) => true;

    FormatException Unreadable() => new($"A {Name} is written as a text, such as \"{example}\".");
}

/// <summary>A list of values. A value that it does not have is refused with those it has.</summary>
sealed class ListOfValues : EnumerationGraphType
{
    public override object? ParseLiteral(GraphQLValue value) => value switch
    {
        GraphQLEnumValue or GraphQLNullValue when base.CanParseLiteral(value) => base.ParseLiteral(value),
        GraphQLEnumValue name => throw Unknown(name.Name.StringValue),
        GraphQLStringValue text => throw Unknown($"\"{text.Value}\""),
        _ => throw Unknown("It"),
    };

    public override object? ParseValue(object? value) => base.CanParseValue(value) ? base.ParseValue(value) : throw Unknown(value);

    public override bool CanParseLiteral(GraphQLValue value) => true;

    FormatException Unknown(object? value) => new($"{value} is not in the list. Accepted: one of {string.Join(", ", Values.Select(known => known.Name))}.");
}
