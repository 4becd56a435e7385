using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.LongGame;

public class PlayingTheLongGame
{
    [Fact]
    public void field_notes_wait_until_an_entry_draws_on_them()
    {
        var noted = Furnished.Given(
            A<FieldNoteTaken>("{'words':'They sat together.'}", at: "2019-02", named: "by-ref"),
            A<FieldNoteTaken>("{'words':'He laughed.'}", at: "2019-01", named: "by-id"),
            A<FieldNoteTaken>("{'words':'Rain.'}", at: "2019-03", named: "waiting"));
        Assert.Equal([noted.Find("by-id"), noted.Find("by-ref"), noted.Find("waiting")], noted.Frame().LongGame.NotDrawnOn);

        var drawn = noted.Given(
            A<EncounterHeld>("{'title':'Tea','who':['p-01'],'form':'CONVERSATION'}", at: "2019-04", evidence: ["a letter", "by-ref"], named: "tea"),
            A<TensionHeld>("{'tension':'SHORT_AND_LONG_TERM','leaning':0}", at: "2019-05", evidence: [noted.Find("by-id").Id.ToString()]));
        Assert.Equal([drawn.Find("waiting")], drawn.Frame().LongGame.NotDrawnOn);
        Assert.Equal([drawn.Find("by-id"), drawn.Find("waiting")], drawn.Frame(at: "2019-04").LongGame.NotDrawnOn);
        Assert.Equal(3, drawn.Frame().LongGame.FieldNotes.Count);
        // What draws on it no longer, or was taken back, does not count.
        Assert.Contains(noted.Find("by-ref"), drawn.Given(A<EntryRetracted>("{'entry':'tea','reason':'No.'}")).Frame().LongGame.NotDrawnOn);
        Assert.DoesNotContain(noted.Find("waiting"), drawn.Given(A<EntryCorrected>("{'entry':'tea','reason':'More.','evidence':['by-ref','waiting']}")).Frame().LongGame.NotDrawnOn);
    }

    [Fact]
    public void what_was_noticed_and_reflected_on_is_kept_in_order()
    {
        var looked = Furnished.Given(
            A<MicroShiftNoticed>("{'noticedBy':'p-01','dimension':'POWER','about':'river-board','direction':'STILL','words':'Nothing.'}", at: "2019-02", named: "second"),
            A<MicroShiftNoticed>("{'noticedBy':'p-01','dimension':'CALL','about':'farmers','direction':'FORWARD','words':'They asked.'}", at: "2019-01", named: "first"),
            A<ReflectionHeld>("{'who':['p-01'],'words':'Slower.'}", named: "reflection"));
        Assert.Equal([looked.Find("first"), looked.Find("second")], looked.Frame().LongGame.Noticed);
        Assert.Equal([looked.Find("reflection")], looked.Frame().LongGame.Reflections);
        // Told in words, it moves no measure.
        Assert.Empty(looked.Frame().Measures.MicroShifts);
    }

    [Fact]
    public void tensions_are_held_one_by_one()
    {
        var held = Furnished.Given(
            A<TensionHeld>("{'tension':'SHORT_AND_LONG_TERM','leaning':0.5}", at: "2019-03"),
            A<TensionHeld>("{'tension':'GROUND_AND_POLITICS','leaning':1}", at: "2019-02"),
            A<TensionHeld>("{'tension':'SHORT_AND_LONG_TERM','leaning':-0.5}", at: "2019-01"));
        var frame = held.Frame();
        Assert.Equal([Tension.GroundAndPolitics, Tension.ShortAndLongTerm], frame.LongGame.Tensions.Keys);
        Assert.Equal([-0.5m, 0.5m], frame.LongGame.Tensions[Tension.ShortAndLongTerm].Select(entry => ((TensionHeld)entry.Data).Leaning));
        var shift = Assert.Single(frame.Measures.MicroShifts);
        Assert.Equal((new(Measure.Leaning, ["SHORT_AND_LONG_TERM"]), -0.5m, 0.5m, 1m), (shift.Of, shift.Before, shift.After, shift.Delta));
        Assert.Null(shift.Dimension);
    }

    [Fact]
    public void the_matrix_counts_entries_by_dimension_and_mode_and_in_all()
    {
        var moved = Furnished.Given(
            A<BoundaryShifted>("{'boundary':'weir','permeability':0.5,'move':'CROSSED'}", at: "2019-03", modes: [Mode.Engagement, Mode.Alignment], named: "crossed"),
            A<BoundaryShifted>("{'boundary':'weir','permeability':0.5,'move':'HONOURED'}", at: "2019-01", modes: [Mode.Engagement]),
            A<MicroShiftNoticed>("{'noticedBy':'p-01','dimension':'POWER','about':'river-board','direction':'STILL','words':'Nothing.'}", at: "2019-02", modes: [Mode.Imagination], named: "noticed"),
            A<TensionHeld>("{'tension':'GROUND_AND_POLITICS','leaning':1}", at: "2019-02", modes: [Mode.Imagination]));
        var cells = moved.Frame().Matrix.Cells;
        // Three boundary things belong to the furniture.
        Assert.Equal(new MatrixCell(5, moved.Find("crossed")), cells[(Dimension.Boundary, null)]);
        Assert.Equal(new MatrixCell(2, moved.Find("crossed")), cells[(Dimension.Boundary, Mode.Engagement)]);
        Assert.Equal(new MatrixCell(1, moved.Find("crossed")), cells[(Dimension.Boundary, Mode.Alignment)]);
        Assert.Equal(new MatrixCell(1, moved.Find("noticed")), cells[(Dimension.Power, null)]);
        Assert.Equal(new MatrixCell(1, moved.Find("noticed")), cells[(Dimension.Power, Mode.Imagination)]);
        // Nothing recorded is no cell, and what counts to no dimension is in none.
        Assert.False(cells.ContainsKey((Dimension.Boundary, Mode.Imagination)));
        Assert.False(cells.ContainsKey((Dimension.Agency, null)));
        Assert.Equal(10, cells.Where(cell => cell.Key.Mode is null).Sum(cell => cell.Value.Count));
    }
}
