namespace ConveningLedger.Server;

/// <summary>What is set of the database, under <c>Database</c>; where it is, is a connection string.</summary>
static class DatabaseSettings
{
    /// <summary>Where they are.</summary>
    public const string Section = "Database";

    /// <summary>Whether the server brings the database up to date by itself.</summary>
    public const string UpgradeAtStart = $"{Section}:UpgradeAtStart";

    /// <summary>Reads whether the server brings the database up to date by itself.</summary>
    /// <param name="configuration">Where it is set.</param>
    /// <exception cref="SettingException">It is neither true nor false.</exception>
    public static bool UpgradesAtStart(IConfiguration configuration) => Settings.Flag(configuration.GetSection(Section), "UpgradeAtStart", true);
}
