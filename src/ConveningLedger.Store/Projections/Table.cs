namespace ConveningLedger.Store.Projections;

/// <summary>A column of a stored table.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its type in PostgreSQL; a generated column says how.</param>
/// <param name="Comment">What it holds.</param>
public sealed record Column(string Name, string Type, string Comment)
{
    /// <summary>Whether PostgreSQL works it out itself.</summary>
    public bool IsGenerated => Type.Contains(" generated ", StringComparison.Ordinal);
}

/// <summary>
/// A table that a projection keeps once for each circle, in that circle's schema, with the rows of what the circle may see. Each row
/// belongs to one endeavour.
/// </summary>
/// <param name="Name">Its name.</param>
/// <param name="Comment">What a row is.</param>
/// <param name="Key">The columns that name a row; the first is <c>endeavour</c>.</param>
/// <param name="Columns">All columns.</param>
/// <param name="Rows">The rows of an endeavour, from its frame at the end of time: for each column but the generated ones a value.</param>
/// <param name="Indexes">What else is indexed: what stands after <c>on table</c>.</param>
public sealed record Table(string Name, string Comment, string[] Key, Column[] Columns, Func<Frame, IEnumerable<object?[]>> Rows, params string[] Indexes)
{
    /// <summary>The columns that rows bring.</summary>
    public IEnumerable<Column> Written => Columns.Where(column => !column.IsGenerated);

    /// <summary>What makes it, with its comments and grants.</summary>
    /// <param name="schema">The schema of a circle.</param>
    public string CreateStatement(string schema)
    {
        var table = $"{schema}.{Name}";
        return string.Join("\n",
        [
            $"create table if not exists {table} (",
            .. Columns.Select(column => $"    {Quoted(column.Name)} {column.Type},"),
            $"    primary key ({string.Join(", ", Key.Select(Quoted))})",
            ");",
            $"comment on table {table} is {Literal(Comment)};",
            .. Columns.Select(column => $"comment on column {table}.{Quoted(column.Name)} is {Literal(column.Comment)};"),
            .. Indexes.Select((index, number) => $"create index if not exists {Name}_{number + 1} on {table} {index};"),
            Circles.GrantStatement(schema, $"select on {table}"),
        ]);
    }

    /// <summary>
    /// What makes the rows of an endeavour the fresh ones, and writes only what differs: parameters are the columns of the fresh rows, each an array of texts,
    /// and the slug.
    /// </summary>
    /// <param name="schema">The schema of a circle.</param>
    public string ReplaceStatement(string schema)
    {
        var key = string.Join(", ", Key.Select(Quoted));
        // "Not in" is hashed whatever the planner guesses of the functions; "not exists" becomes a loop in a loop. No key is null.
        return $"""
            with fresh as materialized (
                {Fresh}
            ), gone as (
                delete from {schema}.{Name} where endeavour = ? and ({key}) not in (select {key} from fresh)
            )
            {Insert(schema)}
            """;
    }

    /// <summary>What writes rows, new ones and others: parameters are the columns of these rows, each an array of texts.</summary>
    /// <param name="schema">The schema of a circle.</param>
    public string WriteStatement(string schema) =>
        $"""
        with fresh as materialized (
            {Fresh}
        )
        {Insert(schema)}
        """;

    // Several times as fast as JSON of the rows, and without its limit.
    internal string Fresh =>
        $"""
        select {string.Join(", ", Written.Select(column => $"{Quoted(column.Name)}::{column.Type.Split(' ')[0]}"))}
        from unnest({string.Join(", ", Written.Select(_ => "?::text[]"))}) as rows ({string.Join(", ", Written.Select(column => Quoted(column.Name)))})
        """;

    string Insert(string schema)
    {
        string[] columns = [.. Written.Select(column => Quoted(column.Name))];
        string[] others = [.. Written.Select(column => column.Name).Except(Key).Select(Quoted)];
        var update = others.Length == 0 ? "do nothing" :
            $"""
            do update set {string.Join(", ", others.Select(column => $"{column} = excluded.{column}"))}
                where ({string.Join(", ", others.Select(column => $"old.{column}"))}) is distinct from ({string.Join(", ", others.Select(column => $"excluded.{column}"))})
            """;
        return $"""
            insert into {schema}.{Name} as old ({string.Join(", ", columns)}) select {string.Join(", ", columns)} from fresh
            on conflict ({string.Join(", ", Key.Select(Quoted))}) {update}
            """;
    }

    internal static string Quoted(string name) => $"\"{name}\"";

    internal static string Literal(string text) => $"'{text.Replace("'", "''")}'";
}

/// <summary>The circles in the database: for each a schema, and a role that may read it.</summary>
public static class Circles
{
    /// <summary>The schema of a circle: <c>ledger_public</c>.</summary>
    /// <param name="schema">The ledger's own schema.</param>
    /// <param name="clearance">The circle.</param>
    public static string SchemaOf(string schema, Visibility clearance) => $"{schema}_{ValueNames.Of(clearance).ToLowerInvariant()}";

    /// <summary>The role that may read a circle's schema: <c>ledger_public_reader</c>. It cannot sign in; it is granted to those who can.</summary>
    /// <param name="circleSchema">The schema of the circle.</param>
    public static string RoleOf(string circleSchema) => $"{circleSchema}_reader";

    /// <summary>What makes a circle's schema and role.</summary>
    internal static string CreateStatement(string circleSchema, Visibility clearance) =>
        $"""
        create schema if not exists {circleSchema};
        comment on schema {circleSchema} is {Table.Literal($"What {ValueNames.Of(clearance)} may see of every endeavour, as it stands with all that is recorded. Kept by the ledger; read only.")};
        do $$ begin
            create role {RoleOf(circleSchema)} nologin;
        exception
            when duplicate_object or unique_violation then null;
            when insufficient_privilege then raise notice 'The role {RoleOf(circleSchema)} has to be made, and granted usage of {circleSchema} and select on its tables, by somebody who may.';
        end $$;
        {GrantStatement(circleSchema, $"usage on schema {circleSchema}")}
        """;

    /// <summary>What grants a circle's readers something; nothing where the role could not be made.</summary>
    internal static string GrantStatement(string circleSchema, string what) =>
        $"do $$ begin if exists (select from pg_roles where rolname = '{RoleOf(circleSchema)}') then grant {what} to {RoleOf(circleSchema)}; end if; end $$;";
}
