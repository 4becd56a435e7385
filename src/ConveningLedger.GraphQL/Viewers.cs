namespace ConveningLedger.GraphQL;

/// <summary>Who asks.</summary>
public interface IViewer
{
    /// <summary>The subject id.</summary>
    string Subject { get; }

    /// <summary>The circle they belong to in an endeavour.</summary>
    /// <param name="endeavour">The slug.</param>
    Visibility ClearanceFor(string endeavour);
}

/// <summary>Tells who asks.</summary>
public interface IViewers
{
    /// <summary>Who asks now.</summary>
    IViewer Current { get; }
}
