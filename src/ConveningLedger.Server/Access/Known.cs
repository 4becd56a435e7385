using System.Diagnostics;
using System.Security.Claims;
using ConveningLedger.Store.Access;

namespace ConveningLedger.Server.Access;

/// <summary>
/// Somebody whose session was looked up a moment ago. Whoever asks first, within a second, need not look it up again; whoever stays,
/// by a socket or a stream, is looked up each time.
/// </summary>
/// <param name="user">Who.</param>
/// <param name="session">Their session.</param>
sealed class Known(ClaimsPrincipal user, Session session) : ClaimsPrincipal(user)
{
    static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    readonly long lookedUp = Stopwatch.GetTimestamp();
    Session? session = session;

    /// <summary>The session, once.</summary>
    public Session? Take() => Interlocked.Exchange(ref session, null) is { } taken && Stopwatch.GetElapsedTime(lookedUp) < Moment ? taken : null;
}
