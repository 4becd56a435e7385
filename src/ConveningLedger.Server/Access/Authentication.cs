using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Microsoft.Net.Http.Headers;

namespace ConveningLedger.Server.Access;

/// <summary>
/// Knows people by the token that they bring: in the header, or in the cookie of a browser that signed in. A cookie counts only for what the
/// ledger's own pages ask.
/// </summary>
sealed class Authentication(IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory log, UrlEncoder encoder, LedgerTokens tokens, AccessSettings settings)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, log, encoder)
{
    public const string Name = "ledger";

    /// <summary>The name of the cookie.</summary>
    public const string Cookie = "ledger-session";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (TokenIn(Request) is not { } token)
            return AuthenticateResult.NoResult();
        return await tokens.Check(token, Context.RequestAborted) is { } known
            ? AuthenticateResult.Success(new(known.User, Name))
            : AuthenticateResult.Fail("The token is not accepted.");
    }

    string? TokenIn(HttpRequest request)
    {
        const string bearer = "Bearer ";
        var header = request.Headers.Authorization.ToString();
        if (header.Length > 0)
            return header.StartsWith(bearer, StringComparison.OrdinalIgnoreCase) ? header[bearer.Length..].Trim() : null;
        return IsAskedByOwnPage(request, settings) && request.Cookies[Cookie] is { Length: > 0 } cookie ? cookie : null;
    }

    /// <summary>Whether a request comes from the ledger's own pages, or from nobody's page.</summary>
    public static bool IsAskedByOwnPage(HttpRequest request, AccessSettings settings)
    {
        var origin = request.Headers[HeaderNames.Origin].ToString();
        return request.Headers["Sec-Fetch-Site"].ToString() is "" or "same-origin" or "none"
            && (origin.Length == 0 || origin.Equals(settings.Origin ?? $"{request.Scheme}://{request.Host}", StringComparison.OrdinalIgnoreCase));
    }
}
