using ConveningLedger.GraphQL;
using ConveningLedger.Ledger;

namespace ConveningLedger.Server;

/// <summary>On this machine, until there is access control, everybody is the actor <c>local</c>, a convener of everything.</summary>
sealed class LocalViewers : IViewers, IViewer
{
    /// <summary>The one who records and asks.</summary>
    public static readonly Recorder Local = new("local", Visibility.Conveners);

    public IViewer Current => this;

    public string Subject => Local.Subject;

    public Visibility ClearanceFor(string endeavour) => Local.Clearance;
}
