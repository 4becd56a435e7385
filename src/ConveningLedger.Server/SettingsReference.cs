using System.Globalization;
using System.Reflection;
using System.Text;
using ConveningLedger.GraphQL.Transport;
using ConveningLedger.Ledger;
using ConveningLedger.Server.Access;
using ConveningLedger.Server.Tenants;
using ConveningLedger.Store;

namespace ConveningLedger.Server;

/// <summary>A setting of the server.</summary>
/// <param name="Name">Its name in the configuration, such as <c>GraphQL:Limits:Depth</c>, or that of an environment variable that is read by itself.</param>
/// <param name="Meaning">What it does, in one sentence.</param>
/// <param name="Accepted">What it can be set to, with its unit and range.</param>
/// <param name="Usual">What it is unless it is set.</param>
/// <param name="Needed">Where it has to be set; null: nowhere.</param>
sealed record Setting(string Name, Meaning Meaning, string Accepted, string Usual, string? Needed = null)
{
    /// <summary>Its name as an environment variable.</summary>
    public string Variable => Name.Replace(":", "__", StringComparison.Ordinal);
}

/// <summary>What a setting does: words, or a docstring that is read only where they are wanted. It is not at each start.</summary>
/// <param name="words">Gives the words.</param>
sealed class Meaning(Func<string> words)
{
    /// <summary>Words are what they say.</summary>
    /// <param name="words">The words.</param>
    public static implicit operator Meaning(string words) => new(() => words);

    /// <inheritdoc/>
    public override string ToString() => words();
}

/// <summary>What lies between two numbers, of some unit.</summary>
/// <param name="Least">The least.</param>
/// <param name="Most">The most.</param>
/// <param name="Unit">The unit.</param>
/// <param name="IsSpan">Whether it is a span of time, in seconds.</param>
sealed record SettingRange(long Least, long Most, string Unit, bool IsSpan)
{
    /// <summary>The same in words.</summary>
    public string Accepted => IsSpan
        ? $"a span of time from {TimeSpan.FromSeconds(Least):c} to {TimeSpan.FromSeconds(Most):c}"
        : $"a whole number of {Unit} from {Least.ToString(CultureInfo.InvariantCulture)} to {Most.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>Whether a value lies in it.</summary>
    /// <param name="value">A number, or a span of time.</param>
    public bool Holds(object value) => value is TimeSpan span
        ? span >= TimeSpan.FromSeconds(Least) && span <= TimeSpan.FromSeconds(Most)
        : Convert.ToInt64(value, CultureInfo.InvariantCulture) is var number && number >= Least && number <= Most;
}

/// <summary>Every setting there is, said once: what the server reads, refuses, and tells by <c>ledger settings</c>. What each means is the docstring of what it sets.</summary>
static class SettingsReference
{
    const string Flag = "`true` or `false`";
    const string None = "none";
    const string Section = "GraphQL";

    /// <summary>The settings, by what they are for.</summary>
    public static IReadOnlyList<(string Title, IReadOnlyList<Setting> Settings)> Groups { get; } =
    [
        ("Where it runs, and on what",
        [
            new("ASPNETCORE_URLS", "Where it listens; loopback only, unless `Access__PublicUrl` is set.", "addresses, separated by semicolons", $"`{Settings.Url}`"),
            new("LEDGER_DATA", "The folder that everything is kept under: the embedded PostgreSQL, and the binaries that were fetched for it.", "a folder, made where it is missing", "`.data`"),
            new(LedgerDatabase.Setting, "Your own PostgreSQL, 15 or newer, instead of the embedded one; the sample is not loaded there. Statements are prepared: behind a pooler that does not keep them, add `Max Auto Prepare=0`. `Maximum Pool Size` is ten or more.",
                "a connection string of Npgsql with a `Host`", "the embedded one", "where several nodes answer"),
            new(LedgerDatabase.StandbysSetting, "Its standbys, all in one: what is long is read at one of them, once it has all that was acknowledged when it was asked for.",
                "a connection string of Npgsql with several in `Host`, separated by commas", None),
            new(Settings.Erasures, Of<LedgerOptions>(nameof(LedgerOptions.ErasureFile)), "a file, made where it is missing; one for all nodes", "`erasures.jsonl` in the folder of `LEDGER_DATA`", "where the file system of nodes does not last"),
            new("LEDGER_POSTGRES_BINARIES", "The folder with `initdb`, `pg_ctl` and `postgres` for the embedded one.", "a folder", "PATH, the usual folders, npm"),
            new(DatabaseSettings.UpgradeAtStart, Of<LedgerOptions>(nameof(LedgerOptions.UpgradesAtStart)), Flag, Usual(new LedgerOptions().UpgradesAtStart)),
        ]),
        ("Several nodes, several tenants",
        [
            new(Draining.Setting, "How long a node that is asked to stop goes on answering: longer than the proxy takes to see that it is not ready.", "a span of time from 00:00:00 to 00:10:00", "`00:00:05` with `Access__PublicUrl`, else none"),
            new($"{Tenant.Section}:NAME:{LedgerDatabase.Setting}", "A tenant's database. Whatever is set below `Tenants__NAME` is set for that tenant alone.", "a connection string of Npgsql with a `Host`", "one ledger for all", "for each tenant"),
            new($"{Tenant.Section}:NAME:{Tenant.PublicUrl}", "A tenant's address: a request is of the tenant under whose name it was asked.", "an address that begins with `https://` or `http://`", None, "for each tenant"),
            new(Tenant.Chosen, "Of which tenant a command or a node is.", "the name of a tenant", "all, for a node", "for a command where there are tenants"),
        ]),
        ("How people come in",
        [
            new("Access:PublicUrl", Of<AccessSettings>(nameof(AccessSettings.PublicUrl)), "an address that begins with `https://` or `http://`", None, "where other machines reach it"),
            new("Access:Authority", Of<AccessSettings>(nameof(AccessSettings.Authority)), "an address that begins with `https://`; on this machine also `http://`", None),
            new("Access:ClientId", Of<AccessSettings>(nameof(AccessSettings.ClientId)), "a name that the issuer knows", Usual(new AccessSettings().ClientId)),
            new("Access:Audience", Of<AccessSettings>(nameof(AccessSettings.Audience)), "a name that the issuer knows", Usual(new AccessSettings().Audience)),
            new("Access:PublicReads", Of<AccessSettings>(nameof(AccessSettings.PublicReads)), Flag, Usual(new AccessSettings().PublicReads)),
            new("Access:EverybodyOpens", Of<AccessSettings>(nameof(AccessSettings.EverybodyOpens)), Flag, Usual(new AccessSettings().EverybodyOpens)),
            new("Access:Origins", Of<AccessSettings>(nameof(AccessSettings.Origins)), "origins such as `https://page.example.org`, separated by commas", None),
            new("ASPNETCORE_FORWARDEDHEADERS_ENABLED", "Whether a proxy before it is believed about who asks, and by which scheme; only where nobody else reaches the server.", Flag, "`false`", "behind a proxy that speaks HTTPS for it"),
        ]),
        ("The API",
        [
            new("GraphQL:Introspection", Of<TransportSettings>(nameof(TransportSettings.Introspection)), Flag, Usual(new TransportSettings().Introspection)),
            new("GraphQL:Explorer", "Whether the query explorer is at `/explore`.", Flag, "`true` without `Access__PublicUrl`"),
            new("GraphQL:TrustedDocuments", Of<TransportSettings>(nameof(TransportSettings.TrustedDocuments)), "a JSON file from the SHA-256 of documents to their texts", None),
            new("GraphQL:OnlyTrustedDocuments", Of<TransportSettings>(nameof(TransportSettings.OnlyTrustedDocuments)), Flag, Usual(new TransportSettings().OnlyTrustedDocuments)),
        ]),
        ("What one request may ask of the API",
            [.. typeof(Limits).GetProperties().Select(property => new Setting($"{Section}:{nameof(Limits)}:{property.Name}", Of<Limits>(property.Name), RangeOf(property)!.Accepted, Usual(property.GetValue(new Limits())!)))]),
        ("What is watched",
        [
            new(Observability.Endpoint, "Where traces and metrics go; OpenTelemetry's other settings (`OTEL_…`) hold, too.", "an address that OTLP is taken at", "nothing is sent"),
            new("Logging:LogLevel:Default", "How much is logged, and to standard output.", "`Trace`, `Debug`, `Information`, `Warning`, `Error`, `Critical` or `None`", "`Warning`"),
        ]),
    ];

    /// <summary>All of them.</summary>
    public static IReadOnlyList<Setting> All { get; } = [.. Groups.SelectMany(group => group.Settings)];

    // Below these every setting is the ledger's own; beside them there are those of the framework and of other programs.
    static string[] Owned { get; } = ["Access", Section, DatabaseSettings.Section, LedgerDatabase.Section, Settings.ErasuresSection, Draining.Section];

    /// <summary>What a limit may be set to; null: it has no range.</summary>
    /// <param name="property">The limit.</param>
    public static SettingRange? RangeOf(PropertyInfo property) => property.GetCustomAttribute<LimitAttribute>() is { } limit ? new(limit.Least, limit.Most, limit.Unit, property.PropertyType == typeof(TimeSpan)) : null;

    /// <summary>Refuses a setting that would be the ledger's own and is none: a slip of the pen must not pass for a setting.</summary>
    /// <param name="configuration">Where they are set.</param>
    /// <exception cref="SettingException">There is one.</exception>
    public static void Check(IConfiguration configuration)
    {
        foreach (var set in Owned.SelectMany(section => Set(configuration.GetSection(section))))
        {
            if (All.Any(setting => setting.Name.Equals(set.Path, StringComparison.OrdinalIgnoreCase)))
                continue;
            var (under, beside) = (set.Path, Array.Empty<string>());
            while (beside.Length == 0)
            {
                under = under[..under.TrimEnd(':').LastIndexOf(':')] + ":";
                beside = [.. All.Where(setting => setting.Name.StartsWith(under, StringComparison.OrdinalIgnoreCase)).Select(setting => setting.Name[under.Length..]).Where(name => !name.Contains(':'))];
            }
            var nearest = NearestNames.To(set.Path[under.Length..], beside);
            throw new SettingException($"{set.Path} is no setting. {(nearest.Count > 0 ? $"Perhaps {under}{nearest[0]} is meant. " : "")}Accepted: {string.Join(", ", beside)}.");
        }
    }

    /// <summary>The reference, in Markdown.</summary>
    public static string Markdown()
    {
        var text = new StringBuilder(
            """
            # Settings

            Printed from the code, by `ledger settings` and by `./build.sh schema`. They are environment variables; in the arguments of `run` (`--GraphQL:Limits:Depth=20`)
            a colon stands for two underscores. Nothing has to be set but where it is said. A setting of the ledger's own that there is not, or that is out of its range, is
            told at the start, with what would be accepted, and nothing is served then.

            """);
        foreach (var (title, settings) in Groups)
        {
            text.Append($"\n## {title}\n\n| setting | what it does | accepted | unless set | needed |\n| --- | --- | --- | --- | --- |\n");
            foreach (var setting in settings)
                text.Append($"| `{setting.Variable}` | {setting.Meaning} | {setting.Accepted} | {setting.Usual} | {setting.Needed ?? "no"} |\n");
        }
        return text.ToString().ReplaceLineEndings("\n");
    }

    static IEnumerable<IConfigurationSection> Set(IConfigurationSection section) => section.GetChildren().SelectMany(child => child.GetChildren().Any() ? Set(child) : [child]);

    static Meaning Of<T>(string property) => new(() => Documentation.Property(typeof(T), property) ?? throw new InvalidOperationException($"{typeof(T).Name}.{property} has no summary: it is what the reference of settings says."));

    static string Usual(object value) => value switch
    {
        bool flag => flag ? "`true`" : "`false`",
        TimeSpan span => $"`{span:c}`",
        _ => $"`{Convert.ToString(value, CultureInfo.InvariantCulture)}`",
    };
}
