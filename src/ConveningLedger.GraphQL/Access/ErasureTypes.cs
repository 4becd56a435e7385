using ConveningLedger.GraphQL.Entries;
using ConveningLedger.GraphQL.Types;
using ConveningLedger.Store;
using ConveningLedger.Store.Erasure;
using GraphQL;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ConveningLedger.GraphQL.Access;

/// <summary>What an endeavour holds of a person, and its erasure: for conveners. And for everybody, of which entries something was erased.</summary>
sealed partial class ErasureTypes(GraphTypes types)
{
    const int LongestReason = 2_000;
    const int MostAliases = 20;
    const int LongestAlias = 200;
    const int MostAlso = 100;

    // Every text is looked through.
    const int Weight = 400;

    /// <summary>Adds the types, and what is asked of an endeavour.</summary>
    /// <param name="endeavour">The endeavour.</param>
    public void Add(ObjectType<History> endeavour)
    {
        types.Enum(typeof(Personal));
        types.Object<Found>("PersonalData", "What an endeavour holds of a person, as far as it was not erased.")
            .Field("person", "Slug!", found => found.Person, "Their key. It stays when they are erased.")
            .Field("names", "[String!]!", found => found.Data.Names, "What they were ever called, and the aliases that were given.")
            .List("texts", "PersonalText", (found, _, context) => found.Data.Texts.Where(text => context.GetArgument<string?>("personal") is not { } wanted || ValueNames.Of(text.Personal) == wanted),
                "The texts in which they are, in sequence: by whose words they hold, of whom they speak, whom their entries mention, and by name.", new Argument("personal", "Personal", "Only those that are this to them.")).Weighing(Weight)
            .Field("json", "String!", (found, _) => PersonalSheet.Of(found.History, found.Person, found.Data), "All of it as JSON, to be handed to them: names, texts with the paths of their members, and every entry that refers to them.").Weighing(Weight);
        types.Object<PersonalText>("PersonalText", "A text in which a person is.")
            .Field("entry", "Entry!", (text, scene) => scene.Frame.Edition.Find(text.Entry.Id.ToString()) ?? text.Entry, "The entry.")
            .Field("path", "String!", text => text.Path, "The path of the member, as in `data.words`; in a correction `data.data.words`.")
            .Field("personal", "Personal!", text => text.Personal, "What it is to them.")
            .Field("texts", "[String!]!", text => text.Texts, "The text, as first recorded, or the texts of a list.")
            .Field("why", "String!", text => text.Why, "Why it is found, in words.");
        types.Object<ErasureLine>("Erasure", "A line of the log of erasures: it has no words of what was destroyed.")
            .Field("id", "UUID!", line => line.Id, "The erasure; lines of one request have one id.")
            .Field("entry", "UUID!", line => line.Entry, "The UUID of the entry.")
            .Field("paths", "[String!]!", line => line.Paths, "The paths of the members.")
            .Field("madeBy", "String!", line => line.By, "The subject id of who asked for it.")
            .Field("madeAt", "DateTime!", line => Instant.FromDateTimeOffset(line.At), "When.")
            .Field("reason", "String!", line => line.Reason, "Why.");
        types.Object<Timelines.Lossy>("ErasedEntry", "An entry of which members were destroyed since: a copy of it is to be dropped, and read again.")
            .Field("id", "ID!", (erased, scene) => NodeIds.Of("Entry", scene.History.Endeavour, erased.Id.ToString()), "The entry's id.")
            .Field("uuid", "UUID!", erased => erased.Id, "The entry's UUID.")
            .Field("erasedAt", "DateTime!", erased => erased.At, "When that last was.")
            .Field("paths", "[String!]!", (erased, scene) => scene.Frame.Edition.Find(erased.Id.ToString())?.Erased ?? [], "The paths of the members that it lacks now; none where only wordings that were corrected since lack some.");
        types.Object<ErasedMembers>("ErasedMembers", "What was destroyed of an entry.")
            .Field("entry", "UUID!", erased => erased.Entry, "The UUID of the entry.")
            .Field("paths", "[String!]!", erased => erased.Paths, "The paths of its members.");
        endeavour
            .Page("erased", "ErasedEntry", (_, scene, context) => PageOf(scene, context),
                "The entries, of those that the viewer may see, of which members were destroyed, in the order in which they last were. Who keeps a copy drops those that come after what they read last, and reads them again.")
            .Field("personalData", "PersonalData", (history, scene, context) => Of(history, scene, context), "What it holds of a person; null for all but its conveners, and where there is no such person.",
                new("person", "Slug!", "Their key."), new("aliases", "[String!]", "What else they are called: texts that have it are found, too.")).Weighing(Weight / 4)
            .Waiting("erasures", $"{types.Connection("Erasure")}", LogOf, "The log of erasures, in order; null for all but its conveners.", Connection.Arguments);
    }

    /// <summary>Adds the mutation.</summary>
    /// <param name="access">What adds mutations.</param>
    /// <param name="mutation">Takes it.</param>
    public void AddMutation(AccessTypes access, ObjectGraphType mutation)
    {
        var member = new InputObjectGraphType { Name = "ErasedMemberInput", Description = "Members of an entry that are erased, whosever they are." };
        member.AddField(new FieldType { Name = "entry", Description = "The entry, by id or ref.", ResolvedType = types.Names.Read("String!") });
        member.AddField(new FieldType { Name = "paths", Description = "The paths of its members, as `personalData` tells them.", ResolvedType = types.Names.Read("[String!]!") });
        types.All.Add(member);
        access.Add(mutation, "erasePerson",
            "Destroys what a person is called, what they said and what was said of them alone, for good; for conveners. Marked gaps stay in its place, and what was proved stays proved. Texts that are others' too are told and stay, but for those that are named.",
            [
                new("endeavour", "Slug!", "The endeavour."), new("person", "Slug!", "The key of the person. It stays."),
                new("reason", "String!", $"Why, in 1 to {LongestReason} characters and without their name; kept in the log of erasures."),
                new("aliases", "[String!]", $"What else they are called, at most {MostAliases}: texts of others that have it are told, too."),
                new("also", "[ErasedMemberInput!]", $"Further members to be erased, at most of {MostAlso} entries: wordings that were corrected since they named the person, say."),
            ],
            [("erased", "[ErasedMembers!]", "What was destroyed, by entries."), ("left", "PersonalData", "What is left of them: texts that are others' too. Correct those that should not name them.")], Erase);
    }

    static Connection PageOf(Scene scene, IResolveFieldContext context)
    {
        var all = Timelines.ErasedIn(scene);
        return Connection.PageByNumber(all, erased => erased.Number, new($"erased {scene.History.Endeavour} {scene.Clearance}", context), context);
    }

    static Found? Of(History history, Scene scene, IResolveFieldContext context)
    {
        if (scene.Clearance != Visibility.Conveners)
            return null;
        var (person, aliases) = (context.GetArgument<string>("person"), context.GetArgument<string[]?>("aliases") ?? []);
        if (UnfitAlias(aliases) is { } unfit)
            throw Ask.Refused(unfit.Code, unfit.Message, unfit.Accepted);
        return PersonalData.IsPerson(history, person) ? new(history, person, new(history, person, aliases)) : null;
    }

    static async Task<object?> LogOf(History history, Scene scene, IResolveFieldContext context) => scene.Clearance != Visibility.Conveners ? null
        : new Seen(scene, Connection.Page([.. await context.RequestServices!.GetRequiredService<Erasing>().LogOf(history.Endeavour, context.CancellationToken)], history.Endeavour, context));

    static async Task<AccessTypes.Answer> Erase(AccessTypes.Asked asked)
    {
        if (await asked.IsNotConveners() is { } no)
            return no;
        var services = asked.Context.RequestServices!;
        var (person, reason) = (asked.Text("person"), asked.Text("reason"));
        var aliases = Listed(asked.Arguments, "aliases").Cast<string>().ToArray();
        var also = Listed(asked.Arguments, "also").Cast<IDictionary<string, object?>>().Select(one => (Entry: (string)one["entry"]!, Paths: Listed(one, "paths").Cast<string>().ToArray())).ToArray();
        var history = await services.GetRequiredService<Histories>().Current(asked.Endeavour, asked.Stop);
        var data = new PersonalData(history, person, aliases);
        Refusal?[] refusals =
        [
            PersonalData.IsPerson(history, person) ? null : new(RefusalCode.UnknownKey, "person", $"No person was named '{person}'.", "the key of a PERSON"),
            AccessTypes.Unfit("reason", reason, LongestReason),
            data.IsNamedIn(reason) ? new(RefusalCode.InvalidText, "reason", "It has a name of the person in it, and is kept.", "a reason without their name") : null,
            UnfitAlias(aliases),
            also.Length > MostAlso ? new(RefusalCode.OutOfRange, "also", $"It has {also.Length} entries.", $"at most {MostAlso}") : null,
            .. also.SelectMany((one, index) => UnfitMembers(history, one.Entry, one.Paths, index)),
        ];
        if (refusals.OfType<Refusal>().ToArray() is { Length: > 0 } unfit)
            return new(unfit);
        IReadOnlyList<ErasedMembers> erased;
        try
        {
            erased = await services.GetRequiredService<Erasing>().Erase(asked.Endeavour, now => new PersonalData(now, person, aliases).Texts.Where(text => text.Personal == Personal.Theirs).Select(text => (text.Entry, text.Path))
                .Concat(also.SelectMany(one => Find(now, one.Entry) is { } entry ? one.Paths.Intersect(PersonalData.ErasableIn(entry)).Select(path => (entry, path)) : [])), asked.Viewer.Subject, reason, asked.Stop);
        }
        catch (IOException fault)
        {
            Failed(services.GetRequiredService<ILogger<ErasureTypes>>(), fault.Message);
            throw new ExecutionError("The log of erasures cannot be written, without which a restored backup would bring back what is erased. Whoever runs the ledger has to see to the setting Erasures__File, and to the disk.") { Code = "UNAVAILABLE" };
        }
        // By then nobody else knows what they were called.
        var after = await services.GetRequiredService<Histories>().Current(asked.Endeavour, asked.Stop);
        var now = Instant.FromDateTimeOffset(services.GetRequiredService<TimeProvider>().GetUtcNow());
        return new([], ("erased", erased), ("left", new Seen(Scene.Today(after, Visibility.Conveners, now), new Found(after, person, new(after, person, data.Names)))));
    }

    static IEnumerable<Refusal> UnfitMembers(History history, string idOrRef, string[] paths, int index)
    {
        if (Find(history, idOrRef) is not { } entry)
        {
            yield return new(RefusalCode.UnknownEntry, $"also[{index}].entry", $"There is no entry '{idOrRef}'.", "the id or the ref of an entry");
            yield break;
        }
        string[] erasable = [.. PersonalData.ErasableIn(entry)];
        foreach (var (path, place) in paths.Select((path, place) => (path, place)).Where(one => !erasable.Contains(one.path) && !entry.Erased.Contains(one.path)))
        {
            yield return new(RefusalCode.UnknownMember, $"also[{index}].paths[{place}]", $"The entry has no text at '{path}'.",
                erasable.Length == 0 ? "no path: the entry has no text that can be erased" : string.Join(", ", erasable));
        }
    }

    static Refusal? UnfitAlias(string[] aliases) => aliases.Length > MostAliases ? new(RefusalCode.OutOfRange, "aliases", $"There are {aliases.Length}.", $"at most {MostAliases}")
        : aliases.Select(alias => AccessTypes.Unfit("aliases", alias, LongestAlias)).FirstOrDefault(unfit => unfit is not null);

    static Entry? Find(History history, string idOrRef) => Guid.TryParse(idOrRef, out var id) ? history.Find(id) : history.Find(idOrRef);

    static IEnumerable<object?> Listed(IDictionary<string, object?> given, string name) => given.TryGetValue(name, out var list) && list is System.Collections.IEnumerable items ? items.Cast<object?>() : [];

    [LoggerMessage(LogLevel.Error, "The log of erasures cannot be written: {Fault}")]
    static partial void Failed(ILogger log, string fault);

    sealed record Found(History History, string Person, PersonalData Data);
}
