using ConveningLedger.GraphQL.Entries;
using ConveningLedger.GraphQL.Types;
using ConveningLedger.Identity;

namespace ConveningLedger.GraphQL.Views;

/// <summary>The types of one person's view, and of belonging to several places.</summary>
static class PersonTypes
{
    public static void Add(GraphTypes types)
    {
        types.Object<Person>("Person")
            .Node((scene, key) => Person.Of(scene.Frame, key))
            .Field("element", "Element!", person => person.Element)
            .Field("account", "String!", (person, scene) => Accounts.OfPerson(scene.Frame, person), "What is recorded of them, in plain words, at most 80 of them.").Weighing(50)
            .Field("participant", "Participant", person => person.Participant)
            .List("trajectory", "IdentificationShifted", (person, _) => person.Participant?.Trajectory ?? [], "Every shift of theirs, in order.")
            .Field("convener", "Convener", person => person.Convener)
            .Field("agency", "Agency", person => person.Agency)
            .List("holdings", "PowerHolding", person => person.Holdings)
            .List("straddles", "Straddle", person => person.Straddles)
            .List("ownWords", "OwnText", person => person.OwnWords, "What they said in words of their own, in order, whatever kind of entry it stands in.")
            .Field("silence", "Silence!", person => person.Silence);
        types.Object<OwnText>("OwnText")
            .Field("text", "String!", own => own.Text)
            .Field("member", "String!", own => own.Member)
            .Field("entry", "Entry!", own => own.Entry);
        types.Object<Straddle>("Straddle")
            .Field("participant", "Participant!", straddle => straddle.Participant)
            .Field("boundary", "Boundary!", straddle => straddle.Boundary)
            .Field("sides", "[[Element!]!]!", (straddle, scene) => straddle.Sides.Select(side => side.Select(key => EntryTypes.ElementIn(scene, key)).ToArray()),
                "For each side of the boundary, in its order, the elements on it that they belong to; perhaps none.");
        types.Object<Level>("ScaleLevel", "A level of scale, and the elements there that somebody belongs to.")
            .Field("scale", "Scale!", level => level.Scale, "The level.")
            .Field("elements", "[Element!]!", (level, scene) => level.Keys.Select(key => EntryTypes.ElementIn(scene, key)), "The elements.");
    }

    /// <summary>The levels of scale that somebody belongs to, from one person to the world.</summary>
    public static IEnumerable<Level> LevelsOf(ParticipantState participant, Scene scene) => participant.BelongsTo
        .GroupBy(key => EntryTypes.ElementIn(scene, key).Description?.Scale)
        .Where(group => group.Key is not null)
        .OrderBy(group => group.Key)
        .Select(group => new Level(group.Key!.Value, [.. group]));

    public sealed record Level(Scale Scale, IReadOnlyList<string> Keys);
}
