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
            TrustedDocuments = section["TrustedDocuments"] is { Length: > 0 } file ? file : null,
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
        var known = typeof(Limits).GetProperties().Select(property => property.Name).ToArray();
        if (section.GetChildren().FirstOrDefault(set => !known.Contains(set.Key, StringComparer.OrdinalIgnoreCase)) is { } unknown)
            throw new SettingException($"{unknown.Path} is no limit. Accepted: {string.Join(", ", known)}.");
        try
        {
            return section.Get<Limits>() ?? new();
        }
        catch (InvalidOperationException fault)
        {
            throw new SettingException($"{fault.Message} Set limits of GraphQL to whole numbers, and spans of time like 00:00:10.");
        }
    }
}
