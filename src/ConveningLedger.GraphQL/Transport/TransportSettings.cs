using System.Security.Claims;

namespace ConveningLedger.GraphQL.Transport;

/// <summary>What can be set of the transport.</summary>
public sealed record TransportSettings
{
    /// <summary>The limits.</summary>
    public Limits Limits { get; init; } = new();

    /// <summary>Whether the schema may be asked for by introspection. Where it may not, mistakes are answered without suggestions.</summary>
    public bool Introspection { get; init; } = true;

    /// <summary>The file of trusted documents; absent: there are none.</summary>
    public string? TrustedDocuments { get; init; }

    /// <summary>Whether nothing but trusted documents is answered.</summary>
    public bool OnlyTrustedDocuments { get; init; }

    /// <summary>The origins of pages, beside its own, that may open sockets.</summary>
    public IReadOnlyList<string> Origins { get; init; } = [];

    /// <summary>Who is answered at all.</summary>
    public Func<ClaimsPrincipal, bool> Admits { get; init; } = _ => true;
}

/// <summary>Tells who a socket is of, by the token that it begins with.</summary>
public interface ITokens
{
    /// <summary>Who a token stands for, and until when; null where it stands for nobody.</summary>
    /// <param name="token">The token.</param>
    /// <param name="cancellation">Stops the asking.</param>
    Task<(ClaimsPrincipal User, DateTimeOffset? Expires)?> Check(string token, CancellationToken cancellation);
}
