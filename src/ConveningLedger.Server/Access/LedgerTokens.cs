using System.Collections.Concurrent;
using System.Security.Claims;
using ConveningLedger.GraphQL.Access;
using ConveningLedger.GraphQL.Transport;
using ConveningLedger.Ledger;
using ConveningLedger.Store.Access;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Protocols;
using Microsoft.IdentityModel.Protocols.OpenIdConnect;
using Microsoft.IdentityModel.Tokens;

namespace ConveningLedger.Server.Access;

/// <summary>
/// The tokens that let people and programs in: those of the ledger's own, signed with a key in the database and good as long as their session
/// is, and those of the OIDC issuer where one is set.
/// </summary>
sealed class LedgerTokens(AccessBook book, AccessSettings settings, IConfiguration configuration, TimeProvider time) : ITokens, ITickets
{
    /// <summary>The claim that names the session.</summary>
    public const string SessionClaim = "sid";

    /// <summary>The claim that says how they came in: the kind of the session, or <c>OIDC</c>.</summary>
    public const string KindClaim = "kind";

    /// <summary>What the kind is where the issuer vouches for somebody.</summary>
    public const string Oidc = "OIDC";

    const string Issuer = "convening-ledger";
    const string Scheme = "ledger";

    const int MostKept = 10_000;

    static readonly TimeSpan Skew = TimeSpan.FromSeconds(30);

    readonly ConcurrentDictionary<string, (Guid Session, DateTime Expires)> checkedBefore = new(StringComparer.Ordinal);
    readonly JsonWebTokenHandler handler = new() { MapInboundClaims = false };
    readonly ConfigurationManager<OpenIdConnectConfiguration>? issuer = settings.Authority is { } authority
        ? new($"{authority}/.well-known/openid-configuration", new OpenIdConnectConfigurationRetriever(), new HttpDocumentRetriever { RequireHttps = !new Uri(authority).IsLoopback })
        : null;
    SymmetricSecurityKey? key;

    /// <summary>The token of a session.</summary>
    public async Task<string> TokenOf(Session session, CancellationToken cancellation) => handler.CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Issuer,
        Audience = Issuer,
        Expires = session.ExpiresAt.ToDateTimeOffset().UtcDateTime,
        Subject = new([new("sub", session.Subject), new(SessionClaim, session.Id.ToString())]),
        SigningCredentials = new(await Key(cancellation), SecurityAlgorithms.HmacSha256),
    });

    /// <inheritdoc/>
    public string LinkOf(string code) => $"{(settings.PublicUrl?.ToString() ?? Here ?? configuration["urls"]?.Split(';').FirstOrDefault(url => url.Length > 0) ?? Settings.Url).TrimEnd('/')}/sign-in/{code}";

    /// <summary>Where the server answers, for links, where it is reached from this machine only.</summary>
    public string? Here { get; set; }

    /// <inheritdoc/>
    public async Task<(ClaimsPrincipal User, DateTimeOffset? Expires)?> Check(string token, CancellationToken cancellation)
    {
        if (checkedBefore.TryGetValue(token, out var known))
            return await In(known.Session, known.Expires, cancellation);
        return IssuerOf(token) is not { } from ? null : from == Issuer ? await Own(token, cancellation) : await Issued(token, cancellation);
    }

    /// <summary>Who a token says that it is from; null: it is none.</summary>
    string? IssuerOf(string token)
    {
        try
        {
            return handler.CanReadToken(token) ? handler.ReadJsonWebToken(token).Issuer : null;
        }
        catch (Exception fault) when (fault is ArgumentException or FormatException or SecurityTokenException)
        {
            // What looks like one from afar need not be one.
            return null;
        }
    }

    async Task<(ClaimsPrincipal, DateTimeOffset?)?> Own(string token, CancellationToken cancellation)
    {
        var result = await handler.ValidateTokenAsync(token, Parameters(Issuer, Issuer, [await Key(cancellation)], SecurityAlgorithms.HmacSha256));
        if (!result.IsValid || !Guid.TryParse(result.ClaimsIdentity.FindFirst(SessionClaim)?.Value, out var id))
            return null;
        // Its signature stays as it is; when it expires, and whether its session lasts, is looked at each time.
        if (checkedBefore.Count >= MostKept)
            checkedBefore.Clear();
        checkedBefore[token] = (id, result.SecurityToken.ValidTo);
        return await In(id, result.SecurityToken.ValidTo, cancellation);
    }

    async Task<(ClaimsPrincipal, DateTimeOffset?)?> In(Guid id, DateTime expires, CancellationToken cancellation) =>
        time.GetUtcNow() < expires + Skew && await book.Find(id, cancellation) is { } session ? (Principal(session.Subject, ValueNames.Of(session.Kind), session.Id), expires) : null;

    async Task<(ClaimsPrincipal, DateTimeOffset?)?> Issued(string token, CancellationToken cancellation)
    {
        if (issuer is null)
            return null;
        OpenIdConnectConfiguration known;
        try
        {
            known = await issuer.GetConfigurationAsync(cancellation);
        }
        catch (InvalidOperationException)
        {
            // The issuer cannot be asked for its keys: nobody can be known by it now.
            return null;
        }
        var result = await handler.ValidateTokenAsync(token, Parameters(known.Issuer, settings.Audience, known.SigningKeys, null));
        if (!result.IsValid && result.Exception is SecurityTokenSignatureKeyNotFoundException)
            issuer.RequestRefresh();
        return result.IsValid && result.ClaimsIdentity.FindFirst("sub")?.Value is { Length: > 0 } subject ? (Principal(subject, Oidc, null), result.SecurityToken.ValidTo) : null;
    }

    /// <summary>Who comes in.</summary>
    public static ClaimsPrincipal Principal(string subject, string kind, Guid? session) =>
        new(new ClaimsIdentity([new("sub", subject), new(KindClaim, kind), .. session is { } id ? new Claim[] { new(SessionClaim, id.ToString()) } : []], Scheme, "sub", null));

    TokenValidationParameters Parameters(string from, string audience, IEnumerable<SecurityKey> keys, string? algorithm) => new()
    {
        ValidIssuer = from,
        ValidAudience = audience,
        IssuerSigningKeys = keys,
        ValidAlgorithms = algorithm is null ? null : [algorithm],
        RequireSignedTokens = true,
        RequireExpirationTime = true,
        ClockSkew = Skew,
        LifetimeValidator = (from, until, _, parameters) =>
            until is { } end && time.GetUtcNow() < end + parameters.ClockSkew && (from is not { } start || time.GetUtcNow() > start - parameters.ClockSkew),
    };

    // Two who ask at once get the same: the database keeps the first.
    async Task<SymmetricSecurityKey> Key(CancellationToken cancellation) => key ??= new(await book.Secret("tokens", cancellation));
}
