using System.CommandLine;

namespace ConveningLedger.Server.CommandLine;

/// <summary><c>health</c>: whether the server here is ready, for those who can only run a program, as an engine of containers.</summary>
static class HealthCommand
{
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public static Command Make()
    {
        var command = new Command("health", "Asks the server of this machine, where ASPNETCORE_URLS says that it listens, whether it is ready. Exit status 1 where it is not.");
        command.SetAction(async (_, stop) =>
        {
            var url = Here(Settings.Application([]).Configuration["urls"]);
            using var http = new HttpClient { Timeout = Patience };
            try
            {
                using var answer = await http.GetAsync(new Uri(url, "/health/ready"), stop);
                Console.WriteLine(await answer.Content.ReadAsStringAsync(stop));
                return answer.IsSuccessStatusCode ? 0 : 1;
            }
            catch (Exception fault) when (fault is HttpRequestException or TaskCanceledException && !stop.IsCancellationRequested)
            {
                await Console.Error.WriteLineAsync($"Nothing answers at {url}: {fault.Message}");
                return 1;
            }
        });
        return command;
    }

    /// <summary>Where this machine reaches the first of the addresses that are listened on.</summary>
    /// <param name="urls">The addresses; null: the usual one.</param>
    internal static Uri Here(string? urls)
    {
        var first = (urls ?? Settings.Url).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? Settings.Url;
        var url = new UriBuilder(first.Replace("://*", "://0.0.0.0", StringComparison.Ordinal).Replace("://+", "://0.0.0.0", StringComparison.Ordinal));
        if (url.Host is "0.0.0.0" or "[::]")
            url.Host = "localhost";
        return url.Uri;
    }
}
