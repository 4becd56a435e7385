using System.Collections.Immutable;
using ConveningLedger.Agency;
using ConveningLedger.Endeavours;
using ConveningLedger.Landscape;
using ConveningLedger.LongGame;
using ConveningLedger.Power;

namespace ConveningLedger.Identity;

/// <summary>One person or group in a frame of one endeavour: what is recorded of them, what they said, and since when nothing was heard.</summary>
/// <param name="Element">Who they are on the map.</param>
/// <param name="Participant">What they identify with and how that went; null where nothing is known of it.</param>
/// <param name="Convener">In which roles they convene or convened; null where they never did.</param>
/// <param name="Agency">What they came to be able to do; null where nothing is known of it.</param>
/// <param name="Holdings">The forms of power that they hold.</param>
/// <param name="Straddles">The boundaries that they straddle.</param>
/// <param name="OwnWords">What they said in words of their own, in order.</param>
/// <param name="Silence">Since when nothing was heard of them.</param>
public sealed record Person(
    ElementState Element, ParticipantState? Participant, ConvenerState? Convener, AgencyState? Agency, IReadOnlyList<HoldingState> Holdings,
    IReadOnlyList<Straddle> Straddles, ImmutableList<OwnText> OwnWords, Silence Silence)
{
    /// <summary>A person or group of a frame; null where the frame knows no such one by this key.</summary>
    /// <param name="frame">The frame.</param>
    /// <param name="key">The key.</param>
    public static Person? Of(Frame frame, string key)
    {
        if (frame.Landscape.Elements.GetValueOrDefault(key) is not { Description.Element: ElementKind.Person or ElementKind.Group } element)
            return null;
        var participant = frame.Identities.Participants.GetValueOrDefault(key);
        return new(element, participant, frame.Endeavour.Conveners.GetValueOrDefault(key), frame.Agency.People.GetValueOrDefault(key),
            [.. frame.Power.Holdings.Values.Where(holding => holding.Key.Holder == key)],
            participant is null ? [] : [.. frame.Boundaries.Boundaries.Values.Select(boundary => Straddle.Of(participant, boundary)).OfType<Straddle>()],
            frame.OwnWords.Texts.GetValueOrDefault(key, []),
            new(SilenceOf.Participant, key, frame.Heard.Last.GetValueOrDefault(key), frame.At));
    }
}
