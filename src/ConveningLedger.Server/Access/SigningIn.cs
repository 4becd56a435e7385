using System.Globalization;
using System.Net;
using System.Threading.RateLimiting;
using ConveningLedger.Store.Access;
using Microsoft.AspNetCore.Authentication;

namespace ConveningLedger.Server.Access;

/// <summary>How people come in by a link, and go.</summary>
static class SigningIn
{
    /// <summary>How long a session of a browser lasts.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(30);

    /// <summary>How long the link lasts that is printed at the start.</summary>
    public static readonly TimeSpan LinkLifetime = TimeSpan.FromHours(12);

    const string Limit = "sign-in";
    const int Attempts = 20;

    /// <summary>Adds what it needs.</summary>
    public static void AddAccess(this WebApplicationBuilder builder, AccessSettings settings)
    {
        builder.Services.AddSingleton(settings);
        builder.Services.AddSingleton<LedgerTokens>();
        builder.Services.AddSingleton<GraphQL.Transport.ITokens>(services => services.GetRequiredService<LedgerTokens>());
        builder.Services.AddSingleton<GraphQL.Access.ITickets>(services => services.GetRequiredService<LedgerTokens>());
        builder.Services.AddSingleton<GraphQL.IViewers, Viewers>();
        // Without what protects cookies of its own making: the ledger's hold a token.
        builder.Services.AddWebEncoders();
        builder.Services.AddAuthenticationCore(authentication => authentication.DefaultScheme = Authentication.Name);
        new AuthenticationBuilder(builder.Services).AddScheme<AuthenticationSchemeOptions, Authentication>(Authentication.Name, null);
        builder.Services.AddRateLimiter(limiter =>
        {
            limiter.AddPolicy(Limit, http => RateLimitPartition.GetFixedWindowLimiter(http.Connection.RemoteIpAddress, _ => new() { PermitLimit = Attempts, Window = TimeSpan.FromMinutes(1) }));
            limiter.OnRejected = (context, _) =>
            {
                context.HttpContext.Response.StatusCode = StatusCodes.Status429TooManyRequests;
                if (context.Lease.TryGetMetadata(MetadataName.RetryAfter, out var wait))
                    context.HttpContext.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
                return ValueTask.CompletedTask;
            };
        });
    }

    /// <summary>Answers the links.</summary>
    public static void MapAccess(this WebApplication app)
    {
        app.UseAuthentication();
        app.UseRateLimiter();
        app.MapGet("/sign-in/{code}", Open).RequireRateLimiting(Limit);
        app.MapPost("/sign-in/{code}", Use).RequireRateLimiting(Limit);
        app.MapPost("/sign-out", SignOut).RequireRateLimiting(Limit);
    }

    /// <summary>Makes a link that signs the operator in, once.</summary>
    public static async Task<string> OperatorsLink(IServiceProvider services, CancellationToken cancellation)
    {
        var (_, code) = await services.GetRequiredService<AccessBook>().Invite(null, null, "the operator", LinkLifetime, Viewers.Operator, cancellation);
        return services.GetRequiredService<LedgerTokens>().LinkOf(code);
    }

    // What looks at links before people do, in mail and chat, must not use them up; so an invitation asks once more.
    static async Task Open(HttpContext http, string code, AccessBook book, LedgerTokens tokens, AccessSettings settings)
    {
        if (settings.IsLocal && await book.IsOperators(code, http.RequestAborted))
        {
            await Use(http, code, book, tokens, settings);
            return;
        }
        await Page(http, StatusCodes.Status200OK, "Sign in", """
            <p>This link signs you in, once. It keeps you signed in, in this browser, for 30 days.</p>
            <form method="post"><button>Sign in</button></form>
            """);
    }

    static async Task Use(HttpContext http, string code, AccessBook book, LedgerTokens tokens, AccessSettings settings)
    {
        if (HttpMethods.IsPost(http.Request.Method) && !Authentication.IsAskedByOwnPage(http.Request, settings))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        // Whoever is signed in already stays who they are.
        var known = http.User.FindFirst("sub")?.Value;
        var isOperators = await book.IsOperators(code, http.RequestAborted);
        var subject = isOperators ? Viewers.Operator : known ?? $"p-{Guid.NewGuid():N}";
        if (await book.Use(code, subject, http.RequestAborted) is not { } invitation)
        {
            if (known is not null)
            {
                http.Response.Redirect("/");
                return;
            }
            await Page(http, StatusCodes.Status410Gone, "This link is used up",
                "<p>A link signs in once, and does not last for ever. Ask whoever gave it to you for another; on the machine of the ledger, <code>./build.sh ledger sign-in</code> prints one.</p>");
            return;
        }
        if (known is null || isOperators)
        {
            var session = await book.Begin(subject, isOperators ? SessionKind.Operator : SessionKind.Person, Browser(http.Request), Lifetime, subject, null, http.RequestAborted);
            http.Response.Cookies.Append(Authentication.Cookie, await tokens.TokenOf(session, http.RequestAborted), Options(settings, session.ExpiresAt.ToDateTimeOffset()));
        }
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Redirect("/");
    }

    static async Task SignOut(HttpContext http, AccessBook book, AccessSettings settings)
    {
        if (!Authentication.IsAskedByOwnPage(http.Request, settings))
        {
            http.Response.StatusCode = StatusCodes.Status403Forbidden;
            return;
        }
        if (Guid.TryParse(http.User.FindFirst(LedgerTokens.SessionClaim)?.Value, out var id))
            await book.End(id, http.User.FindFirst("sub")!.Value, null, http.RequestAborted);
        http.Response.Cookies.Delete(Authentication.Cookie, Options(settings, null));
        http.Response.Redirect("/");
    }

    static CookieOptions Options(AccessSettings settings, DateTimeOffset? until) => new()
    {
        HttpOnly = true,
        SameSite = SameSiteMode.Lax,
        Secure = settings.PublicUrl?.Scheme == Uri.UriSchemeHttps,
        Path = "/",
        Expires = until,
    };

    static string Browser(HttpRequest request)
    {
        const int longest = 80;
        var agent = request.Headers.UserAgent.ToString();
        return agent is "" ? "a browser" : agent.Length <= longest ? agent : agent[..longest];
    }

    static async Task Page(HttpContext http, int status, string title, string body)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        http.Response.Headers.CacheControl = "no-store";
        http.Response.Headers.ContentSecurityPolicy = "default-src 'none'; form-action 'self'; frame-ancestors 'none'";
        // The link is told to nobody else. With "no-referrer" a browser would not say either that the form is this page's own.
        http.Response.Headers["Referrer-Policy"] = "same-origin";
        await http.Response.WriteAsync($"<!doctype html><html lang=\"en\"><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width\"><title>{WebUtility.HtmlEncode(title)}</title><h1>{WebUtility.HtmlEncode(title)}</h1>{body}");
    }
}
