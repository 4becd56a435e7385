using ConveningLedger.GraphQL.Types;
using ConveningLedger.Store;
using ConveningLedger.Store.Access;
using GraphQL;
using GraphQL.Resolvers;
using GraphQL.Types;
using Microsoft.Extensions.DependencyInjection;

namespace ConveningLedger.GraphQL.Access;

/// <summary>Who asks, who has a part in an endeavour, and what lets them in.</summary>
sealed class AccessTypes(GraphTypes types)
{
    const int LongestName = 200;
    const int LongestReason = 2_000;
    const int MostDays = 730;

    static readonly Scene Nowhere = new(History.Empty(""), History.Empty("").At(Instant.MinValue, Instant.MinValue, Visibility.Public));

    /// <summary>Adds the reading.</summary>
    public void AddQuery(ObjectGraphType query)
    {
        types.Enum(typeof(Role));
        types.Enum(typeof(SessionKind));
        types.Object<IViewer>("Viewer", "Who asks.")
            .Field("subject", "String!", viewer => viewer.Subject, "The subject id that entries are recorded by; empty where it is not known who asks.")
            .Field("kind", "SessionKind", viewer => viewer.Kind, "How they came in; null where it is not known who asks.")
            .Field("mayOpen", "Boolean!", (viewer, _) => viewer.ClearanceToOpen is not null, "Whether they may open an endeavour, by recording what opens it under a slug that is free.")
            .List("parts", "Part", (viewer, _) => viewer.Roles.OrderBy(role => role.Key, StringComparer.Ordinal).Select(role => new Part(role.Key, role.Value)), "The endeavours that they have a part in, by slug. The operator is a convener of all, and has none listed.")
            .Waiting("sessions", "[Session!]!", async (viewer, _, context) => viewer.Kind is SessionKind.Person or SessionKind.Operator ? await Book(context).SessionsOf(viewer.Subject, context.CancellationToken) : [],
                "Their sessions that let in, the newest first: browsers and tokens of their own.");
        types.Object<Part>("Part", "A part that somebody has in an endeavour.")
            .Field("endeavour", "Slug!", part => part.Endeavour, "The slug of the endeavour.")
            .Field("role", "Role!", part => part.Role, "Their role there.");
        types.Object<Session>("Session")
            .Field("id", "UUID!", session => session.Id)
            .Field("subject", "String!", session => session.Subject)
            .Field("kind", "SessionKind!", session => session.Kind)
            .Field("name", "String!", session => session.Name)
            .Field("role", "Role", session => session.Role)
            .Field("madeBy", "String!", session => session.MadeBy)
            .Field("madeAt", "DateTime!", session => session.MadeAt)
            .Field("expiresAt", "DateTime!", session => session.ExpiresAt)
            .Field("endedAt", "DateTime", session => session.EndedAt);
        types.Object<AccessLine>("AccessLine")
            .Field("at", "DateTime!", line => line.At)
            .Field("subject", "String!", line => line.Subject)
            .Waiting("name", "String", async (line, _, context) => (await Names(context, line.Subject)).GetValueOrDefault(line.Subject), "What they are called, where it is known.")
            .Field("role", "Role", line => line.Role)
            .Field("madeBy", "String!", line => line.MadeBy)
            .Field("reason", "String", line => line.Reason);
        types.Object<Invitation>("Invitation")
            .Field("id", "UUID!", invitation => invitation.Id)
            .Field("role", "Role", invitation => invitation.Role)
            .Field("name", "String!", invitation => invitation.Name)
            .Field("madeBy", "String!", invitation => invitation.MadeBy)
            .Field("madeAt", "DateTime!", invitation => invitation.MadeAt)
            .Field("expiresAt", "DateTime!", invitation => invitation.ExpiresAt)
            .Field("endedAt", "DateTime", invitation => invitation.EndedAt)
            .Field("usedBy", "String", invitation => invitation.UsedBy);
        var access = types.Object<Listed>("Access", "Who has a part in an endeavour; for its conveners.");
        Listing("members", "AccessLine", "Who has a role, by the line of the log that gave it to them, by subject.", async (book, slug, stop) => await book.MembersOf(slug, stop));
        Listing("log", "AccessLine", "All that was ever said of who has which role, in order. Lines are never taken away.", async (book, slug, stop) => await book.LogOf(slug, stop));
        Listing("invitations", "Invitation", "The invitations, used and withdrawn ones too, the newest first.", async (book, slug, stop) => await book.InvitationsOf(slug, stop));
        Listing("services", "Session", "The tokens of programs, ended and expired ones too, the newest first.", async (book, slug, stop) => await book.ServicesOf(slug, stop));
        query.AddField(new FieldType
        {
            Name = "viewer",
            Description = "Who asks.",
            ResolvedType = types.Names.Read("Viewer!"),
            Resolver = new FuncFieldResolver<object?>(async context => new Seen(Nowhere, await context.Viewer())),
        });

        void Listing(string name, string node, string description, Func<AccessBook, string, CancellationToken, Task<IReadOnlyList<object>>> read) =>
            access.Waiting(name, $"{types.Connection(node)}!", async (listed, _, context) => Connection.Page(await read(Book(context), listed.Endeavour, context.CancellationToken), listed.Endeavour, context), description, Connection.Arguments);
    }

    /// <summary>Who has a part in an endeavour, where that is for the viewer to know.</summary>
    public static async Task<object?> Of(History history, Scene scene, IResolveFieldContext context) =>
        scene.Clearance == Visibility.Conveners && (await context.Viewer()).Kind is not SessionKind.Service ? new Listed(history.Endeavour) : null;

    /// <summary>Adds the mutations.</summary>
    public void AddMutations(ObjectGraphType mutation)
    {
        Argument[] who = [new("endeavour", "Slug!", "The endeavour."), new("subject", "String!", "The subject id of whom it is about.")];
        Argument reason = new("reason", "String", "Why; kept in the log.");
        Argument role = new("role", "Role!", "The role.");
        Argument[] made = [new("name", "String!", "What it is called: for whom, or for which program."), new("days", "Int!", $"For how many days, 1 to {MostDays}.")];
        Add(mutation, "grantRole", "Gives somebody a role in an endeavour, or another one than they have; for its conveners. Kept in the access log.", [.. who, role, reason], [("line", "AccessLine", "What was said.")], Grant);
        Add(mutation, "withdrawRole", "Takes somebody's role in an endeavour; for its conveners. Their sessions see nothing of it from then on. Kept in the access log.", [.. who, reason], [("line", "AccessLine", "What was said.")], Grant);
        Add(mutation, "invite", "Makes a link that gives whoever opens it first a role; for conveners. The link is told this once.", [who[0], role, .. made],
            [("invitation", "Invitation", "The invitation."), ("link", "String", "The link.")], Invite);
        Add(mutation, "withdrawInvitation", "Withdraws an invitation that nobody used; for conveners.", [who[0], new("id", "UUID!", "Its id.")], [("isWithdrawn", "Boolean!", "Whether it was open until now.")], Withdraw);
        Add(mutation, "acceptInvitation", "Uses an invitation as who one is signed in.", [new("code", "String!", "The code: the last part of the link.")], [("part", "Part", "The part that one has from now on.")], Accept);
        Add(mutation, "createServiceToken", "Makes a token for a program, with one role in one endeavour; for conveners. The token is told this once.", [who[0], role, .. made],
            [("session", "Session", "The session of the program."), ("token", "String", "The token, for `Authorization: Bearer`.")], Service);
        Add(mutation, "endSession", "Ends a session: it lets nobody in any more. One's own, or, for its conveners, one of a program of an endeavour.",
            [new("id", "UUID!", "Its id."), new("endeavour", "Slug", "The endeavour of the program; absent: the session is one's own.")], [("session", "Session", "The session, as it ended.")], End);
    }

    static async Task<Answer> Grant(Asked asked)
    {
        if (await asked.IsNotConveners() is { } no)
            return no;
        var (subject, said, why) = (asked.Text("subject"), asked.Arguments.ContainsKey("role") ? asked.Role() : (Role?)null, asked.Arguments.GetValueOrDefault("reason") as string);
        if ((Unfit("subject", subject, LongestName) ?? (why is null ? null : Unfit("reason", why, LongestReason))) is { } unfit)
            return new([unfit]);
        if (said is { } given && await asked.IsNotThereFor(given) is { } nothing)
            return nothing;
        if (!await asked.Book.Say(asked.Endeavour, subject, said, asked.Viewer.Subject, why, asked.Stop))
            return new([new(RefusalCode.NotAllowed, "subject", $"'{subject}' is the last convener of '{asked.Endeavour}'.", "first another convener")]);
        return new([], ("line", (await asked.Book.LogOf(asked.Endeavour, asked.Stop)).Last(line => line.Subject == subject)));
    }

    static async Task<Answer> Invite(Asked asked)
    {
        if ((await asked.IsNotConveners() ?? asked.IsUnfit() ?? await asked.IsNotThereFor(asked.Role())) is { } no)
            return no;
        var (invitation, code) = await asked.Book.Invite(asked.Endeavour, asked.Role(), asked.Text("name"), asked.Days(), asked.Viewer.Subject, asked.Stop);
        return new([], ("invitation", invitation), ("link", asked.Tickets.LinkOf(code)));
    }

    static async Task<Answer> Withdraw(Asked asked)
    {
        if (await asked.IsNotConveners() is { } no)
            return no;
        return new([], ("isWithdrawn", Guid.TryParse(asked.Text("id"), out var id) && await asked.Book.Withdraw(id, asked.Endeavour, asked.Stop)));
    }

    static async Task<Answer> Accept(Asked asked)
    {
        if (asked.Viewer.Kind != SessionKind.Person)
            return new([new(RefusalCode.NotAllowed, "code", "An invitation is for people who are signed in as themselves.", "to be signed in as a person")]);
        return await asked.Book.Use(asked.Text("code"), asked.Viewer.Subject, asked.Stop) is { Endeavour: { } endeavour, Role: { } role }
            ? new([], ("part", new Part(endeavour, role)))
            : new([new(RefusalCode.UnknownKey, "code", "There is no such invitation, or it is used up.", "the code of an invitation that nobody used")]);
    }

    static async Task<Answer> Service(Asked asked)
    {
        if ((await asked.IsNotConveners() ?? asked.IsUnfit() ?? await asked.IsNotThereFor(asked.Role())) is { } no)
            return no;
        var session = await asked.Book.Begin($"service-{Guid.NewGuid():N}", SessionKind.Service, asked.Text("name"), asked.Days(), asked.Viewer.Subject, (asked.Endeavour, asked.Role()), asked.Stop);
        return new([], ("session", session), ("token", await asked.Tickets.TokenOf(session, asked.Stop)));
    }

    static async Task<Answer> End(Asked asked)
    {
        var isService = asked.Arguments.GetValueOrDefault("endeavour") is not null;
        if (isService && await asked.IsNotConveners() is { } no)
            return no;
        var ended = Guid.TryParse(asked.Text("id"), out var id) && asked.Viewer.Subject.Length > 0
            ? await asked.Book.End(id, isService ? null : asked.Viewer.Subject, isService ? asked.Endeavour : null, asked.Stop)
            : null;
        return ended is null
            ? new([new(RefusalCode.UnknownKey, "id", "There is no such session.", isService ? "the id of a session of a program of the endeavour" : "the id of a session of one's own")])
            : new([], ("session", ended));
    }

    /// <summary>Adds a mutation with an input of its own and a payload with errors.</summary>
    public void Add(ObjectGraphType mutation, string name, string description, Argument[] members, (string Name, string Type, string Description)[] given, Func<Asked, Task<Answer>> answer)
    {
        var upper = $"{char.ToUpperInvariant(name[0])}{name[1..]}";
        var input = new InputObjectGraphType { Name = $"{upper}Input", Description = description };
        foreach (var member in members)
            input.AddField(new FieldType { Name = member.Name, Description = member.Description, ResolvedType = types.Names.Read(member.Type) });
        var payload = new ObjectGraphType { Name = $"{upper}Payload", Description = $"What came of it: {description}" };
        foreach (var (field, type, what) in given)
        {
            payload.AddField(new FieldType
            {
                Name = field,
                Description = what,
                ResolvedType = types.Names.Read(type),
                Resolver = new FuncFieldResolver<object?>(context => ((Answer)context.Source!).Given.TryGetValue(field, out var value) ? Seen.Wrap(Nowhere, value) : type == "Boolean!" ? false : null),
            });
        }
        payload.AddField(new FieldType
        {
            Name = "errors",
            Description = "Why it was not done; empty where it was.",
            ResolvedType = types.Names.Read("[UserError!]!"),
            Resolver = new FuncFieldResolver<object?>(context => ((Answer)context.Source!).Errors),
        });
        types.All.Add(input);
        types.All.Add(payload);
        mutation.AddField(new FieldType
        {
            Name = name,
            Description = description,
            ResolvedType = types.Names.Read($"{upper}Payload"),
            Arguments = new(new QueryArgument(types.Names.Read($"{upper}Input!")) { Name = "input", Description = "What is asked." }),
            Resolver = new FuncFieldResolver<object?>(async context => await answer(new(context, await context.Viewer(), (IDictionary<string, object?>)context.Arguments!["input"].Value!))),
        });
    }

    /// <summary>Refuses what is no plain text of a length.</summary>
    public static Refusal? Unfit(string name, string text, int longest) => string.IsNullOrWhiteSpace(text) || text.Length > longest || text.Any(char.IsControl)
        ? new(RefusalCode.OutOfRange, name, $"`{name}` is empty, longer than {longest} characters, or has control characters in it.", $"1 to {longest} characters of plain text")
        : null;

    static AccessBook Book(IResolveFieldContext context) => context.RequestServices!.GetRequiredService<AccessBook>();

    static Task<Dictionary<string, string>> Names(IResolveFieldContext context, string subject) => Book(context).NamesOf([subject], context.CancellationToken);

    sealed record Part(string Endeavour, Role Role);

    sealed record Listed(string Endeavour);

    /// <summary>What came of what was asked.</summary>
    internal sealed record Answer(IReadOnlyList<Refusal> Errors, Dictionary<string, object?> Given)
    {
        public Answer(IReadOnlyList<Refusal> errors, params (string Name, object? Value)[] given) : this(errors, given.ToDictionary(one => one.Name, one => one.Value))
        {
        }
    }

    /// <summary>What is asked by whom.</summary>
    internal sealed record Asked(IResolveFieldContext Context, IViewer Viewer, IDictionary<string, object?> Given)
    {
        public Dictionary<string, object?> Arguments { get; } = Given.ToDictionary();

        public string Endeavour => Text("endeavour");

        public AccessBook Book => AccessTypes.Book(Context);

        public ITickets Tickets => Context.RequestServices!.GetRequiredService<ITickets>();

        public CancellationToken Stop => Context.CancellationToken;

        public string Text(string name) => (string)Arguments[name]!;

        public Role Role() => (Role)ValueNames.Of(typeof(Role)).ValueOf(Text("role"))!;

        public TimeSpan Days() => TimeSpan.FromDays((int)Arguments["days"]!);

        /// <summary>Refuses those who do not convene the endeavour; to those who have no part in it, it is not there.</summary>
        public async Task<Answer?> IsNotConveners()
        {
            var clearance = Slug.IsSlug(Endeavour) ? Viewer.ClearanceFor(Endeavour) : null;
            if (clearance is null || !(await Context.RequestServices!.GetRequiredService<Histories>().Current(Endeavour, Stop)).ExistsFor(clearance.Value))
                return new([Recording.UnknownEndeavour(Endeavour)]);
            return clearance == Visibility.Conveners && Viewer.Kind is not SessionKind.Service ? null
                : new([new(RefusalCode.NotAllowed, "endeavour", $"It is for the conveners of '{Endeavour}'.", "to be one of its conveners, and no program")]);
        }

        /// <summary>Refuses a part in what would not be there for those who have it.</summary>
        public async Task<Answer?> IsNotThereFor(Role role) => (await Context.RequestServices!.GetRequiredService<Histories>().Current(Endeavour, Stop)).ExistsFor(role.Clearance()) ? null
            : new([new(RefusalCode.NotAllowed, "role", $"'{Endeavour}' is not for {ValueNames.Of(role.Clearance())}: whoever has this role would see nothing of it.",
                "a role of a narrower circle, or first a wider visibility of its EndeavourOpened")]);

        public Answer? IsUnfit() => Unfit("name", Text("name"), LongestName) is { } unfit ? new([unfit])
            : Arguments["days"] is int days and >= 1 and <= MostDays ? null
            : new([new(RefusalCode.OutOfRange, "days", "`days` is out of its range.", $"1 to {MostDays}")]);
    }
}
