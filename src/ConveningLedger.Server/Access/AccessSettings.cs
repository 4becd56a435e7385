namespace ConveningLedger.Server.Access;

/// <summary>How people come in: what is set under <c>Access</c>.</summary>
sealed record AccessSettings
{
    /// <summary>The OIDC issuer whose tokens are taken; absent: people come in by links, sessions and tokens of the ledger's own.</summary>
    public string? Authority { get; init; }

    /// <summary>For whom the issuer's tokens have to be.</summary>
    public string Audience { get; init; } = "convening-ledger";

    /// <summary>The name under which the issuer knows the page, a public client that signs in by code and PKCE.</summary>
    public string ClientId { get; init; } = "convening-ledger";

    /// <summary>Where people reach the server; absent: at this machine only.</summary>
    public Uri? PublicUrl { get; init; }

    /// <summary>Whether those who are not signed in, or have no part in an endeavour, see of every endeavour what everybody may.</summary>
    public bool PublicReads { get; init; }

    /// <summary>Whether everybody who is signed in may open endeavours; else the operator alone.</summary>
    public bool EverybodyOpens { get; init; } = true;

    /// <summary>The origins of other pages that may open sockets.</summary>
    public string[] Origins { get; init; } = [];

    /// <summary>The origin of its own pages, where people reach it by another address than it listens on; null where they do not.</summary>
    public string? Origin => PublicUrl?.GetLeftPart(UriPartial.Authority);

    /// <summary>Whether the server is reached from this machine only.</summary>
    public bool IsLocal => PublicUrl is null;

    /// <summary>Reads the settings.</summary>
    /// <exception cref="SettingException">One of them cannot be.</exception>
    public static AccessSettings From(IConfiguration configuration)
    {
        var access = configuration.GetSection("Access");
        return new()
        {
            Authority = Url(access, "Authority") is { } authority
                ? authority.Scheme == Uri.UriSchemeHttps || authority.IsLoopback ? authority.ToString().TrimEnd('/') : throw new SettingException($"Access:Authority is '{authority}'. Set it to the address of an OIDC issuer that begins with https://.")
                : null,
            Audience = access["Audience"] is { Length: > 0 } audience ? audience : "convening-ledger",
            ClientId = access["ClientId"] is { Length: > 0 } client ? client : "convening-ledger",
            PublicUrl = Url(access, "PublicUrl"),
            PublicReads = Settings.Flag(access, "PublicReads", false),
            EverybodyOpens = Settings.Flag(access, "EverybodyOpens", true),
            Origins = [.. (access["Origins"]?.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries) ?? []).Select(OriginOf)],
        };
    }

    static string OriginOf(string text) => Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" && url.GetLeftPart(UriPartial.Authority) is var origin && origin.Equals(text.TrimEnd('/'), StringComparison.OrdinalIgnoreCase)
        ? origin
        : throw new SettingException($"Access:Origins has '{text}'. Set it to origins such as https://page.example.org, separated by commas, without a path.");

    static Uri? Url(IConfigurationSection access, string name) => access[name] is not { Length: > 0 } text ? null
        : Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme is "http" or "https" ? url
        : throw new SettingException($"Access:{name} is '{text}'. Set it to an address such as https://ledger.example.org.");
}
