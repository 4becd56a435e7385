using System.IO.Compression;
using System.Text;
using ConveningLedger.Ledger;
using ConveningLedger.Store;
using ConveningLedger.Store.Interchange;
using Marten;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace ConveningLedger.Server.Tests.Interchange;

/// <summary>A ledger to import into and to export from; there may be several in one database, each in a schema of its own.</summary>
public sealed class InterchangeLedger : IAsyncDisposable
{
    /// <summary>Who imports.</summary>
    public static readonly Recorder Convener = new("importer", Visibility.Conveners);

    /// <summary>How they import.</summary>
    public static readonly ImportOptions Options = new(Convener);

    readonly IHost host;
    readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ledger-interchange-");

    InterchangeLedger(IHost host) => this.host = host;

    public IDocumentStore Store => host.Services.GetRequiredService<IDocumentStore>();
    public EntryEvents Events => host.Services.GetRequiredService<EntryEvents>();
    public Import Import => host.Services.GetRequiredService<Import>();
    public Export Export => host.Services.GetRequiredService<Export>();

    /// <summary>A part that it is made of.</summary>
    public T Part<T>() where T : notnull => host.Services.GetRequiredService<T>();

    public static async Task<InterchangeLedger> Open(string connectionString, string schema)
    {
        var ledger = new InterchangeLedger(Host(connectionString, schema));
        await ledger.Store.Storage.ApplyAllConfiguredChangesToDatabaseAsync();
        return ledger;
    }

    /// <summary>A plain host with the store. Nothing of it runs: imports and exports need no messages.</summary>
    public static IHost Host(string connectionString, string schema)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder();
        builder.Logging.SetMinimumLevel(LogLevel.Warning);
        builder.AddLedger(connectionString, new LedgerOptions { Schema = schema });
        return builder.Build();
    }

    /// <summary>Imports a file of these lines.</summary>
    public Task<ImportReport> Take(params string[] lines) => Take(Options, lines);

    public Task<ImportReport> Take(ImportOptions options, params string[] lines) => Run(options, [File(lines)]);

    public Task<ImportReport> Run(ImportOptions options, string[] files, IProgress<ImportProgress>? progress = null, CancellationToken? cancellation = null) =>
        Import.RunAsync(files, options, progress, cancellation ?? TestContext.Current.CancellationToken);

    /// <summary>A file of these lines.</summary>
    public string File(params string[] lines) => File(Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n"))));

    public string File(byte[] bytes, string ending = ".jsonl")
    {
        var path = Path.Combine(folder.FullName, $"{Guid.NewGuid():N}{ending}");
        System.IO.File.WriteAllBytes(path, bytes);
        return path;
    }

    /// <summary>The lines of endeavours as they are exported.</summary>
    public async Task<string[]> Lines(params string[] endeavours)
    {
        using var stream = new MemoryStream();
        await Export.WriteAsync(endeavours.Length == 0 ? null : endeavours, stream, null, TestContext.Current.CancellationToken);
        return Encoding.UTF8.GetString(stream.ToArray()).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>How many entries an endeavour has.</summary>
    public async Task<long> Count(string endeavour)
    {
        await using var connection = Store.Storage.Database.CreateConnection();
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        return await Events.Head(endeavour, connection, TestContext.Current.CancellationToken);
    }

    public static byte[] Gzip(byte[] bytes)
    {
        using var stream = new MemoryStream();
        using (var gzip = new GZipStream(stream, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(bytes);
        return stream.ToArray();
    }

    public async ValueTask DisposeAsync()
    {
        if (host is IAsyncDisposable disposable)
            await disposable.DisposeAsync();
        folder.Delete(recursive: true);
    }
}

/// <summary>The ledger that the tests of a class share; each takes endeavours of its own.</summary>
public sealed class SharedLedger(LedgerDatabase database) : IAsyncLifetime
{
    public InterchangeLedger Ledger { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Ledger = await InterchangeLedger.Open(database.ConnectionString, "ledger");

    public ValueTask DisposeAsync() => Ledger.DisposeAsync();

    /// <summary>A ledger in which nothing is recorded.</summary>
    public Task<InterchangeLedger> Empty() => InterchangeLedger.Open(database.ConnectionString, $"empty_{Guid.NewGuid():N}"[..20]);

    public string ConnectionString => database.ConnectionString;
}
