using System.Text.RegularExpressions;

namespace ConveningLedger.Server.Tests.Operating;

/// <summary>The reference of settings is true: of the code, which a contract in <c>schema/</c> holds it to, and of what tells people to set something.</summary>
public sealed partial class TellingSettings
{
    static readonly string Root = KeepingContracts.Repository();

    // What the program reads by itself, and not by the configuration, is in the reference by hand.
    [Fact]
    public void has_every_variable_that_the_server_reads()
    {
        var read = Directory.GetFiles(Path.Combine(Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("ConveningLedger.Build", StringComparison.Ordinal) && !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal))
            .SelectMany(file => Read().Matches(File.ReadAllText(file))).Select(match => match.Groups[1].Value).Distinct();

        Assert.Equal(["LEDGER_DATA", "LEDGER_POSTGRES_BINARIES"], read.Order(StringComparer.Ordinal).Where(name => name != "PATH"));
        Assert.Subset(SettingsReference.All.Select(setting => setting.Variable).ToHashSet(), read.Where(name => name != "PATH").ToHashSet());
    }

    [Fact]
    public void says_of_each_what_it_does_and_accepts()
    {
        Assert.Equal(SettingsReference.All.Count, SettingsReference.All.Select(setting => setting.Variable.ToUpperInvariant()).Distinct().Count());
        Assert.All(SettingsReference.All, setting =>
        {
            Assert.EndsWith(".", $"{setting.Meaning}");
            Assert.DoesNotContain('|', $"{setting.Meaning}{setting.Accepted}{setting.Usual}");
            Assert.True(setting.Accepted.Length > 0 && setting.Usual.Length > 0, setting.Name);
        });
        Assert.Contains("| `GraphQL__Limits__Depth` | How deep fields may be nested. The standard introspection is 15 deep. | a whole number of levels from 1 to 1000 | `15` | no |\n", SettingsReference.Markdown());
    }

    [Theory]
    [InlineData("README.md")]
    [InlineData("SECURITY.md")]
    [InlineData("docker/compose.yaml")]
    [InlineData("docker/Dockerfile")]
    public void nothing_that_tells_people_to_set_something_names_another(string file)
    {
        var named = Named().Matches(File.ReadAllText(Path.Combine(Root, file))).Select(match => match.Value).ToHashSet();

        Assert.Subset(SettingsReference.All.Select(setting => setting.Variable).ToHashSet(), named);
    }

    [Fact]
    public async Task is_printed_and_a_slip_of_the_pen_is_told_by_every_word()
    {
        await using var printed = LedgerProcess.Start(Path.GetTempPath(), null, "settings");
        await using var mistaken = LedgerProcess.Start(Path.Combine(Path.GetTempPath(), "ledger-never"), null, "run", "--Access:PublicURI=https://ledger.example.org");

        var (status, output, errors) = await printed.End();
        var (statusOfServer, outputOfServer, errorsOfServer) = await mistaken.End();

        Assert.Equal((0, SettingsReference.Markdown(), ""), (status, output, errors));
        Assert.Equal((1, ""), (statusOfServer, outputOfServer));
        Assert.StartsWith("Access:PublicURI is no setting. Perhaps Access:PublicUrl is meant. Accepted: PublicUrl, Authority, ", errorsOfServer, StringComparison.Ordinal);
        Assert.False(Directory.Exists(Path.Combine(Path.GetTempPath(), "ledger-never")));
    }

    [GeneratedRegex("""GetEnvironmentVariable\("([A-Za-z_]+)"\)""")]
    private static partial Regex Read();

    [GeneratedRegex(@"\b(?:Access|GraphQL|Database|ConnectionStrings)__\w*\w")]
    private static partial Regex Named();
}
