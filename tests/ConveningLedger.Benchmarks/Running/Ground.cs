using System.Text;
using ConveningLedger.Benchmarks.Comparisons;
using ConveningLedger.Server.Postgres;
using Npgsql;

namespace ConveningLedger.Benchmarks.Running;

/// <summary>How much is measured.</summary>
public sealed record Sizes
{
    /// <summary>How many turns each side has.</summary>
    public int Rounds { get; init; } = 4;

    /// <summary>How long one turn of asking takes.</summary>
    public TimeSpan Turn { get; init; } = TimeSpan.FromSeconds(2);

    /// <summary>How long a side is run before it counts.</summary>
    public TimeSpan Warm { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>How many clients ask at once where many do.</summary>
    public int Clients { get; init; } = 32;

    /// <summary>How long the usual history is.</summary>
    public int Usual { get; init; } = 10_000;

    /// <summary>How long the short one is.</summary>
    public int Short { get; init; } = 1_000;

    /// <summary>How long the long one is, which is imported too.</summary>
    public int Long { get; init; } = 100_000;

    /// <summary>How long the longest one is, which is imported for its memory only.</summary>
    public int Longest { get; init; } = 1_000_000;
}

/// <summary>One figure beside what it is to be.</summary>
/// <param name="What">What was measured.</param>
/// <param name="Unit">What the sides are in.</param>
/// <param name="Sides">What each side had, by its name.</param>
/// <param name="Ratio">The figure.</param>
/// <param name="AtLeast">What it is to be at least; null: there is no least.</param>
/// <param name="AtMost">What it is to be at most; null: there is no most.</param>
sealed record Row(string What, string Unit, Dictionary<string, double> Sides, double Ratio, double? AtLeast = null, double? AtMost = null)
{
    /// <summary>Whether it is what it is to be; null where nothing is said of that.</summary>
    public bool? IsMet => AtLeast is null && AtMost is null ? null : (AtLeast is null || Ratio >= AtLeast) && (AtMost is null || Ratio <= AtMost);
}

/// <summary>How something grows with something else.</summary>
/// <param name="What">What grows.</param>
/// <param name="Unit">What it is in.</param>
/// <param name="With">With what.</param>
/// <param name="Points">The points, ascending.</param>
sealed record Growth(string What, string Unit, string With, IReadOnlyList<Point> Points);

/// <summary>A point of a growth.</summary>
/// <param name="At">How much of what it grows with.</param>
/// <param name="Value">How much it is then.</param>
sealed record Point(double At, double Value);

/// <summary>What all comparisons stand on: one PostgreSQL, the published server, the peers.</summary>
/// <param name="postgres">PostgreSQL.</param>
/// <param name="program">The published server.</param>
/// <param name="folder">Where files may be written.</param>
/// <param name="sizes">How much is measured.</param>
/// <param name="say">Takes a line about what goes on.</param>
sealed class Ground(EmbeddedPostgres postgres, string program, string folder, Sizes sizes, Action<string> say) : IAsyncDisposable
{
    readonly List<NpgsqlDataSource> sources = [];
    string? prepared;

    /// <summary>The published server.</summary>
    public string Program => program;

    /// <summary>Where files may be written.</summary>
    public string Folder => folder;

    /// <summary>How much is measured.</summary>
    public Sizes Sizes => sizes;

    /// <summary>Takes a line about what goes on.</summary>
    public void Say(string line) => say(line);

    /// <summary>What was found.</summary>
    public List<Row> Rows { get; } = [];

    /// <summary>How costs grow: by what they grow and in what they are, the points.</summary>
    public List<Growth> Growths { get; } = [];

    /// <summary>Adds a figure.</summary>
    public void Add(Row row)
    {
        Rows.Add(row);
        say($"{row.What}: {Report.Number(row.Ratio)} ({string.Join(", ", row.Sides.Select(side => $"{side.Key} {Report.Number(side.Value)}"))} {row.Unit}) {(row.IsMet switch { true => "✓", false => "✗", null => "" })}");
    }

    /// <summary>A database of its own, empty.</summary>
    /// <param name="name">Its name.</param>
    public async Task<string> Database(string name)
    {
        await using (var source = NpgsqlDataSource.Create(postgres.ConnectionString))
        {
            await using var drop = source.CreateCommand($"drop database if exists {name} with (force)");
            await drop.ExecuteNonQueryAsync();
            await using var create = source.CreateCommand($"create database {name}");
            await create.ExecuteNonQueryAsync();
        }
        return new NpgsqlConnectionStringBuilder(postgres.ConnectionString) { Database = name, MaxPoolSize = 40 }.ConnectionString;
    }

    /// <summary>The connections to a database.</summary>
    public NpgsqlDataSource Source(string database)
    {
        var source = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(database) { CommandTimeout = 600 });
        sources.Add(source);
        return source;
    }

    /// <summary>
    /// A database with histories of every length and every number of people, projected and signed, so that no node does that while it is
    /// measured: made once for all that only ask.
    /// </summary>
    public async Task<string> Prepared()
    {
        if (prepared is not null)
            return prepared;
        var database = await Database("prepared");
        await Import(database,
        [
            .. Lengths.Select(length => new History(Long(length), length)),
            .. People.Where(people => people != Told.Holders).Select(people => new History(Peopled(people), sizes.Usual, people)),
            .. Cold.Select(slug => new History(slug, sizes.Usual)),
        ]);
        await Rebuilding.Project(database);
        return prepared = database;
    }

    /// <summary>How long the prepared histories are.</summary>
    public int[] Lengths => [sizes.Short, (int)Math.Sqrt((double)sizes.Short * sizes.Usual), sizes.Usual, sizes.Long];

    /// <summary>How many hold power in those of the usual length.</summary>
    public int[] People { get; } = [Told.Holders, 100, 300, 1_000];

    /// <summary>Prepared histories of the usual length that nobody asks for before they are measured.</summary>
    public string[] Cold => [.. Enumerable.Range(0, sizes.Rounds + 1).Select(number => $"cold-{number}")];

    /// <summary>The slug of the prepared history of a length.</summary>
    public static string Long(int length) => $"h-{length}";

    /// <summary>The slug of the prepared history of the usual length in which so many hold power.</summary>
    public string Peopled(int people) => people == Told.Holders ? Long(sizes.Usual) : $"p-{people}";

    /// <summary>Imports a history by the published server.</summary>
    /// <returns>The most memory it took, and how long.</returns>
    public Task<(long PeakBytes, TimeSpan Took)> Import(string database, string slug, int count) => Import(database, [new(slug, count)]);

    async Task<(long PeakBytes, TimeSpan Took)> Import(string database, IReadOnlyList<History> histories)
    {
        var file = Path.Combine(folder, "histories.jsonl");
        await using (var writer = new StreamWriter(file, append: false, new UTF8Encoding(false)))
        {
            foreach (var history in histories)
                Told.Write(history.Slug, history.Count, writer, history.Holders);
        }
        try
        {
            var (_, peak, took) = await Child.RunAsync("dotnet", [program, "import", file], Node.Environment(database, ""));
            return (peak, took);
        }
        finally
        {
            File.Delete(file);
        }
    }

    /// <summary>The floor, running.</summary>
    public static async Task<(Child Child, string Url)> Floor(string database)
    {
        var url = Node.FreeUrl();
        var child = Child.Start("dotnet", [typeof(Ground).Assembly.Location, "floor", url], new Dictionary<string, string> { ["FLOOR_DATABASE"] = database });
        await Node.Answering($"{url}/bare", child);
        return (child, url);
    }

    /// <summary>Does a statement.</summary>
    public static async Task Do(NpgsqlDataSource source, string statement)
    {
        await using var command = source.CreateCommand(statement);
        await command.ExecuteNonQueryAsync();
    }

    /// <summary>The first value of a query.</summary>
    public static async Task<T> Value<T>(NpgsqlDataSource source, string query)
    {
        await using var command = source.CreateCommand(query);
        return (T)(await command.ExecuteScalarAsync())!;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        foreach (var source in sources)
            await source.DisposeAsync();
    }

    sealed record History(string Slug, int Count, int Holders = Told.Holders);
}
