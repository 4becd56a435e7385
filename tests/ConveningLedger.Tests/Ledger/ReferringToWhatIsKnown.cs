using System.Text.Json.Nodes;

namespace ConveningLedger.Tests.Ledger;

// Every member that refers to a key or to an entry, with what it may not refer to.
public class ReferringToWhatIsKnown
{
    // For each thing one that is named for all to see, and one that only conveners may know.
    static readonly Endeavour WithHiddenThings = Endeavour.Furnished.Given(
        Endeavour.Element("p-99", "PERSON", Visibility.Conveners),
        Hidden<BoundaryNamed>("{'key':'hidden-weir','name':'The old weir','type':'OTHER','sides':[['north-bank'],['south-bank']]}"),
        Hidden<LearningSpaceOpened>("{'key':'hidden-house','name':'The back room'}"),
        Hidden<ValueStoryTold>("{'key':'hidden-rain','teller':'p-01','type':'IMMEDIATE','text':'We wept.'}"),
        Hidden<OutcomeHarvested>("{'key':'hidden-treaty','who':'council','change':'A promise.','intended':true}"),
        Hidden<WaveHeld>("{'key':'hidden-round','asked':['p-01']}"),
        Hidden<ConveningCallRevised>("{'text':'Between us.'}", "hidden-call"));

    public static TheoryData<string, string> KeyMembers => MembersOf<ReferenceShape>();

    public static TheoryData<string, string> EntryMembers => MembersOf<EntryReferenceShape>();

    [Theory]
    [MemberData(nameof(KeyMembers))]
    public void an_unknown_key_is_refused_with_the_nearest_known_ones(string kind, string path)
    {
        var known = KnownFor(kind, path);
        var refusal = Tell(kind, path, $"{known}x").IsRefusedAlso(RefusalCode.UnknownKey, FieldOf(kind, path));
        Assert.Equal(known, refusal.Nearest[0]);
        Assert.Equal(ShapeOf(kind, path).Accepted, refusal.Accepted);
        Assert.Empty(Tell(kind, path, "nothing-like-it-anywhere").IsRefusedAlso(RefusalCode.UnknownKey, FieldOf(kind, path)).Nearest);
    }

    [Theory]
    [MemberData(nameof(KeyMembers))]
    public void a_key_of_something_else_is_refused(string kind, string path)
    {
        var shape = (ReferenceShape)ShapeOf(kind, path);
        string[] wrong = shape switch
        {
            { Things: [Thing.Element], Elements.Count: 0 } => ["weir", "first-rain"],
            { Elements: [ElementKind.Person, ElementKind.Group, ElementKind.Constituency] } => ["weir", "river-board", "north-bank"],
            { Elements: [ElementKind.Person, ElementKind.Group] } => ["weir", "river-board", "farmers"],
            { Things: [Thing.Boundary] } => ["p-01", "river-map"],
            _ => ["p-01", "weir"],
        };
        Assert.All(wrong, key => Tell(kind, path, key).IsRefusedAlso(RefusalCode.WrongKey, FieldOf(kind, path)));
    }

    [Theory]
    [MemberData(nameof(KeyMembers))]
    public void a_key_that_the_recorder_may_not_see_is_an_unknown_one(string kind, string path)
    {
        var hidden = HiddenFor(kind, path);
        var refusal = Tell(kind, path, hidden, Endeavour.Tom).IsRefusedAlso(RefusalCode.UnknownKey, FieldOf(kind, path));
        var asIfItNeverWas = Endeavour.Furnished.When(Telling(kind, path, hidden, Endeavour.Tom)).IsRefusedAlso(RefusalCode.UnknownKey, FieldOf(kind, path));
        Assert.Equal(asIfItNeverWas, refusal);
    }

    [Theory]
    [MemberData(nameof(EntryMembers))]
    public void an_entry_that_is_not_recorded_is_refused_and_one_that_is_not_seen_likewise(string kind, string path)
    {
        Tell(kind, path, "never-recorded").IsRefusedAlso(RefusalCode.UnknownEntry, FieldOf(kind, path));
        Tell(kind, path, Guid.Empty.ToString()).IsRefusedAlso(RefusalCode.UnknownEntry, FieldOf(kind, path));
        Tell(kind, path, "hidden-call", Endeavour.Tom).IsRefusedAlso(RefusalCode.UnknownEntry, FieldOf(kind, path));
        Tell(kind, path, WithHiddenThings.Find("hidden-call").Id.ToString(), Endeavour.Tom).IsRefusedAlso(RefusalCode.UnknownEntry, FieldOf(kind, path));
    }

    [Theory]
    [MemberData(nameof(EntryMembers))]
    public void an_entry_is_known_by_its_id_too(string kind, string path)
    {
        var outcome = Tell(kind, path, WithHiddenThings.Find("farmers-call").Id.ToString().ToUpperInvariant());
        Assert.DoesNotContain((outcome.Decision as Decision.Refused)?.Refusals ?? [], refusal => refusal.Code == RefusalCode.UnknownEntry);
    }

    [Theory]
    [MemberData(nameof(EntryMembers))]
    public void an_entry_of_another_kind_than_is_wanted_is_refused(string kind, string path)
    {
        if (((EntryReferenceShape)ShapeOf(kind, path)).Kinds.Count > 0)
            Tell(kind, path, "tea-house-opened").IsRefusedAlso(RefusalCode.WrongEntry, FieldOf(kind, path));
    }

    [Fact]
    public void a_teller_is_any_element_and_those_mentioned_are_people()
    {
        static Telling Note(string? toldBy = null, params string[] mentions) =>
            Endeavour.A<FieldNoteTaken>("{'words':'They sat together.'}", toldBy: toldBy, mentions: mentions);

        Endeavour.Furnished.When(Note("river-board", "p-01", "farmers")).IsAccepted();
        Assert.Equal("p-01", Endeavour.Furnished.When(Note("p-01x")).IsRefused(RefusalCode.UnknownKey, "toldBy").Nearest[0]);
        Endeavour.Furnished.When(Note("weir")).IsRefused(RefusalCode.WrongKey, "toldBy");
        Endeavour.Furnished.When(Note(null, "p-01", "p-55")).IsRefused(RefusalCode.UnknownKey, "mentions[1]");
        Endeavour.Furnished.When(Note(null, "river-board")).IsRefused(RefusalCode.WrongKey, "mentions[0]");
    }

    [Fact]
    public void what_is_recorded_so_far_counts_whenever_it_occurred()
    {
        // The mill was mapped as of 2022 and is spoken of in 2019.
        Endeavour.Furnished.Given(Endeavour.Element("mill", "PROJECT", at: "2022"))
            .When(Endeavour.A<FieldNoteTaken>("{'words':'A mill, some day.','about':['mill']}", at: "2019")).IsAccepted();
    }

    [Fact]
    public void a_retired_element_may_be_referred_to() =>
        Endeavour.Furnished.Given(Endeavour.A<ElementRetired>("{'key':'river-board'}"))
            .When(Endeavour.A<FieldNoteTaken>("{'words':'They still meet.','about':['river-board']}")).IsAccepted();

    [Fact]
    public void a_key_stays_usable_after_its_naming_is_retracted() =>
        Endeavour.Furnished.Given(Endeavour.A<EntryRetracted>("{'entry':'river-board-mapped','reason':'There is none.'}"))
            .When(Endeavour.A<FieldNoteTaken>("{'words':'They still meet.','about':['river-board']}")).IsAccepted();

    [Fact]
    public void an_element_is_what_it_was_last_said_to_be()
    {
        var remapped = Endeavour.Furnished.Given(Endeavour.Element("river-board", "GROUP") with { Named = "remapped" });
        remapped.When(Endeavour.A<ParticipantJoined>("{'participant':'river-board'}")).IsAccepted();
        // Taken back, it is what it was before.
        remapped.Given(Endeavour.A<EntryRetracted>("{'entry':'remapped','reason':'It is an institution.'}"))
            .When(Endeavour.A<ParticipantJoined>("{'participant':'river-board'}")).IsRefused(RefusalCode.WrongKey, "data.participant");
        remapped.Given(Endeavour.A<EntryCorrected>(
                "{'entry':'remapped','reason':'A slip.','data':{'key':'river-board','name':'The board','element':'INSTITUTION','scale':'LOCAL'}}"))
            .When(Endeavour.A<ParticipantJoined>("{'participant':'river-board'}")).IsRefused(RefusalCode.WrongKey, "data.participant");
    }

    static Telling Hidden<T>(string data, string? named = null) where T : EntryData =>
        Endeavour.A<T>(data, at: "2018-06", visibility: Visibility.Conveners, named: named);

    static Outcome Tell(string kind, string path, string key, Recorder? by = null) => WithHiddenThings.When(Telling(kind, path, key, by ?? Endeavour.Ana));

    static Telling Telling(string kind, string path, string key, Recorder by)
    {
        var data = Examples.Whole(kind);
        JsonNode parent = data;
        var parts = path.Split('.');
        foreach (var part in parts[..^1])
            parent = part.EndsWith(']') ? parent[part[..part.IndexOf('[')]]![int.Parse(part[(part.IndexOf('[') + 1)..^1])]! : parent[part]!;
        parent[parts[^1]] = MemberAt(kind, path).Shape switch
        {
            ListShape { Item: ListShape } => new JsonArray(new JsonArray(key), new JsonArray("south-bank")),
            ListShape => new JsonArray(key),
            _ => JsonValue.Create(key),
        };
        return new(Catalogue.Standard.Find(kind)!, data.ToJsonString(), "2019-06-01", by);
    }

    static string KnownFor(string kind, string path) => ThingOf(kind, path) switch
    {
        Thing.Element => ((ReferenceShape)ShapeOf(kind, path)).Elements.Count switch { 0 => "river-board", 2 => "council", _ => "farmers" },
        Thing.Boundary => "weir",
        Thing.LearningSpace => "tea-house",
        Thing.ValueStory => "first-rain",
        Thing.Outcome => "treaty",
        Thing.Wave => "spring-round",
        var thing => throw new InvalidOperationException($"{thing}"),
    };

    static string HiddenFor(string kind, string path) => ThingOf(kind, path) switch
    {
        Thing.Element => "p-99",
        Thing.Boundary => "hidden-weir",
        Thing.LearningSpace => "hidden-house",
        Thing.ValueStory => "hidden-rain",
        Thing.Outcome => "hidden-treaty",
        Thing.Wave => "hidden-round",
        var thing => throw new InvalidOperationException($"{thing}"),
    };

    static Thing ThingOf(string kind, string path) => ((ReferenceShape)ShapeOf(kind, path)).Things[0];

    static string FieldOf(string kind, string path) =>
        $"data.{path}{MemberAt(kind, path).Shape switch { ListShape { Item: ListShape } => "[0][0]", ListShape => "[0]", _ => "" }}";

    static Shape ShapeOf(string kind, string path) => Innermost(MemberAt(kind, path).Shape);

    static Member MemberAt(string kind, string path) => PathsIn(Catalogue.Standard.Find(kind)!.Members, "").Single(found => found.Path == path).Member;

    static TheoryData<string, string> MembersOf<TShape>() where TShape : Shape
    {
        var members = new TheoryData<string, string>();
        foreach (var kind in Catalogue.Standard.Kinds)
        {
            foreach (var (path, member) in PathsIn(kind.Members, ""))
            {
                if (Innermost(member.Shape) is TShape)
                    members.Add(kind.Name, path);
            }
        }
        return members;
    }

    static IEnumerable<(string Path, Member Member)> PathsIn(Members members, string prefix)
    {
        foreach (var member in members.All)
        {
            yield return ($"{prefix}{member.Name}", member);
            if (Innermost(member.Shape) is not RecordShape nested)
                continue;
            foreach (var inner in PathsIn(nested.Members, $"{prefix}{member.Name}[0]."))
                yield return inner;
        }
    }

    static Shape Innermost(Shape shape) => shape is ListShape list ? Innermost(list.Item) : shape;
}
