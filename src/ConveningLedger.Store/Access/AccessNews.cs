namespace ConveningLedger.Store.Access;

/// <summary>
/// Whether something was said of who may come in since it was last looked up. What is heard of, on whichever node it was said, makes all
/// that was looked up before it stale; while nobody listens, everything is.
/// </summary>
public sealed class AccessNews
{
    long said;
    volatile bool isHeard;

    /// <summary>What has been said until now; two equal ones have nothing between them.</summary>
    internal long Said => Interlocked.Read(ref said);

    /// <summary>Whether it would be heard of now.</summary>
    internal bool IsHeard
    {
        get => isHeard;
        set
        {
            isHeard = value;
            Tell();
        }
    }

    /// <summary>Something was said.</summary>
    internal void Tell() => Interlocked.Increment(ref said);
}
