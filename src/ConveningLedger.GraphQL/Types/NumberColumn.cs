using GraphQL.Types;

namespace ConveningLedger.GraphQL.Types;

/// <summary>Many numbers that travel as one value.</summary>
/// <param name="values">The numbers; null where there is none.</param>
sealed class NumberColumn(IEnumerable<decimal?> values)
{
    public NumberColumn(IEnumerable<decimal> values) : this(values.Select(value => (decimal?)value))
    {
    }

    public decimal?[] Values { get; } = [.. values.Select(value => value is { } number ? CanonicalJson.Normal(number) : (decimal?)null)];
}

/// <summary>The scalar of columns: a JSON list of numbers and nulls.</summary>
sealed class NumberColumnScalar : ScalarGraphType
{
    public NumberColumnScalar()
    {
        Name = nameof(NumberColumn);
        this.SpecifiedBy("https://www.rfc-editor.org/rfc/rfc8259#section-5");
        Description = "A column of a table: a JSON list of numbers, null where there is none. For example `[0, 1.5, null]`.";
    }

    public override object? ParseValue(object? value) => throw new FormatException("A column is only answered, never given.");

    public override object? Serialize(object? value) => (value as NumberColumn)?.Values;
}
