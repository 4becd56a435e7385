using ConveningLedger.Ledger;
using ConveningLedger.Server.Access;
using Npgsql;

namespace ConveningLedger.Server.Tenants;

/// <summary>
/// An organisation with a ledger of its own among others on the same nodes: its own database, its own address, its own people. Whatever is
/// set under <c>Tenants:NAME</c> is set for it alone.
/// </summary>
/// <param name="Name">What it is called in settings, and at the command line.</param>
/// <param name="Settings">What is set for it, beside what is set for all.</param>
/// <param name="Host">The name of the machine in the address under which its people reach it.</param>
sealed record Tenant(string Name, IReadOnlyDictionary<string, string?> Settings, string Host)
{
    /// <summary>The variable that says of which tenant a command is, and of which alone a node.</summary>
    public const string Chosen = "LEDGER_TENANT";

    /// <summary>Where tenants are set, each under its name.</summary>
    public const string Section = "Tenants";

    /// <summary>The setting of the address under which people reach a ledger.</summary>
    public const string PublicUrl = "Access:PublicUrl";

    const string Database = LedgerDatabase.Setting;
    const string Standbys = LedgerDatabase.StandbysSetting;
    const string Audience = "Access:Audience";

    /// <summary>The tenants that are set; none: there is one ledger.</summary>
    /// <param name="configuration">Where they are set.</param>
    /// <exception cref="SettingException">They cannot be.</exception>
    public static IReadOnlyList<Tenant> All(IConfiguration configuration)
    {
        var tenants = configuration.GetSection(Section).GetChildren().Select(section => Read(section, configuration)).ToArray();
        if (tenants.Length > 0 && new[] { Database, Standbys }.FirstOrDefault(name => configuration[name] is { Length: > 0 }) is { } shared)
            throw new SettingException($"{shared} is set beside {Section}. Each tenant has its own: set it as {Section}:{tenants[0].Name}:{shared}, or set no tenants.");
        Refuse(tenants, tenant => tenant.Host, "are reached under the same name of a machine", PublicUrl);
        Refuse(tenants, tenant => DatabaseOf(tenant), "have the same database", Database);
        Refuse(tenants.Where(tenant => tenant.Issuer(configuration) is not null), tenant => $"{tenant.Issuer(configuration)} {tenant.Settings[Audience]}", "take the same tokens of the same issuer", Audience);
        return tenants;
    }

    /// <summary>Sets for an application what is set for the tenant that <see cref="Chosen"/> names, and it is as if there were no other.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="isNeeded">Whether it cannot be for all of them.</param>
    /// <returns>The tenants that are left to be served beside each other.</returns>
    /// <exception cref="SettingException">There is no such tenant, or none is named and one is needed.</exception>
    public static IReadOnlyList<Tenant> Choose(WebApplicationBuilder builder, bool isNeeded)
    {
        var tenants = All(builder.Configuration);
        var accepted = tenants.Count == 0 ? $"not to set it: no {Section} are set" : string.Join(", ", tenants.Select(tenant => tenant.Name).Order(StringComparer.Ordinal));
        if (Environment.GetEnvironmentVariable(Chosen) is not { Length: > 0 } name)
            return !isNeeded || tenants.Count == 0 ? tenants : throw new SettingException($"There are several ledgers here. Set {Chosen} to the tenant whose it is. Accepted: {accepted}.");
        if (tenants.FirstOrDefault(tenant => tenant.Name == name) is not { } chosen)
            throw new SettingException($"{Chosen} is '{name}', and no tenant is called so. Accepted: {accepted}.");
        chosen.Set(builder);
        return [];
    }

    /// <summary>Sets for an application what is set for this tenant.</summary>
    public void Set(WebApplicationBuilder builder) => builder.Configuration.AddInMemoryCollection(Settings);

    static Tenant Read(IConfigurationSection section, IConfiguration configuration)
    {
        var name = section.Key.ToLowerInvariant();
        if (!Slug.IsSlug(name))
            throw new SettingException($"{section.Path} is no name of a tenant. Accepted: letters, digits and hyphens, at most 64, the first no hyphen.");
        var settings = section.AsEnumerable(makePathsRelative: true).Where(set => set.Value is not null).ToDictionary(StringComparer.OrdinalIgnoreCase);
        foreach (var (needed, example) in new[] { (Database, "Host=db-1;Database=ledger;Username=ledger;Password=…"), (PublicUrl, $"https://{name}.example.org") })
        {
            if (settings.GetValueOrDefault(needed) is not { Length: > 0 })
                throw new SettingException($"{section.Path}:{needed} is not set. Set it like `{example}`.");
        }
        // What is destroyed is told of each by itself: one never reads another's.
        settings.TryAdd(Server.Settings.Erasures, Path.Combine(Path.GetDirectoryName(Server.Settings.ErasureFile(configuration)) ?? "", $"erasures-{name}.jsonl"));
        // Who has a token for one is not let in by another, though the same issuer vouches for all.
        settings.TryAdd(Audience, $"{configuration[Audience] ?? new AccessSettings().Audience}-{name}");
        var url = Uri.TryCreate(settings[PublicUrl], UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address
            : throw new SettingException($"{section.Path}:{PublicUrl} is '{settings[PublicUrl]}'. Set it to an address such as https://{name}.example.org.");
        return new(name, settings, url.Host);
    }

    static string DatabaseOf(Tenant tenant)
    {
        try
        {
            var connection = new NpgsqlConnectionStringBuilder(tenant.Settings[Database]);
            return $"{connection.Host}:{connection.Port}/{connection.Database ?? connection.Username}";
        }
        catch (ArgumentException fault)
        {
            throw new SettingException($"{Section}:{tenant.Name}:{Database} cannot be read: {fault.Message} Set it like `Host=db-1;Database=ledger;Username=ledger;Password=…`.");
        }
    }

    string? Issuer(IConfiguration configuration) => (Settings.GetValueOrDefault("Access:Authority") ?? configuration["Access:Authority"]) is { Length: > 0 } issuer ? issuer.TrimEnd('/') : null;

    static void Refuse(IEnumerable<Tenant> tenants, Func<Tenant, string> by, string what, string setting)
    {
        if (tenants.GroupBy(by, StringComparer.OrdinalIgnoreCase).FirstOrDefault(same => same.Count() > 1) is { } same)
            throw new SettingException($"The tenants {string.Join(" and ", same.Select(tenant => tenant.Name).Order(StringComparer.Ordinal))} {what}. Set {Section}:NAME:{setting} of each to one of its own.");
    }
}
