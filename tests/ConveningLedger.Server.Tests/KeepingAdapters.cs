using ConveningLedger.Server.Tests.Postgres;
using JasperFx.CodeGeneration;
using JasperFx.CodeGeneration.Model;
using Microsoft.Extensions.DependencyInjection;
using Wolverine;

namespace ConveningLedger.Server.Tests;

/// <summary>The code between Wolverine and the handlers is in the repository, so that nothing is compiled at the first writing. <c>codegen write</c> writes it anew, beside the program.</summary>
public sealed class KeepingAdapters(LedgerDatabase database) : IClassFixture<LedgerDatabase>
{
    const string Kept = "src/ConveningLedger.Store/Internal/Generated";

    [Fact]
    public async Task what_is_compiled_is_what_wolverine_writes_for_the_handlers_as_they_are()
    {
        await using var ledger = await LedgerApi.Start(database.ConnectionString);
        using var folder = new ClusterFolder();
        var rules = ledger.Services.GetRequiredService<WolverineOptions>().CodeGeneration;
        rules.GeneratedCodeOutputPath = folder.Path;

        var builder = new DynamicCodeBuilder(ledger.Services, [.. ledger.Services.GetServices<ICodeFileCollection>()])
        {
            ServiceVariableSource = ledger.Services.GetService<IServiceVariableSource>(),
        };
        builder.WriteGeneratedCode(_ => { });

        Assert.Equal(Texts(folder.Path), Texts(Path.Combine(KeepingContracts.Repository(), Kept)));
    }

    // By name and text, however deep the folders.
    static SortedDictionary<string, string> Texts(string folder) => new(Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories)
        .ToDictionary(file => Path.GetFileName(file), file => File.ReadAllText(file).ReplaceLineEndings("\n").TrimEnd()), StringComparer.Ordinal);
}
