using ConveningLedger.Agency;
using ConveningLedger.Boundaries;
using ConveningLedger.Calls;
using ConveningLedger.Endeavours;
using ConveningLedger.Evaluation;
using ConveningLedger.Identity;
using ConveningLedger.Landscape;
using ConveningLedger.Legitimacy;
using ConveningLedger.LongGame;
using ConveningLedger.Power;
using ConveningLedger.Value;

namespace ConveningLedger.Time;

/// <summary>
/// The whole endeavour as of a moment: what it was at an instant in the world, as far as one circle knew of it by an instant. A
/// function of the stream, the two instants and the circle, and of nothing else. Views are folded when they are asked for.
/// </summary>
public sealed class Frame
{
    readonly History history;
    readonly Edition edition;
    readonly int count;

    internal Frame(History history, Edition edition, Instant at, Instant knownAt, int count) =>
        (this.history, this.edition, At, KnownAt, this.count) = (history, edition, at, knownAt, count);

    /// <summary>The slug of the endeavour.</summary>
    public string Slug => history.Endeavour;

    /// <summary>The instant in the world, included.</summary>
    public Instant At { get; }

    /// <summary>By when an entry had to be recorded, included.</summary>
    public Instant KnownAt { get; }

    /// <summary>Whether more became known to its circle after <see cref="KnownAt"/>.</summary>
    public bool IsKnownInPart => history.For(SeenAs).LastRecordedAt > KnownAt;

    /// <summary>The circle that it is for.</summary>
    public Visibility SeenAs => edition.Clearance;

    /// <summary>What that circle knew by then, whenever it occurred.</summary>
    public Edition Edition => edition;

    /// <summary>The entries that it is the fold of, in order.</summary>
    public IReadOnlyList<Entry> Effective => edition.InOrder.First(count);

    /// <summary>The endeavour itself.</summary>
    public EndeavourState Endeavour => View<EndeavourState>();

    /// <summary>The convening calls, their answers and voices.</summary>
    public Narrative Narrative => View<Narrative>();

    /// <summary>The participants and what they identify with.</summary>
    public Identities Identities => View<Identities>();

    /// <summary>The signals of legitimacy.</summary>
    public LegitimacyMap Legitimacy => View<LegitimacyMap>();

    /// <summary>The boundaries and what is done at them.</summary>
    public BoundaryMap Boundaries => View<BoundaryMap>();

    /// <summary>What people came to be able to do.</summary>
    public AgencyMap Agency => View<AgencyMap>();

    /// <summary>Who can enable and who can block.</summary>
    public PowerMap Power => View<PowerMap>();

    /// <summary>The value stories and narratives.</summary>
    public ValueMap Value => View<ValueMap>();

    /// <summary>Outcomes, claims, what others said of them, and waves of asking.</summary>
    public EvaluationMap Evaluation => View<EvaluationMap>();

    /// <summary>Elements and ties.</summary>
    public LandscapeMap Landscape => View<LandscapeMap>();

    /// <summary>What was noticed, held and reflected on.</summary>
    public LongGameView LongGame => View<LongGameView>();

    /// <summary>What was last heard of whom.</summary>
    public Heard Heard => View<Heard>();

    /// <summary>What everybody said in words of their own.</summary>
    public OwnWords OwnWords => View<OwnWords>();

    /// <summary>The measures and the micro-shifts that moved them.</summary>
    public Measures Measures => View<Measures>();

    /// <summary>Seven dimensions by three modes.</summary>
    public Matrix Matrix => View<Matrix>();

    /// <summary>How late its knowledge is.</summary>
    public Lateness Lateness => Lateness.Of(Effective, At);

    /// <summary>The frame of another moment of the same endeavour, for the same circle.</summary>
    /// <param name="at">The instant in the world.</param>
    /// <param name="knownAt">By when an entry had to be recorded.</param>
    public Frame AsOf(Instant at, Instant knownAt) => history.At(at, knownAt, SeenAs);

    /// <summary>A view of this frame.</summary>
    /// <typeparam name="TView">The view.</typeparam>
    public TView View<TView>() where TView : class, IView<TView> => edition.View<TView>(count);

    /// <summary>Whether an entry is effective in this frame.</summary>
    /// <param name="entry">The entry.</param>
    public bool IsEffective(Entry entry) => edition.PlaceOf(entry.Id) is { } place && place < count;

    /// <summary>The effective entry of this id or ref; null where there is none in the frame.</summary>
    /// <param name="idOrRef">The id or ref.</param>
    public Entry? FindEffective(string idOrRef) => edition.Find(idOrRef) is { } entry && IsEffective(entry) ? entry : null;

    /// <summary>Whether the frame's circle may know that an entry of this id or ref is recorded at all, whenever that became known.</summary>
    /// <param name="idOrRef">The id or ref.</param>
    public bool MayName(string idOrRef) => history.For(SeenAs).Find(idOrRef) is not null;
}
