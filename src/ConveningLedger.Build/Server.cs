namespace ConveningLedger.Build;

/// <summary>Builds the server and becomes it, in the caller's working directory: relative paths mean what they say.</summary>
static class Server
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        await Prerequisites.CheckAsync();
        await Web.BuildQuietlyAsync();
        return await BecomeAsync("Building the ledger; the first time takes a minute …", arguments);
    }

    public static async Task<int> CommandAsync(string[] arguments)
    {
        if (arguments.Length == 0)
            throw new StepFailedException("Say what the ledger is to do: ./build.sh ledger import FILE…, ./build.sh ledger help");
        return await BecomeAsync(null, arguments);
    }

    public static async Task<int> PrintSchemaAsync(string[] arguments) =>
        await BecomeAsync(null, ["schema", "--write", Repository.At("schema"), .. arguments]);

    static async Task<int> BecomeAsync(string? notice, string[] arguments)
    {
        var program = await Compilation.BuildQuietlyAsync(Repository.At("src", "ConveningLedger.Server"), notice);
        if (string.IsNullOrEmpty(Environment.GetEnvironmentVariable("LEDGER_DATA")))
            Environment.SetEnvironmentVariable("LEDGER_DATA", Repository.At(".data"));
        return await Terminal.BecomeAsync([Compilation.Dotnet, program, .. arguments]);
    }
}
