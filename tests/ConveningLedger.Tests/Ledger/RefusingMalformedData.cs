using System.Text.Json.Nodes;

namespace ConveningLedger.Tests.Ledger;

// Every member of every kind, spoilt in every way that its shape knows.
public class RefusingMalformedData
{
    /// <summary>Every member, also of what kinds nest, with its path in the example.</summary>
    public static TheoryData<string, string> Members
    {
        get
        {
            var members = new TheoryData<string, string>();
            foreach (var kind in Catalogue.Standard.Kinds)
            {
                foreach (var (path, _, _) in PathsIn(kind.Members, ""))
                    members.Add(kind.Name, path);
            }
            return members;
        }
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void a_member_that_is_missing(string kind, string path)
    {
        var (member, _) = MemberAt(kind, path);
        var spoilt = With(kind, path, _ => null);
        // What a revision is based on goes with its audience.
        if ((kind, path) == ("ConveningCallRevised", "audience"))
            spoilt.Remove("basedOn");
        if (member.IsRequired)
            Assert.Equal(member.Shape.Accepted, Examples.Tell(kind, spoilt).IsRefused(RefusalCode.MissingMember, $"data.{path}").Accepted);
        else
            Examples.Tell(kind, spoilt).IsAccepted();
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void a_member_that_is_mistyped(string kind, string path)
    {
        var (member, _) = MemberAt(kind, path);
        foreach (var wrong in new JsonNode[] { true, 7, "seven", new JsonArray(), new JsonObject() }.Where(wrong => !Fits(wrong, member.Shape)))
            Assert.Contains(member.Shape.Accepted, Examples.Tell(kind, With(kind, path, _ => wrong.DeepClone())).IsRefused(RefusalCode.WrongType, $"data.{path}").Accepted);
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void a_member_that_is_null(string kind, string path)
    {
        var json = With(kind, path, _ => JsonValue.Create("here")).ToJsonString().Replace("\"here\"", "null");
        var telling = new Telling(Catalogue.Standard.Find(kind)!, json, "2019-06-01", Endeavour.Ana);
        Assert.Contains("left out", Endeavour.Furnished.When(telling).IsRefused(RefusalCode.WrongType, $"data.{path}").Message);
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void a_member_that_is_mistyped_by_a_letter(string kind, string path)
    {
        var name = path[(path.LastIndexOf('.') + 1)..];
        var spoilt = Examples.Whole(kind);
        var at = Parent(spoilt, path);
        at[$"{name}x"] = 1;
        var refusal = Examples.Tell(kind, spoilt).IsRefused(RefusalCode.UnknownMember, $"data.{path}x");
        Assert.Equal(name, refusal.Nearest[0]);
        Assert.Contains(name, refusal.Accepted);
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void a_value_that_its_shape_does_not_hold(string kind, string path)
    {
        var (member, isListed) = MemberAt(kind, path);
        var innermost = Innermost(member.Shape);
        var field = $"data.{path}{isListed}";
        void Refused(RefusalCode code, JsonNode value, Action<Refusal>? also = null)
        {
            var refusal = Examples.Tell(kind, With(kind, path, _ => Wrap(member.Shape, value))).IsRefused(code, field);
            also?.Invoke(refusal);
        }

        switch (innermost)
        {
            case TextShape:
                Refused(RefusalCode.TextEmpty, "");
                Refused(RefusalCode.TextEmpty, " \n\t\u3000");
                Refused(RefusalCode.TextTooLong, new string('w', 20_001));
                Refused(RefusalCode.InvalidText, "half\0full");
                // Characters are counted, not their halves.
                Examples.Tell(kind, With(kind, path, _ => Wrap(member.Shape, string.Concat(Enumerable.Repeat("𝒘", 20_000))))).IsAccepted();
                Refused(RefusalCode.TextTooLong, string.Concat(Enumerable.Repeat("𝒘", 20_001)));
                break;
            case ChoiceShape choice:
                Refused(RefusalCode.UnknownValue, $"{choice.Names.All[0]}S", refusal =>
                {
                    Assert.Equal(choice.Names.All[0], refusal.Nearest[0]);
                    Assert.All(choice.Names.All, name => Assert.Contains(name, refusal.Accepted));
                });
                Refused(RefusalCode.UnknownValue, choice.Names.All[0].ToLowerInvariant(), refusal => Assert.Equal(choice.Names.All[0], refusal.Nearest[0]));
                break;
            case NumberShape number:
                Refused(RefusalCode.OutOfRange, number.Least - 0.000001m);
                Refused(RefusalCode.OutOfRange, number.Most + 0.000001m, refusal => Assert.Contains($"{number.Least} to {number.Most}", refusal.Accepted));
                Examples.Tell(kind, With(kind, path, _ => JsonValue.Create(number.Least))).IsAccepted();
                Examples.Tell(kind, With(kind, path, _ => JsonValue.Create(number.Most))).IsAccepted();
                break;
            case WholeNumberShape whole:
                Refused(RefusalCode.OutOfRange, whole.Least - 1);
                Refused(RefusalCode.OutOfRange, whole.Most + 1);
                Refused(RefusalCode.OutOfRange, 1.5m);
                break;
            case DateShape:
                Refused(RefusalCode.DateUnreadable, "in June");
                Refused(RefusalCode.DateUnreadable, "2019-06/..");
                break;
            case SlugShape:
                Refused(RefusalCode.NotASlug, "Two Words");
                Refused(RefusalCode.NotASlug, new string('k', 65));
                Refused(RefusalCode.NotASlug, "-k");
                break;
            case EntryReferenceShape:
                Refused(RefusalCode.NotAnId, "Two Words");
                break;
        }
    }

    [Theory]
    [MemberData(nameof(Members))]
    public void a_list_with_repeats_or_with_too_few(string kind, string path)
    {
        if (MemberAt(kind, path).Member is not { Shape: ListShape list } member)
            return;
        var repeated = With(kind, path, value => new JsonArray([.. ((JsonArray)value!).Select(item => item!.DeepClone()), ((JsonArray)value!)[0]!.DeepClone()]));
        var count = ((JsonArray)At(Examples.Whole(kind), path)!).Count;
        Examples.Tell(kind, repeated).IsRefused(RefusalCode.Repeated, $"data.{path}[{count}]");

        var empty = With(kind, path, _ => new JsonArray());
        if (member.IsRequired)
            Examples.Tell(kind, empty).IsRefused(RefusalCode.TooFew, $"data.{path}");
        else
            Examples.Tell(kind, empty).IsAccepted();
        if (list.AtLeast > 1)
            Examples.Tell(kind, With(kind, path, value => new JsonArray(((JsonArray)value!)[0]!.DeepClone()))).IsRefused(RefusalCode.TooFew, $"data.{path}");
    }

    [Fact]
    public void half_of_a_surrogate_pair() =>
        Endeavour.Furnished.When(Endeavour.A<FieldNoteTaken>("{'words':'\\ud835'}")).IsRefused(RefusalCode.InvalidText, "data.words");

    [Fact]
    public void a_side_of_a_boundary_on_which_there_is_nobody() =>
        Endeavour.Furnished.When(Endeavour.A<BoundaryNamed>("{'key':'ford','name':'The ford','type':'OTHER','sides':[['north-bank'],[]]}"))
            .IsRefused(RefusalCode.TooFew, "data.sides[1]");

    [Fact]
    public void the_same_side_twice() =>
        Endeavour.Furnished.When(Endeavour.A<BoundaryNamed>("{'key':'ford','name':'The ford','type':'OTHER','sides':[['north-bank'],['north-bank']]}"))
            .IsRefused(RefusalCode.Repeated, "data.sides[1]");

    [Fact]
    public void a_number_that_cannot_be_kept_exactly() =>
        Endeavour.Furnished.When(Endeavour.A<TensionHeld>("{'tension':'SHORT_AND_LONG_TERM','leaning':0.12345678901234567890123456789}"))
            .IsRefused(RefusalCode.OutOfRange, "data.leaning");

    [Fact]
    public void everything_that_is_wrong_at_once()
    {
        var outcome = Endeavour.Furnished.When(Endeavour.A<PowerMapped>("{'holder':'River Board','form':'MONEY','influence':2,'stanse':0}"));
        outcome.IsRefusedAlso(RefusalCode.NotASlug, "data.holder");
        outcome.IsRefusedAlso(RefusalCode.UnknownValue, "data.form");
        outcome.IsRefusedAlso(RefusalCode.OutOfRange, "data.influence");
        Assert.Equal("stance", outcome.IsRefusedAlso(RefusalCode.UnknownMember, "data.stanse").Nearest[0]);
        outcome.IsRefusedAlso(RefusalCode.MissingMember, "data.stance");
    }

    static IEnumerable<(string Path, Member Member, string Suffix)> PathsIn(Members members, string prefix)
    {
        foreach (var member in members.All)
        {
            var suffix = member.Shape switch { ListShape { Item: ListShape } => "[0][0]", ListShape => "[0]", _ => "" };
            yield return ($"{prefix}{member.Name}", member, suffix);
            if (Innermost(member.Shape) is not RecordShape nested)
                continue;
            foreach (var inner in PathsIn(nested.Members, $"{prefix}{member.Name}{suffix}."))
                yield return inner;
        }
    }

    static (Member Member, string Suffix) MemberAt(string kind, string path)
    {
        var (_, member, suffix) = PathsIn(Catalogue.Standard.Find(kind)!.Members, "").Single(found => found.Path == path);
        return (member, suffix);
    }

    static Shape Innermost(Shape shape) => shape is ListShape list ? Innermost(list.Item) : shape;

    static bool Fits(JsonNode value, Shape shape) => (value.GetValueKind(), shape) switch
    {
        (System.Text.Json.JsonValueKind.True, FlagShape) => true,
        (System.Text.Json.JsonValueKind.Number, NumberShape or WholeNumberShape) => true,
        (System.Text.Json.JsonValueKind.String, TextShape or SlugShape or EntryReferenceShape or ChoiceShape or DateShape) => true,
        (System.Text.Json.JsonValueKind.Array, ListShape) => true,
        (System.Text.Json.JsonValueKind.Object, RecordShape or ReplacementShape) => true,
        _ => false,
    };

    // A list of one, or two sides of which the first is spoilt.
    static JsonNode Wrap(Shape shape, JsonNode value) => shape switch
    {
        ListShape { Item: ListShape } => new JsonArray(new JsonArray(value), new JsonArray("south-bank")),
        ListShape => new JsonArray(value),
        _ => value,
    };

    static JsonObject With(string kind, string path, Func<JsonNode?, JsonNode?> change)
    {
        var data = Examples.Whole(kind);
        var name = path[(path.LastIndexOf('.') + 1)..];
        var parent = Parent(data, path);
        if (change(parent[name]) is { } changed)
            parent[name] = changed;
        else
            parent.Remove(name);
        return data;
    }

    static JsonObject Parent(JsonObject data, string path) => path.LastIndexOf('.') is > 0 and var dot ? (JsonObject)At(data, path[..dot])! : data;

    static JsonNode? At(JsonObject data, string path)
    {
        JsonNode? node = data;
        foreach (var part in path.Split('.', '['))
            node = part.EndsWith(']') ? node![int.Parse(part[..^1])] : node![part];
        return node;
    }
}
