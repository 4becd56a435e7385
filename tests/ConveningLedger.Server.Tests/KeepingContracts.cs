using ConveningLedger.GraphQL;
using ConveningLedger.Ledger;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace ConveningLedger.Server.Tests;

public sealed class KeepingContracts
{
    static readonly string Folder = Path.Combine(Repository(), "schema");

    static readonly Dictionary<string, string> Printed = Contracts.All(Catalogue.Standard).ToDictionary(contract => contract.Path, contract => contract.Text);

    public static TheoryData<string> Files => [.. Printed.Keys];

    [Theory]
    [MemberData(nameof(Files))]
    public void prints_what_is_in_the_repository(string path)
    {
        var printed = Printed[path];
        var file = Path.Combine(Folder, path);
        var kept = File.Exists(file) ? File.ReadAllText(file) : "";

        if (printed != kept)
            Assert.Fail($"schema/{path} is not what the code says{FirstDifference(kept, printed)}\nWhere the change is meant, `./build.sh schema` prints the contracts anew.");
    }

    [Fact]
    public void prints_the_same_each_time() =>
        Assert.Equal(Printed["convening-ledger.graphql"], Contracts.GraphQL(Catalogue.Standard));

    [Fact]
    public void says_of_everything_what_it_is()
    {
        using var services = new ServiceCollection().BuildServiceProvider();
        using var schema = new LedgerSchema(services, Catalogue.Standard);
        schema.Initialize();

        var undescribed = schema.AllTypes.Where(IsOurs).SelectMany(Undescribed);

        Assert.Equal("", string.Join(" ", undescribed));
    }

    // The specification says what its own scalars and the types of introspection are.
    static bool IsOurs(IGraphType type) =>
        !type.Name.StartsWith("__", StringComparison.Ordinal) && type.Name is not ("String" or "Boolean" or "Float" or "Int" or "ID");

    static IEnumerable<string> Undescribed(IGraphType type)
    {
        if (IsBlank(type.Description))
            yield return type.Name;
        foreach (var field in (type as IComplexGraphType)?.Fields.AsEnumerable() ?? [])
        {
            if (IsBlank(field.Description))
                yield return $"{type.Name}.{field.Name}";
            foreach (var argument in field.Arguments?.AsEnumerable() ?? [])
            {
                if (IsBlank(argument.Description))
                    yield return $"{type.Name}.{field.Name}({argument.Name})";
            }
        }
        foreach (var value in (type as EnumerationGraphType)?.Values.AsEnumerable() ?? [])
        {
            if (IsBlank(value.Description))
                yield return $"{type.Name}.{value.Name}";
        }
    }

    static bool IsBlank(string? text) => string.IsNullOrWhiteSpace(text);

    static string FirstDifference(string kept, string printed)
    {
        var (before, now) = (kept.Split('\n'), printed.Split('\n'));
        var line = before.Zip(now).TakeWhile(pair => pair.First == pair.Second).Count();
        return $"; line {line + 1}:\n- {before.ElementAtOrDefault(line)}\n+ {now.ElementAtOrDefault(line)}";
    }

    internal static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "ConveningLedger.sln")))
            folder = Path.GetDirectoryName(folder) ?? throw new InvalidOperationException("The tests do not run within the repository.");
        return folder;
    }
}
