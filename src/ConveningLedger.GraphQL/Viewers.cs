using System.Security.Claims;
using ConveningLedger.Store.Access;
using GraphQL;
using Microsoft.Extensions.DependencyInjection;

namespace ConveningLedger.GraphQL;

/// <summary>Who asks, as they may see at this moment.</summary>
public interface IViewer
{
    /// <summary>The subject id.</summary>
    string Subject { get; }

    /// <summary>The circle they belong to in an endeavour; null where they have no part in it: then it is to them as if it were not there.</summary>
    /// <param name="endeavour">The slug.</param>
    Visibility? ClearanceFor(string endeavour);

    /// <summary>How they came in; null where nobody knows who they are.</summary>
    SessionKind? Kind { get; }

    /// <summary>The session that they came in by; null where it is none of the ledger's own.</summary>
    Guid? Session { get; }

    /// <summary>The roles that they have, by endeavour. The operator has all of everywhere, and none here.</summary>
    IReadOnlyDictionary<string, Role> Roles { get; }

    /// <summary>The circle in which they record what opens an endeavour; null where they may not.</summary>
    Visibility? ClearanceToOpen { get; }
}

/// <summary>Tells who asks.</summary>
public interface IViewers
{
    /// <summary>Who somebody is, as of now.</summary>
    /// <param name="user">As the request says.</param>
    /// <param name="cancellation">Stops the asking.</param>
    Task<IViewer> Of(ClaimsPrincipal user, CancellationToken cancellation);
}

/// <summary>The viewer of an operation: asked for once, when a field first needs it.</summary>
static class Viewing
{
    public static Task<IViewer> Viewer(this IResolveFieldContext context)
    {
        const string name = "viewer";
        var viewer = (System.Collections.Concurrent.ConcurrentDictionary<string, object?>)context.UserContext;
        return ((Lazy<Task<IViewer>>)viewer.GetOrAdd(name, _ => new Lazy<Task<IViewer>>(() =>
            context.RequestServices!.GetRequiredService<IViewers>().Of(context.User!, context.CancellationToken)))!).Value;
    }
}
