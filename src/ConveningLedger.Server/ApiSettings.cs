using ConveningLedger.GraphQL.Transport;
using ConveningLedger.Server.Access;

namespace ConveningLedger.Server;

/// <summary>What is set of the API, under <c>GraphQL</c>.</summary>
static class ApiSettings
{
    /// <summary>Reads the settings.</summary>
    /// <param name="configuration">Where they are set.</param>
    /// <param name="access">How people come in.</param>
    /// <exception cref="SettingException">One of them cannot be.</exception>
    public static TransportSettings From(IConfiguration configuration, AccessSettings access)
    {
        var section = configuration.GetSection("GraphQL");
        return new()
        {
            Introspection = Settings.Flag(section, "Introspection", true),
            TrustedDocuments = FileOf(section, "TrustedDocuments"),
            OnlyTrustedDocuments = Settings.Flag(section, "OnlyTrustedDocuments", false),
            Origins = access.Origin is { } own ? [own, .. access.Origins] : access.Origins,
            Admits = user => access.PublicReads || user.Identity?.IsAuthenticated == true,
            Limits = LimitsFrom(section.GetSection("Limits")),
        };
    }

    /// <summary>Whether the query explorer is there: at one's own machine, and elsewhere where it is asked for.</summary>
    public static bool HasExplorer(IConfiguration configuration, AccessSettings access) => Settings.Flag(configuration.GetSection("GraphQL"), "Explorer", access.IsLocal);

    static Limits LimitsFrom(IConfigurationSection section)
    {
        Limits limits;
        try
        {
            limits = section.Get<Limits>() ?? new();
        }
        catch (InvalidOperationException fault)
        {
            throw new SettingException($"{fault.Message} Set limits of GraphQL to whole numbers, and spans of time like 00:00:10.");
        }
        foreach (var property in typeof(Limits).GetProperties())
        {
            if (SettingsReference.RangeOf(property) is { } range && !range.Holds(property.GetValue(limits)!))
                throw new SettingException($"{section.Path}:{property.Name} is '{section[property.Name]}'. Set it to {range.Accepted}.");
        }
        return limits;
    }

    static string? FileOf(IConfigurationSection section, string name) => section[name] switch
    {
        null or "" => null,
        var file when File.Exists(file) => file,
        var file => throw new SettingException($"{section.Path}:{name} is '{file}', and there is no such file. Set it to a JSON file from the SHA-256 of documents to their texts."),
    };
}
