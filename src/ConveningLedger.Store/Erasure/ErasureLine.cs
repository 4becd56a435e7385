using System.Text.Json;
using System.Text.Json.Serialization;

namespace ConveningLedger.Store.Erasure;

/// <summary>That members of an entry were destroyed: a row of the log, and a line of its file. It has no words of what was.</summary>
/// <param name="Ledger">The ledger's name: a file may hold lines of several.</param>
/// <param name="Id">The erasure: those of one request have one id.</param>
/// <param name="Endeavour">The slug.</param>
/// <param name="Entry">The entry's id.</param>
/// <param name="Paths">The paths of its members.</param>
/// <param name="By">The subject id of who asked for it.</param>
/// <param name="At">When, in ISO 8601.</param>
/// <param name="Reason">Why.</param>
public sealed record ErasureLine(string Ledger, Guid Id, string Endeavour, Guid Entry, IReadOnlyList<string> Paths, string By, DateTimeOffset At, string Reason);

[JsonSerializable(typeof(ErasureLine))]
sealed partial class ErasureJson : JsonSerializerContext
{
    public static ErasureJson Plain { get; } = new(new JsonSerializerOptions
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        RespectRequiredConstructorParameters = true,
        RespectNullableAnnotations = true,
    });
}
