using System.Collections.Concurrent;
using System.Diagnostics;
using System.Security.Cryptography;
using Marten;
using Npgsql;
using NpgsqlTypes;

namespace ConveningLedger.Store.Access;

/// <summary>How somebody came in.</summary>
public enum SessionKind
{
    /// <summary>The operator of the ledger, at the machine that it runs on.</summary>
    Operator,

    /// <summary>A person, by a browser or with a token.</summary>
    Person,

    /// <summary>A program, with one role in one endeavour.</summary>
    Service,
}

/// <summary>A session: whoever has its token comes in, until it expires or is ended.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Subject">Who comes in.</param>
/// <param name="Kind">How they came in.</param>
/// <param name="Name">What it is called: the browser, the program.</param>
/// <param name="Endeavour">The one endeavour that a program has a part in.</param>
/// <param name="Role">Its role there.</param>
/// <param name="MadeBy">Who made it.</param>
/// <param name="MadeAt">When.</param>
/// <param name="ExpiresAt">When it expires.</param>
/// <param name="EndedAt">When it was ended before that; null where it was not.</param>
public sealed record Session(Guid Id, string Subject, SessionKind Kind, string Name, string? Endeavour, Role? Role, string MadeBy, Instant MadeAt, Instant ExpiresAt, Instant? EndedAt);

/// <summary>A line of the access log: who had which role from then on.</summary>
/// <param name="Id">Its place in the log.</param>
/// <param name="At">From when on.</param>
/// <param name="Endeavour">In which endeavour.</param>
/// <param name="Subject">Who.</param>
/// <param name="Role">Which role; null: none any more.</param>
/// <param name="MadeBy">Who said so.</param>
/// <param name="Reason">Why, where it was said.</param>
public sealed record AccessLine(long Id, Instant At, string Endeavour, string Subject, Role? Role, string MadeBy, string? Reason);

/// <summary>An invitation: whoever opens its link first has the role.</summary>
/// <param name="Id">Names it.</param>
/// <param name="Endeavour">The endeavour; null: the link signs the operator in.</param>
/// <param name="Role">The role there.</param>
/// <param name="Name">Whom it is for.</param>
/// <param name="MadeBy">Who made it.</param>
/// <param name="MadeAt">When.</param>
/// <param name="ExpiresAt">When it expires.</param>
/// <param name="EndedAt">When it was used or withdrawn; null while it is open.</param>
/// <param name="UsedBy">Who used it; null where nobody did.</param>
public sealed record Invitation(Guid Id, string? Endeavour, Role? Role, string Name, string MadeBy, Instant MadeAt, Instant ExpiresAt, Instant? EndedAt, string? UsedBy);

/// <summary>Who has which part in which endeavour: the roles, how people come in, and what was said about it when.</summary>
public sealed class AccessBook
{
    const int Boats = 2;
    const int MostTogether = 256;
    const int CodeBytes = 24;
    const int MostKept = 10_000;
    const string SessionColumns = "id, subject, kind, name, endeavour, role, made_by, made_at, expires_at, ended_at";
    const string InvitationColumns = "id, endeavour, role, name, made_by, made_at, expires_at, ended_at, used_by";

    static readonly TimeSpan Moment = TimeSpan.FromSeconds(1);

    readonly IDocumentStore store;
    readonly string schema;
    readonly Ferry<Guid, Session?> sessions;
    readonly Ferry<string, Dictionary<string, Role>> roles;
    readonly AccessNews news;
    readonly ConcurrentDictionary<Guid, (Session Session, long Said, long At)> kept = new();

    /// <summary>The book of a store.</summary>
    /// <param name="store">The store.</param>
    /// <param name="options">Where its tables are.</param>
    /// <param name="news">Whether something was said of sessions.</param>
    public AccessBook(IDocumentStore store, LedgerOptions options, AccessNews news)
    {
        (this.store, schema, this.news) = (store, options.Schema, news);
        sessions = new(Boats, MostTogether, SessionsOfIds);
        roles = new(Boats, MostTogether, RolesOfSubjects);
    }

    /// <summary>The roles that somebody has, by endeavour.</summary>
    /// <param name="subject">Who.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public Task<Dictionary<string, Role>> RolesOf(string subject, CancellationToken cancellation) => roles.Take(subject, cancellation);

    /// <summary>Who has a role in an endeavour, by the line of the log that gave it to them, in the order of subjects.</summary>
    /// <param name="endeavour">The slug.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<IReadOnlyList<AccessLine>> MembersOf(string endeavour, CancellationToken cancellation) =>
        [.. (await Lines($"select distinct on (subject) id, at, endeavour, subject, role, made_by, reason from {schema}.access_log where endeavour = $1 order by subject, id desc", endeavour, cancellation))
            .Where(line => line.Role is not null)];

    /// <summary>All that was ever said of who has a part in an endeavour, in order.</summary>
    /// <param name="endeavour">The slug.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public Task<List<AccessLine>> LogOf(string endeavour, CancellationToken cancellation) =>
        Lines($"select id, at, endeavour, subject, role, made_by, reason from {schema}.access_log where endeavour = $1 order by id", endeavour, cancellation);

    /// <summary>
    /// Says which role somebody has from now on. An endeavour keeps one convener at least: the last one's role is not taken.
    /// </summary>
    /// <param name="endeavour">The slug.</param>
    /// <param name="subject">Who.</param>
    /// <param name="role">Which; null: none.</param>
    /// <param name="by">Who says so.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    /// <returns>Whether it was said: not where it would leave no convener.</returns>
    public async Task<bool> Say(string endeavour, string subject, Role? role, string by, string? reason, CancellationToken cancellation)
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancellation);
        await using var transaction = await connection.BeginTransactionAsync(cancellation);
        // One at a time in an endeavour: two conveners who withdraw each other would leave none.
        await using (var wait = Command(connection, "select pg_advisory_xact_lock(hashtextextended('access ' || $1, 0))", [endeavour]))
            await wait.ExecuteNonQueryAsync(cancellation);
        await using var say = Command(connection,
            $"""
            with now_have as (select distinct on (subject) subject, role from {schema}.access_log where endeavour = $1 order by subject, id desc)
            insert into {schema}.access_log (endeavour, subject, role, made_by, reason)
            select $1, $2, $3, $4, $5
            where $3 = 'CONVENER' or not exists (select from now_have where subject = $2 and role = 'CONVENER') or exists (select from now_have where subject <> $2 and role = 'CONVENER')
            """,
            [endeavour, subject, role is { } given ? ValueNames.Of(given) : null, by, reason]);
        var isSaid = await say.ExecuteNonQueryAsync(cancellation) == 1;
        await transaction.CommitAsync(cancellation);
        return isSaid;
    }

    /// <summary>The names of people, where they are known.</summary>
    /// <param name="subjects">Who.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<Dictionary<string, string>> NamesOf(IEnumerable<string> subjects, CancellationToken cancellation) =>
        (await Rows($"select subject, name from {schema}.people where subject = any($1)", [subjects.Distinct().ToArray()], reader => (reader.GetString(0), reader.GetString(1)), cancellation))
        .ToDictionary(row => row.Item1, row => row.Item2, StringComparer.Ordinal);

    /// <summary>Keeps what somebody is called.</summary>
    /// <param name="subject">Who.</param>
    /// <param name="name">What they are called.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    public Task Call(string subject, string name, CancellationToken cancellation) =>
        Do($"insert into {schema}.people (subject, name) values ($1, $2) on conflict (subject) do update set name = excluded.name", [subject, name], cancellation);

    /// <summary>Begins a session.</summary>
    /// <param name="subject">Whose.</param>
    /// <param name="kind">How they come in.</param>
    /// <param name="name">What it is called.</param>
    /// <param name="lifetime">For how long.</param>
    /// <param name="by">Who makes it.</param>
    /// <param name="part">The one part that a program has.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    public async Task<Session> Begin(string subject, SessionKind kind, string name, TimeSpan lifetime, string by, (string Endeavour, Role Role)? part, CancellationToken cancellation) =>
        (await Rows(
            $"""
            insert into {schema}.sessions (id, subject, kind, name, endeavour, role, made_by, expires_at) values ($1, $2, $3, $4, $5, $6, $7, clock_timestamp() + $8)
            returning {SessionColumns}
            """,
            [Guid.CreateVersion7(), subject, ValueNames.Of(kind), name, part?.Endeavour, part is { } given ? ValueNames.Of(given.Role) : null, by, lifetime], SessionIn, cancellation))[0];

    /// <summary>
    /// The session of this id, while it lasts; null afterwards. Where sessions are heard of, one that was found holds until something is
    /// said of any, and a second at most: so it is over at once where it is ended, and elsewhere as soon as PostgreSQL has said so.
    /// </summary>
    /// <param name="id">The id.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async ValueTask<Session?> Find(Guid id, CancellationToken cancellation)
    {
        var said = news.Said;
        if (news.IsHeard && kept.TryGetValue(id, out var one) && one.Said == said && Stopwatch.GetElapsedTime(one.At) < Moment
            && Instant.FromDateTimeOffset(DateTimeOffset.UtcNow) < one.Session.ExpiresAt)
            return one.Session;
        var at = Stopwatch.GetTimestamp();
        var session = await sessions.Take(id, cancellation);
        if (kept.Count >= MostKept)
            kept.Clear();
        if (session is null)
            kept.TryRemove(id, out _);
        else
            kept[id] = (session, said, at);
        return session;
    }

    /// <summary>The sessions of somebody that last, the newest first.</summary>
    /// <param name="subject">Who.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public Task<List<Session>> SessionsOf(string subject, CancellationToken cancellation) =>
        Rows($"select {SessionColumns} from {schema}.sessions where subject = $1 and ended_at is null and expires_at > clock_timestamp() order by made_at desc, id", [subject], SessionIn, cancellation);

    /// <summary>The service tokens of an endeavour, ended and expired ones too, the newest first.</summary>
    /// <param name="endeavour">The slug.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public Task<List<Session>> ServicesOf(string endeavour, CancellationToken cancellation) =>
        Rows($"select {SessionColumns} from {schema}.sessions where endeavour = $1 order by made_at desc, id", [endeavour], SessionIn, cancellation);

    /// <summary>Ends a session.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="subject">Whose it has to be; null: anybody's.</param>
    /// <param name="endeavour">The endeavour whose program it has to be; null: any.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    /// <returns>The session; null where there is no such one that lasts.</returns>
    public async Task<Session?> End(Guid id, string? subject, string? endeavour, CancellationToken cancellation)
    {
        var ended = (await Rows(
            $"""
            update {schema}.sessions set ended_at = clock_timestamp()
            where id = $1 and ended_at is null and (($2::text is not null and subject = $2) or ($3::text is not null and endeavour = $3))
            returning {SessionColumns}
            """,
            [id, subject, endeavour], SessionIn, cancellation)).FirstOrDefault();
        news.Tell();
        return ended;
    }

    /// <summary>Makes an invitation; its code is told this once, and kept as its hash only.</summary>
    /// <param name="endeavour">The endeavour; null: it signs the operator in.</param>
    /// <param name="role">The role there.</param>
    /// <param name="name">Whom it is for.</param>
    /// <param name="lifetime">For how long.</param>
    /// <param name="by">Who makes it.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    public async Task<(Invitation Invitation, string Code)> Invite(string? endeavour, Role? role, string name, TimeSpan lifetime, string by, CancellationToken cancellation)
    {
        var code = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(CodeBytes));
        var invitation = (await Rows(
            $"""
            insert into {schema}.invitations (id, code, endeavour, role, name, made_by, expires_at) values ($1, $2, $3, $4, $5, $6, clock_timestamp() + $7)
            returning {InvitationColumns}
            """,
            [Guid.CreateVersion7(), HashOf(code), endeavour, role is { } given ? ValueNames.Of(given) : null, name, by, lifetime], InvitationIn, cancellation))[0];
        return (invitation, code);
    }

    /// <summary>The invitations of an endeavour, the newest first.</summary>
    /// <param name="endeavour">The slug.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public Task<List<Invitation>> InvitationsOf(string endeavour, CancellationToken cancellation) =>
        Rows($"select {InvitationColumns} from {schema}.invitations where endeavour = $1 order by made_at desc, id", [endeavour], InvitationIn, cancellation);

    /// <summary>Withdraws an invitation that is open.</summary>
    /// <param name="id">Its id.</param>
    /// <param name="endeavour">The endeavour that it has to be of.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    /// <returns>Whether there was such a one.</returns>
    public async Task<bool> Withdraw(Guid id, string endeavour, CancellationToken cancellation) =>
        await Do($"update {schema}.invitations set ended_at = clock_timestamp() where id = $1 and endeavour = $2 and ended_at is null", [id, endeavour], cancellation) == 1;

    /// <summary>Whether an open invitation of this code signs the operator in.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<bool> IsOperators(string code, CancellationToken cancellation) =>
        (await Rows($"select 1 from {schema}.invitations where code = $1 and endeavour is null and ended_at is null and expires_at > clock_timestamp()", [HashOf(code)], _ => true, cancellation)).Count > 0;

    /// <summary>Uses an invitation: of two at once one has it.</summary>
    /// <param name="code">Its code.</param>
    /// <param name="subject">Who has the role then.</param>
    /// <param name="cancellation">Stops the waiting.</param>
    /// <returns>The invitation; null where there is none of this code that is open.</returns>
    public async Task<Invitation?> Use(string code, string subject, CancellationToken cancellation)
    {
        var used = (await Rows(
            $"""
            with used as (
              update {schema}.invitations set ended_at = clock_timestamp(), used_by = $2 where code = $1 and ended_at is null and expires_at > clock_timestamp() returning *),
            said as (
              insert into {schema}.access_log (endeavour, subject, role, made_by, reason)
              select endeavour, $2, role, made_by, 'invited as ' || name from used where endeavour is not null)
            select {InvitationColumns} from used
            """,
            [HashOf(code), subject], InvitationIn, cancellation)).FirstOrDefault();
        if (used is { Endeavour: not null })
            await Do($"insert into {schema}.people (subject, name) values ($1, $2) on conflict do nothing", [subject, used.Name], cancellation);
        return used;
    }

    /// <summary>A secret of the ledger: the same on all nodes, made when it is first asked for.</summary>
    /// <param name="name">What it is for.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public async Task<byte[]> Secret(string name, CancellationToken cancellation)
    {
        const int bytes = 32;
        await Do($"insert into {schema}.secrets (name, secret) values ($1, $2) on conflict do nothing", [name, RandomNumberGenerator.GetBytes(bytes)], cancellation);
        return (await Rows($"select secret from {schema}.secrets where name = $1", [name], reader => reader.GetFieldValue<byte[]>(0), cancellation))[0];
    }

    async Task<IReadOnlyList<Session?>> SessionsOfIds(IReadOnlyList<Guid> ids)
    {
        var found = await Rows($"select {SessionColumns} from {schema}.sessions where id = any($1) and ended_at is null and expires_at > clock_timestamp()", [ids.Distinct().ToArray()], SessionIn, CancellationToken.None);
        return [.. ids.Select(id => found.Find(session => session.Id == id))];
    }

    async Task<IReadOnlyList<Dictionary<string, Role>>> RolesOfSubjects(IReadOnlyList<string> subjects)
    {
        var found = await Rows($"select distinct on (subject, endeavour) subject, endeavour, role from {schema}.access_log where subject = any($1) order by subject, endeavour, id desc",
            [subjects.Distinct(StringComparer.Ordinal).ToArray()], reader => (Subject: reader.GetString(0), Endeavour: reader.GetString(1), Role: RoleIn(reader, 2)), CancellationToken.None);
        var bySubject = found.Where(row => row.Role is not null).ToLookup(row => row.Subject, StringComparer.Ordinal);
        return [.. subjects.Select(subject => bySubject[subject].ToDictionary(row => row.Endeavour, row => row.Role!.Value, StringComparer.Ordinal))];
    }

    static byte[] HashOf(string code) => SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(code));

    Task<List<AccessLine>> Lines(string sql, string endeavour, CancellationToken cancellation) => Rows(sql, [endeavour],
        reader => new AccessLine(reader.GetInt64(0), InstantIn(reader, 1)!.Value, reader.GetString(2), reader.GetString(3), RoleIn(reader, 4), reader.GetString(5), TextIn(reader, 6)), cancellation);

    static Session SessionIn(NpgsqlDataReader reader) => new(reader.GetGuid(0), reader.GetString(1), (SessionKind)ValueNames.Of(typeof(SessionKind)).ValueOf(reader.GetString(2))!,
        reader.GetString(3), TextIn(reader, 4), RoleIn(reader, 5), reader.GetString(6), InstantIn(reader, 7)!.Value, InstantIn(reader, 8)!.Value, InstantIn(reader, 9));

    static Invitation InvitationIn(NpgsqlDataReader reader) => new(reader.GetGuid(0), TextIn(reader, 1), RoleIn(reader, 2), reader.GetString(3), reader.GetString(4),
        InstantIn(reader, 5)!.Value, InstantIn(reader, 6)!.Value, InstantIn(reader, 7), TextIn(reader, 8));

    static string? TextIn(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);

    static Role? RoleIn(NpgsqlDataReader reader, int column) => TextIn(reader, column) is { } name ? (Role)ValueNames.Of(typeof(Role)).ValueOf(name)! : null;

    static Instant? InstantIn(NpgsqlDataReader reader, int column) => reader.IsDBNull(column) ? null : Instant.FromDateTimeOffset(reader.GetFieldValue<DateTimeOffset>(column));

    async Task<int> Do(string sql, object?[] parameters, CancellationToken cancellation)
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancellation);
        await using var command = Command(connection, sql, parameters);
        return await command.ExecuteNonQueryAsync(cancellation);
    }

    async Task<List<T>> Rows<T>(string sql, object?[] parameters, Func<NpgsqlDataReader, T> read, CancellationToken cancellation)
    {
        await using var connection = store.Storage.Database.CreateConnection();
        await connection.OpenAsync(cancellation);
        await using var command = Command(connection, sql, parameters);
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        var rows = new List<T>();
        while (await reader.ReadAsync(cancellation))
            rows.Add(read(reader));
        return rows;
    }

    static NpgsqlCommand Command(NpgsqlConnection connection, string sql, object?[] parameters)
    {
        var command = new NpgsqlCommand(sql, connection);
        foreach (var parameter in parameters)
            command.Parameters.Add(parameter is null ? new() { Value = DBNull.Value, NpgsqlDbType = NpgsqlDbType.Text } : new() { Value = parameter });
        return command;
    }
}

/// <summary>Says with the entry that opens an endeavour, in its transaction, who convenes it.</summary>
static class Openings
{
    /// <summary>Queues what says so for each opening among some entries.</summary>
    /// <param name="session">The session that appends them.</param>
    /// <param name="schema">Where the tables are.</param>
    /// <param name="entries">The entries.</param>
    /// <param name="recorder">Who asked to record them.</param>
    public static void QueueConveners(this IDocumentSession session, string schema, IEnumerable<Entry> entries, string recorder)
    {
        foreach (var opening in entries.Where(entry => entry.Data is Endeavours.EndeavourOpened))
        {
            session.QueueSqlCommand(
                $"insert into {schema}.access_log (endeavour, subject, role, made_by, reason) values (?, ?, 'CONVENER', ?, 'opened it')", opening.Endeavour, recorder, recorder);
        }
    }
}
