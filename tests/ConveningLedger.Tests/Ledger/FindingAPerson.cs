using static ConveningLedger.Tests.Endeavour;

namespace ConveningLedger.Tests.Ledger;

/// <summary>What an endeavour holds of a person is found: what is theirs, and what is others' too.</summary>
public class FindingAPerson
{
    static readonly Endeavour Known = Furnished.Given(
        A<ElementMapped>("{'key':'salka','name':'Salka Venn','element':'PERSON','scale':'INDIVIDUAL','description':'Picks at Mirr.'}"),
        A<ElementMapped>("{'key':'bruna','name':'Bruna Keld','element':'PERSON','scale':'INDIVIDUAL'}"));

    [Fact]
    public void what_they_are_called_and_what_they_said_is_theirs()
    {
        Finds(Known, ("data.name", Personal.Theirs), ("data.description", Personal.Theirs));
        Finds(Known.Given(A<IdentityVoiced>("{'participant':'salka','words':'I count.'}")), ("data.words", Personal.Theirs));
        Finds(Known.Given(A<FieldNoteTaken>("{'words':'Nine rows.'}", toldBy: "salka", note: "At noon.", evidence: ["her book"])),
            ("evidence", Personal.Theirs), ("note", Personal.Theirs), ("data.words", Personal.Theirs));
    }

    [Fact]
    public void what_is_said_of_them_alone_is_theirs()
    {
        Finds(Known.Given(A<AgencyMilestoneReached>("{'who':'salka','milestone':'VOICE_HEARD','level':'INDIVIDUAL','description':'She spoke.'}", note: "Third row.")),
            ("note", Personal.Theirs), ("data.description", Personal.Theirs));
        Finds(Known.Given(A<FieldNoteTaken>("{'words':'Came late.','about':['salka','north-bank']}")), ("data.words", Personal.Theirs));
        Finds(Known.Given(A<ElementRetired>("{'key':'salka','reason':'Moved.'}")), ("data.reason", Personal.Theirs));
    }

    [Fact]
    public void what_was_said_together_by_others_or_of_several_is_others_too()
    {
        Finds(Known.Given(A<ConveningCallRevised>("{'text':'Come!','contributors':['salka','bruna']}")), ("data.text", Personal.OthersToo));
        Finds(Known.Given(A<FieldNoteTaken>("{'words':'They came.','about':['salka','bruna']}")), ("data.words", Personal.OthersToo));
        Finds(Known.Given(A<MicroShiftNoticed>("{'noticedBy':'bruna','dimension':'POWER','about':'salka','direction':'FORWARD','words':'She stood up.'}")), ("data.words", Personal.OthersToo));
        Finds(Known.Given(A<FieldNoteTaken>("{'words':'She was late.','about':['salka']}", toldBy: "bruna")), ("data.words", Personal.OthersToo));
    }

    [Fact]
    public void texts_that_mention_or_name_them_are_found()
    {
        Finds(Known.Given(A<FieldNoteTaken>("{'words':'A quiet day.'}", mentions: ["salka"])), ("data.words", Personal.OthersToo));
        Finds(Known.Given(A<FieldNoteTaken>("{'words':'Everybody but salka VENN came.'}")), ("data.words", Personal.OthersToo));
        Finds(Known.Given(A<FieldNoteTaken>("{'words':'Venn’s row is the longest.'}")), ("data.words", Personal.OthersToo));
        Finds(Known.Given(A<FieldNoteTaken>("{'words':'The inventory was kept.'}")));
        Finds(Known.Given(A<FieldNoteTaken>("{'words':'The picker sat down.'}")), ["the picker"], ("data.words", Personal.OthersToo));
    }

    [Fact]
    public void what_is_said_about_an_entry_is_of_whom_the_entry_is()
    {
        var told = Known.Given(A<AgencySetBack>("{'who':'salka','description':'Silenced.'}", named: "silenced"));
        Finds(told.Given(A<EntryAnnotated>("{'entry':'silenced','words':'Compare.','codes':['voice']}")), ("data.words", Personal.Theirs), ("data.codes", Personal.Theirs));
        Finds(told.Given(A<EntryCorrected>("{'entry':'silenced','reason':'Worse.','data':{'who':'salka','description':'Sent away.'}}")), ("data.reason", Personal.Theirs), ("data.data.description", Personal.Theirs));
        Finds(told.Given(A<EntryContested>("{'entry':'silenced','who':'bruna','words':'Not so.'}")));
    }

    [Fact]
    public void a_name_that_a_correction_brought_is_one_of_theirs()
    {
        var mended = Known.Given(
            A<ElementMapped>("{'key':'piet','name':'Pit','element':'PERSON','scale':'INDIVIDUAL'}", named: "piet-mapped"),
            A<EntryCorrected>("{'entry':'piet-mapped','reason':'Misheard.','data':{'key':'piet','name':'Piet Orsovan','element':'PERSON','scale':'INDIVIDUAL'}}"));

        Assert.Equal(["Piet Orsovan", "Pit"], new PersonalData(mended.History, "piet", []).Names);
    }

    [Fact]
    public void every_text_of_every_kind_says_whose_it_is()
    {
        var fault = Assert.Throws<InvalidOperationException>(() => new Members(typeof(Unsaid)));
        Assert.Contains("does not say of whom it speaks", fault.Message, StringComparison.Ordinal);
        // And whom it names are members of its record that have keys.
        foreach (var member in Catalogue.Standard.Kinds.SelectMany(kind => kind.Members.All.SelectMany(member => member.About.Select(about => (kind, about)))))
            Assert.Contains(member.kind.Members.All, other => other.Name == member.about && (other.Shape is SlugShape || other.Shape is ListShape { Item: SlugShape }));
    }

    sealed record Unsaid([Words] string Text);

    static void Finds(Endeavour endeavour, params (string Path, Personal Personal)[] expected) => Finds(endeavour, [], expected);

    static void Finds(Endeavour endeavour, string[] aliases, params (string Path, Personal Personal)[] expected)
    {
        // Of what was told last; of the furnishing alone, what it is called by.
        var sequence = endeavour == Known ? endeavour.History.Count - 1 : endeavour.History.Count;
        var found = new PersonalData(endeavour.History, "salka", aliases).Texts.Where(text => text.Entry.Sequence == sequence);
        Assert.Equal(expected.OrderBy(one => one.Path), found.Select(text => (text.Path, text.Personal)).OrderBy(one => one.Path));
    }
}
