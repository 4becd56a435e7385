using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Npgsql;

namespace ConveningLedger.Server.Tests.Nodes;

/// <summary>The machine of PostgreSQL is gone without a word: connections to it stay, and nothing comes over them.</summary>
public sealed class LosingPostgres(PostgresServer server)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task who_records_is_told_soon_and_records_again_when_it_is_back()
    {
        var database = await server.CreateDatabase();
        await using (var way = new Way(database))
        await using (var ledger = await LedgerApi.Start($"{way.ConnectionString};Timeout=2", new() { IsAlone = true, Silence = TimeSpan.FromSeconds(1) }))
        {
            await ledger.Open("lost");
            var ids = Enumerable.Range(0, 4).Select(_ => Guid.CreateVersion7()).ToArray();
            way.IsOpen = false;
            var clock = Stopwatch.StartNew();

            // Together, and one who comes later.
            var told = await Task.WhenAll(ids[..3].Select(id => Note(ledger, "lost", id)));
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(8));
            clock.Restart();
            Assert.All([.. told, await Note(ledger, "lost", ids[3])], answer => Assert.Contains("\"UNAVAILABLE\"", answer));
            Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(8));

            way.IsOpen = true;
            foreach (var id in ids)
            {
                while ((await Note(ledger, "lost", id)).Contains("UNAVAILABLE", StringComparison.Ordinal))
                    await Task.Delay(50, Stop);
            }
            await ledger.Answers("""{ endeavour(slug: "lost") { entryCount } }""", """{"endeavour":{"entryCount":5}}""");
        }
        await server.DropDatabase(database);
    }

    [Fact]
    public async Task who_waits_for_a_stream_is_not_told_so_while_it_answers()
    {
        var database = await server.CreateDatabase();
        await using (var ledger = await LedgerApi.Start(database, new() { IsAlone = true, Silence = TimeSpan.FromSeconds(2) }))
        {
            await ledger.Open("kept");
            Task<string> recording;
            await using (await ledger.KeepOthersOut("kept"))
            {
                recording = Note(ledger, "kept", Guid.CreateVersion7());
                await Task.Delay(TimeSpan.FromSeconds(5), Stop);
                Assert.False(recording.IsCompleted);
            }
            Assert.Contains("\"entry\"", await recording);
            await ledger.Answers("""{ endeavour(slug: "kept") { entryCount } }""", """{"endeavour":{"entryCount":2}}""");
        }
        await server.DropDatabase(database);
    }

    static async Task<string> Note(LedgerApi ledger, string endeavour, Guid id) => LedgerApi.Written(await ledger.Answer("""
        mutation($id: UUID!, $endeavour: Slug!) { recordFieldNoteTaken(input: { id: $id, endeavour: $endeavour, occurredAt: "2019", data: { words: "Dry." } }) { entry { uuid } errors { message } } }
        """, new { id, endeavour }));

    /// <summary>A way to a database, by which nothing comes while it is closed.</summary>
    sealed class Way : IAsyncDisposable
    {
        readonly Socket listener = new(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        readonly List<Socket> ends = [];
        readonly EndPoint database;
        readonly Task accepting;
        volatile bool isOpen = true;

        public Way(string connectionString)
        {
            var to = new NpgsqlConnectionStringBuilder(connectionString);
            database = to.Host!.StartsWith('/') ? new UnixDomainSocketEndPoint($"{to.Host}/.s.PGSQL.{to.Port}") : new IPEndPoint(Dns.GetHostAddresses(to.Host)[0], to.Port);
            listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
            listener.Listen();
            ConnectionString = new NpgsqlConnectionStringBuilder(connectionString) { Host = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndPoint!).Port }.ConnectionString;
            accepting = Accept();
        }

        /// <summary>How to reach it by this way.</summary>
        public string ConnectionString { get; }

        /// <summary>Whether anything comes; where the machine is back, it knows nothing of what was.</summary>
        public bool IsOpen
        {
            set
            {
                isOpen = value;
                if (value)
                    Close();
            }
        }

        public async ValueTask DisposeAsync()
        {
            listener.Dispose();
            Close();
            await accepting;
        }

        void Close()
        {
            lock (ends)
            {
                ends.ForEach(end => end.Dispose());
                ends.Clear();
            }
        }

        async Task Accept()
        {
            try
            {
                while (true)
                {
                    var near = await listener.AcceptAsync();
                    var far = new Socket(database.AddressFamily, SocketType.Stream, database.AddressFamily == AddressFamily.Unix ? ProtocolType.Unspecified : ProtocolType.Tcp);
                    lock (ends)
                        ends.AddRange([near, far]);
                    if (!isOpen)
                        continue;
                    await far.ConnectAsync(database);
                    _ = Forward(near, far);
                    _ = Forward(far, near);
                }
            }
            catch (SocketException)
            {
                // It is taken away.
            }
            catch (ObjectDisposedException)
            {
                // It is taken away.
            }
        }

        async Task Forward(Socket from, Socket to)
        {
            var buffer = new byte[1 << 16];
            try
            {
                while (await from.ReceiveAsync(buffer) is > 0 and var length)
                {
                    if (isOpen)
                        await to.SendAsync(buffer.AsMemory(0, length));
                }
                if (isOpen)
                    to.Shutdown(SocketShutdown.Both);
            }
            catch (Exception fault) when (fault is SocketException or ObjectDisposedException)
            {
                // One end is gone.
            }
        }
    }
}
