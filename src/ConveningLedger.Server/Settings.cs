using System.Net;

namespace ConveningLedger.Server;

/// <summary>A setting that cannot be; the message says what would be accepted.</summary>
/// <param name="message">The message.</param>
sealed class SettingException(string message) : Exception(message);

/// <summary>What is set from outside.</summary>
static class Settings
{
    /// <summary>Where it listens unless <c>ASPNETCORE_URLS</c> says otherwise.</summary>
    public const string Url = "http://127.0.0.1:5080";

    /// <summary>The folder that everything is kept under: <c>LEDGER_DATA</c>, or <c>.data</c> where one is.</summary>
    public static string DataDirectory =>
        Environment.GetEnvironmentVariable("LEDGER_DATA") is { Length: > 0 } directory ? directory : ".data";

    /// <summary>The application, configured as ASP.NET Core does, from the program's folder and the environment.</summary>
    public static WebApplicationBuilder Application(string[] arguments)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = arguments,
            // The working directory is the caller's; settings lie beside the program.
            ContentRootPath = AppContext.BaseDirectory,
        });
        if (builder.Configuration["urls"] is null or "" or ";")
            builder.WebHost.UseUrls(Url);
        SettingsReference.Check(builder.Configuration);
        return builder;
    }

    /// <summary>A setting that is yes or no.</summary>
    /// <param name="section">Where it is set.</param>
    /// <param name="name">Its name.</param>
    /// <param name="usual">What it is unless it is set.</param>
    /// <exception cref="SettingException">It is neither.</exception>
    public static bool Flag(IConfigurationSection section, string name, bool usual) => section[name] switch
    {
        null or "" => usual,
        var text when bool.TryParse(text, out var flag) => flag,
        var text => throw new SettingException($"{section.Path}:{name} is '{text}'. Set it to true or false."),
    };

    /// <summary>Refuses to bind what other machines could reach, wherever it was set.</summary>
    /// <param name="endpoint">What is about to be bound.</param>
    public static void CheckLoopback(EndPoint endpoint)
    {
        if (endpoint is IPEndPoint address && !IPAddress.IsLoopback(address.Address))
            throw Reachable(address.ToString());
    }

    /// <summary>Refuses addresses that other machines could reach, where nothing says under which address they do: links and cookies need it.</summary>
    /// <param name="urls">What it is to listen on.</param>
    public static void CheckLoopback(string? urls)
    {
        foreach (var url in (urls ?? Url).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (!Uri.TryCreate(url.Replace("://*", "://0.0.0.0").Replace("://+", "://0.0.0.0"), UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
                throw new SettingException($"'{url}' is not an address. Set ASPNETCORE_URLS to a loopback address, such as {Url}.");
            var host = address.Host.Trim('[', ']');
            if (host != "localhost" && !(IPAddress.TryParse(host, out var ip) && IPAddress.IsLoopback(ip)))
                throw Reachable(url);
        }
    }

    static SettingException Reachable(string address) => new(
        $"{address} can be reached from other machines. Set ASPNETCORE_URLS to a loopback address, such as {Url}, or Access__PublicUrl to the address under which people reach the ledger, such as https://ledger.example.org.");
}
