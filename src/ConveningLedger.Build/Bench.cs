namespace ConveningLedger.Build;

/// <summary>Measures the published server beside what cannot be beaten and what a user would pick instead.</summary>
static class Bench
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        await Prerequisites.CheckAsync();
        var folder = Repository.At("tests", "ConveningLedger.Benchmarks");
        var program = await Compilation.BuildQuietlyAsync(folder, "Building the benchmarks …");
        var peers = Path.Combine(folder, "peers");
        await Npm.InstallAsync(peers);
        await Console.Error.WriteLineAsync("Publishing the server …");
        var server = await Compilation.PublishQuietlyAsync(Path.Combine(folder, "obj", "published"));
        Environment.SetEnvironmentVariable("LEDGER_POSTGRES_BINARIES", (await Prerequisites.PostgresAsync()).Folder);
        return await Terminal.RunAsync(
            [Compilation.Dotnet, program, .. arguments, "--server", server, "--peers", peers], Repository.Root);
    }
}
