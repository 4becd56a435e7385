using ConveningLedger.Store;

namespace ConveningLedger.Server;

/// <summary>
/// What is asked while PostgreSQL does not answer gets 503, and when to come back: also where it was not yet known who asks. What was being
/// told already is cut off, so that nobody takes it for the whole.
/// </summary>
static class Unavailability
{
    const string Message = "The database does not answer; try again.";

    static readonly Action<ILogger, string, Exception?> Failed = LoggerMessage.Define<string>(LogLevel.Warning, new(503), "PostgreSQL does not answer: {Fault}");

    /// <summary>Adds it, around all that is added after it.</summary>
    /// <param name="app">The application.</param>
    public static void UseUnavailability(this WebApplication app) => app.Use(async (http, next) =>
    {
        try
        {
            await next(http);
        }
        catch (Exception fault) when (PostgresFaults.IsAway(fault))
        {
            Failed(app.Logger, fault.Message, null);
            if (http.Response.HasStarted)
            {
                http.Abort();
                return;
            }
            http.Response.Clear();
            await Refuse(http, Message);
        }
    });

    /// <summary>Tells who asks to come back.</summary>
    /// <param name="http">The request.</param>
    /// <param name="message">Why.</param>
    public static Task Refuse(HttpContext http, string message)
    {
        http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.Headers.RetryAfter = "1";
        http.Response.Headers.CacheControl = "no-store";
        return http.Response.WriteAsync($$$"""{"errors":[{"message":"{{{message}}}","extensions":{"code":"UNAVAILABLE"}}]}""", http.RequestAborted);
    }
}
