using ConveningLedger.Store.Access;

namespace ConveningLedger.GraphQL.Access;

/// <summary>Makes what lets people and programs in.</summary>
public interface ITickets
{
    /// <summary>The token of a session.</summary>
    /// <param name="session">The session.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    Task<string> TokenOf(Session session, CancellationToken cancellation);

    /// <summary>The link that uses an invitation.</summary>
    /// <param name="code">The invitation's code.</param>
    string LinkOf(string code);
}
