using System.Security.Claims;
using ConveningLedger.GraphQL;
using ConveningLedger.Ledger;
using ConveningLedger.Store.Access;

namespace ConveningLedger.Server.Access;

/// <summary>Tells what those who come in may see: by their roles, as they are now.</summary>
sealed class Viewers(AccessBook book, AccessSettings settings) : IViewers
{
    /// <summary>The subject of the operator.</summary>
    public const string Operator = "local";

    /// <summary>Who records and looks by the command line.</summary>
    public static readonly Recorder Local = new(Operator, Visibility.Conveners);

    static readonly Dictionary<string, Role> None = [];

    readonly AccessSettings settings = settings;

    public async Task<IViewer> Of(ClaimsPrincipal user, CancellationToken cancellation)
    {
        if (user.FindFirst("sub")?.Value is not { } subject)
            return new Viewer(this, "", null, None, null);
        if (user.FindFirst(LedgerTokens.SessionClaim)?.Value is not { } id)
            return new Viewer(this, subject, SessionKind.Person, await book.RolesOf(subject, cancellation), null);
        // Each time: a session that was ended lets nobody in any more, however long a socket has been open.
        if (await book.Find(Guid.Parse(id), cancellation) is not { } session)
            return new Viewer(this, "", null, None, null);
        var roles = session switch
        {
            { Kind: SessionKind.Service, Endeavour: { } endeavour, Role: { } role } => new() { [endeavour] = role },
            { Kind: SessionKind.Person } => await book.RolesOf(subject, cancellation),
            _ => None,
        };
        return new Viewer(this, subject, session.Kind, roles, session.Id);
    }

    sealed class Viewer(Viewers viewers, string subject, SessionKind? kind, Dictionary<string, Role> roles, Guid? session) : IViewer
    {
        public string Subject => subject;

        public Guid? Session => session;

        public SessionKind? Kind => kind;

        public IReadOnlyDictionary<string, Role> Roles => roles;

        public Visibility? ClearanceFor(string endeavour) =>
            kind == SessionKind.Operator ? Visibility.Conveners
            : roles.TryGetValue(endeavour, out var role) ? role.Clearance()
            : viewers.settings.PublicReads ? Visibility.Public
            : null;

        public Visibility? ClearanceToOpen =>
            kind == SessionKind.Operator || (kind == SessionKind.Person && viewers.settings.EverybodyOpens) ? Visibility.Conveners : null;
    }
}
