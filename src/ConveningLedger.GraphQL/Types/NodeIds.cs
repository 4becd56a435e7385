using System.Buffers.Text;
using System.Text;

namespace ConveningLedger.GraphQL.Types;

/// <summary>
/// The ids by which what the graph has can be asked for again (Relay's <c>Node</c>): opaque, with the type, the endeavour and the key within
/// it. What they name is looked at as it is now, whatever the moment at which it was found.
/// </summary>
static class NodeIds
{
    const char Between = '\n';

    /// <summary>The id of something.</summary>
    /// <param name="type">The name of its type; of entries <c>Entry</c>.</param>
    /// <param name="endeavour">The slug of its endeavour.</param>
    /// <param name="key">Its key there; empty for the endeavour itself.</param>
    public static string Of(string type, string endeavour, string key) =>
        Base64Url.EncodeToString(Encoding.UTF8.GetBytes($"{type}{Between}{endeavour}{Between}{key}"));

    /// <summary>What an id names; null where it is none.</summary>
    public static (string Type, string Endeavour, string Key)? Read(string id)
    {
        const int parts = 3;
        if (!Base64Url.IsValid(id))
            return null;
        var read = Encoding.UTF8.GetString(Base64Url.DecodeFromChars(id)).Split(Between);
        return read.Length == parts && Slug.IsSlug(read[1]) ? (read[0], read[1], read[2]) : null;
    }

    /// <summary>What names a value among its kind within an endeavour, for ever; null where nothing does.</summary>
    public static string? KeyOf(object? value) => value switch
    {
        Seen seen => KeyOf(seen.Value),
        Entry entry => entry.Id.ToString(),
        Landscape.ElementState element => element.Key,
        Identity.ParticipantState participant => participant.Key,
        Identity.Person person => person.Element.Key,
        Calls.CallState call => call.Audience ?? "",
        Boundaries.BoundaryState boundary => boundary.Key,
        Legitimacy.ConstituencyState constituency => constituency.Key,
        Views.FrameTypes.StoryShown story => story.Data.Key,
        Evaluation.Outcome outcome => outcome.Data.Key,
        Evaluation.Claim claim => claim.Data.Key,
        Evaluation.Wave wave => wave.Data.Key,
        LongGame.MicroShift shift => $"{shift.Entry.Id} {shift.Of.Measure} {string.Join(' ', shift.Of.Subject)}",
        LongGame.Trend trend => $"{trend.Of.Measure} {string.Join(' ', trend.Of.Subject)}",
        Agency.AgencyState agency => agency.Key,
        History history => history.Endeavour,
        _ => null,
    };
}
