using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.RegularExpressions;
using Npgsql;
using YamlDotNet.Serialization;

namespace ConveningLedger.Server.Tests.Operating;

/// <summary>
/// What stands in <c>docker/</c>, checked where no engine of containers runs: each step of the image that can be done without one is done, and
/// the published server runs as the container runs it: as nobody in particular, without capabilities, on a read-only file system.
/// </summary>
public sealed partial class RunningInContainers(PostgresServer server, RunningInContainers.Published published) : IClassFixture<RunningInContainers.Published>
{
    const string PublicUrl = "https://ledger.example.org";

    // PostgreSQL's own, of which it keeps a few for its superuser.
    const int Connections = 100 - 3;

    static readonly string Root = KeepingContracts.Repository();
    static readonly string[] Dockerfile = File.ReadAllLines(Path.Combine(Root, "docker", "Dockerfile"));
    static readonly Dictionary<object, object> Compose = new DeserializerBuilder().Build().Deserialize<Dictionary<object, object>>(File.ReadAllText(Path.Combine(Root, "docker", "compose.yaml")));
    static readonly string Caddyfile = File.ReadAllText(Path.Combine(Root, "docker", "Caddyfile"));

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static IEnumerable<string> Nodes => Services().Where(service => Text(service.Value, "image") == "convening-ledger").Select(service => service.Key);

    static string Entry => EntryPoint().Matches(Dockerfile.Single(line => line.StartsWith("ENTRYPOINT", StringComparison.Ordinal)))[1].Groups[1].Value;

    [Fact]
    public void the_image_is_made_of_what_is_there()
    {
        var ignored = File.ReadAllLines(Path.Combine(Root, "docker", "Dockerfile.dockerignore"));
        var stages = new HashSet<string>(StringComparer.Ordinal);
        foreach (var line in Dockerfile)
        {
            if (Stage().Match(line) is { Success: true } stage)
                stages.Add(stage.Groups[1].Value);
            if (Copy().Match(line) is not { Success: true } copy)
                continue;
            if (copy.Groups["stage"].Success)
                Assert.Contains(copy.Groups["stage"].Value, stages);
            else
                Assert.True(Path.Exists(Path.Combine(Root, copy.Groups["what"].Value)), line);
        }
        // What a machine has built, fetched or kept is not copied along with the rest.
        Assert.Superset(new HashSet<string> { ".data", "**/bin", "**/obj", "**/node_modules", "**/dist" }, ignored.ToHashSet());
        var scripts = File.ReadAllText(Path.Combine(Root, "src", "ConveningLedger.Web", "package.json"));
        foreach (Match run in Script().Matches(string.Join('\n', Dockerfile)))
            Assert.Contains($"\"{run.Groups[1].Value}\": \"", scripts);
        Assert.Contains("USER $APP_UID", Dockerfile);
    }

    [Fact]
    public async Task publishing_as_the_image_does_gives_what_it_runs()
    {
        var folder = await published.Folder();

        foreach (var file in new[] { Entry, Path.ChangeExtension(Entry, ".runtimeconfig.json"), Path.Combine("Sample", "vessa-water.jsonl"), "appsettings.json", Path.ChangeExtension(Entry, ".xml") })
            Assert.True(File.Exists(Path.Combine(folder, file)), $"{file} is not there.");
        Assert.Equal(File.Exists(Path.Combine(Root, "src", "ConveningLedger.Web", "dist", "index.html")), File.Exists(Path.Combine(folder, "web", "index.html")));
    }

    [Fact]
    public async Task the_server_runs_as_nobody_and_without_a_file_system_to_write_to()
    {
        Assert.SkipUnless(await Sandbox.IsPossible(), "It takes root on Linux, who may make namespaces.");
        var database = await server.CreateDatabase();
        await using var relay = new Relay(database);
        var port = LedgerProcess.FreePort();
        var environment = new Dictionary<string, string>(Settings("ENV"))
        {
            ["ASPNETCORE_URLS"] = $"http://127.0.0.1:{port}",
            ["ConnectionStrings__Ledger"] = relay.ConnectionString,
            ["Access__PublicUrl"] = PublicUrl,
        };
        await using var sandbox = new Sandbox(await published.Folder(), environment);

        var (written, _, refused) = await sandbox.Run("sh", "-c", "touch /tmp/here && ! touch /app/there && ! touch /there && ! touch /usr/there && id -u");
        var serving = sandbox.Start("dotnet", Entry);
        using var http = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}") };
        await IsReady(http, serving);
        var (healthy, said, _) = await sandbox.Run("dotnet", Entry, "health");
        var (signedIn, link, _) = await sandbox.Run("dotnet", Entry, "sign-in");

        Assert.Equal(0, written);
        Assert.Contains("Read-only file system", refused, StringComparison.Ordinal);
        Assert.Equal((0, "Healthy"), (healthy, said.Trim()));
        Assert.Equal(0, signedIn);
        Assert.StartsWith($"{PublicUrl}/sign-in/", link, StringComparison.Ordinal);
        // The address that the proxy looks at is one that is answered.
        Assert.Equal(HttpStatusCode.OK, (await http.GetAsync(HealthUri().Match(Caddyfile).Groups[1].Value, Stop)).StatusCode);
        // Each program became the next, so it is the one that was started.
        var status = await File.ReadAllTextAsync($"/proc/{serving.Id}/status", Stop);
        Assert.Matches($@"Uid:\t{Sandbox.User}\t{Sandbox.User}\t{Sandbox.User}\t{Sandbox.User}\n", status);
        Assert.Matches(@"CapEff:\t0+\n", status);
        Assert.Matches(@"CapBnd:\t0+\n", status);
        Assert.Matches(@"NoNewPrivs:\t1\n", status);
        Assert.Equal(0, await Sandbox.End(serving));
        await server.DropDatabase(database);
    }

    [Fact]
    public void the_composition_is_of_two_nodes_a_database_and_a_proxy_that_knows_them()
    {
        var proxy = Services()["proxy"];
        var port = Port().Match(string.Join('\n', Dockerfile)).Groups[1].Value;

        Assert.Equal(["ledger-1", "ledger-2"], Nodes.Order());
        Assert.Equal(Nodes.Order().Select(node => $"{node}:{port}"), Upstreams().Match(Caddyfile).Groups[1].Value.Split(' ', StringSplitOptions.RemoveEmptyEntries));
        Assert.Contains($"EXPOSE {port}", Dockerfile);
        Assert.Equal(["proxy"], Services().Where(service => service.Value.ContainsKey("ports")).Select(service => service.Key));
        foreach (var mounted in List(proxy, "volumes").Concat(List(Services()["postgres"], "volumes")).Select(volume => volume.Split(':')[0]))
            Assert.True(mounted.StartsWith("./", StringComparison.Ordinal) ? Path.Exists(Path.Combine(Root, "docker", mounted)) : Map(Compose, "volumes").ContainsKey(mounted), mounted);
        Assert.All(Services().Values.SelectMany(service => List(service, "networks")), network => Assert.True(Map(Compose, "networks").ContainsKey(network)));
        Assert.All(Services().Values.Where(service => service.ContainsKey("depends_on")), service =>
            Assert.All(Map(service, "depends_on"), on => Assert.True(Services().ContainsKey((string)on.Key)
                && (Text((Dictionary<object, object>)on.Value, "condition") != "service_healthy" || Services()[(string)on.Key].ContainsKey("healthcheck")))));
    }

    [Fact]
    public void every_part_of_it_is_bounded_and_the_nodes_can_do_nothing_but_serve()
    {
        Assert.All(Services(), service => Assert.Matches("^[0-9]+[mg]$", Text(service.Value, "mem_limit")));
        foreach (var node in Nodes.Select(name => Services()[name]))
        {
            Assert.Equal("true", Text(node, "read_only"));
            Assert.Equal(["ALL"], List(node, "cap_drop"));
            Assert.Contains("no-new-privileges:true", List(node, "security_opt"));
            Assert.Equal(["/tmp"], List(node, "tmpfs"));
            Assert.Equal(["CMD", "dotnet", Entry, "health"], List(Map(node, "healthcheck"), "test"));
            Assert.Equal("docker/Dockerfile", Text(Map(node, "build"), "dockerfile"));
        }
        var pools = Nodes.Sum(node => new NpgsqlConnectionStringBuilder(Text(Map(Services()[node], "environment"), "ConnectionStrings__Ledger").Replace("${LEDGER_PASSWORD:?set LEDGER_PASSWORD}", "x", StringComparison.Ordinal)).MaxPoolSize);
        Assert.InRange(pools, 2, Connections);
    }

    [Fact]
    public void nothing_is_set_that_is_no_setting()
    {
        var known = SettingsReference.All.Select(setting => setting.Variable).ToHashSet();

        Assert.All(Nodes, node => Assert.Subset(known, Map(Services()[node], "environment").Keys.Cast<string>().ToHashSet()));
        // The runtime's own apart.
        Assert.Subset(known, Settings("ENV").Keys.Where(name => !name.StartsWith("DOTNET_", StringComparison.Ordinal)).ToHashSet());
    }

    static async Task IsReady(HttpClient http, Process serving)
    {
        for (var patience = Stopwatch.StartNew(); patience.Elapsed < TimeSpan.FromSeconds(90); await Task.Delay(100, Stop))
        {
            Assert.False(serving.HasExited, "The server ended.");
            try
            {
                if ((await http.GetAsync("/health/ready", Stop)).IsSuccessStatusCode)
                    return;
            }
            catch (HttpRequestException)
            {
            }
        }
        Assert.Fail("The server was not ready in time.");
    }

    /// <summary>What an instruction of the last stage sets.</summary>
    static Dictionary<string, string> Settings(string instruction) => Dockerfile.Where(line => line.StartsWith($"{instruction} ", StringComparison.Ordinal))
        .SelectMany(line => line.Split(' ')[1..]).Select(set => set.Split('=', 2)).ToDictionary(set => set[0], set => set[1]);

    static Dictionary<string, Dictionary<object, object>> Services() => Map(Compose, "services").ToDictionary(service => (string)service.Key, service => (Dictionary<object, object>)service.Value);

    static Dictionary<object, object> Map(Dictionary<object, object> of, string name) => (Dictionary<object, object>)(of[name] ?? new Dictionary<object, object>());

    static string[] List(Dictionary<object, object> of, string name) => [.. ((List<object>)of[name]).Cast<string>()];

    static string Text(Dictionary<object, object> of, string name) => of.GetValueOrDefault(name) as string ?? "";

    [GeneratedRegex(@"^FROM \S+ AS (\w+)$")]
    private static partial Regex Stage();

    [GeneratedRegex(@"^COPY (?:--from=(?<stage>\w+) )?(?<what>\S+) \S+$")]
    private static partial Regex Copy();

    [GeneratedRegex(@"npm run (\w+)")]
    private static partial Regex Script();

    [GeneratedRegex("\"([^\"]+)\"")]
    private static partial Regex EntryPoint();

    [GeneratedRegex(@"ASPNETCORE_URLS=http://\+:(\d+)")]
    private static partial Regex Port();

    [GeneratedRegex(@"reverse_proxy ([^{]+)\{")]
    private static partial Regex Upstreams();

    [GeneratedRegex(@"health_uri (\S+)")]
    private static partial Regex HealthUri();

    /// <summary>The server, published once with the arguments of the image, for this or for all tests.</summary>
    public sealed class Published : IDisposable
    {
        readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("ledger-published-");
        Task? publishing;

        /// <summary>Where it is.</summary>
        public async Task<string> Folder()
        {
            if (LedgerProcess.Published is { } program)
                return Path.GetDirectoryName(program)!;
            await (publishing ??= Publish());
            return folder.FullName;
        }

        async Task Publish()
        {
            var line = Dockerfile.Single(line => line.StartsWith("RUN dotnet publish ", StringComparison.Ordinal));
            var start = new ProcessStartInfo("dotnet", [.. line["RUN dotnet ".Length..].Split(" && ")[0].Split(' ').Select(word => word == "/app" ? folder.FullName : word), "--nologo", "-v", "quiet", "-nodeReuse:false"])
            {
                WorkingDirectory = Root,
                RedirectStandardOutput = true,
            };
            using var process = Process.Start(start)!;
            var said = await process.StandardOutput.ReadToEndAsync(Stop);
            await process.WaitForExitAsync(Stop);
            Assert.True(process.ExitCode == 0, said);
            // Anybody may read it, as in an image.
            if (!OperatingSystem.IsWindows())
                File.SetUnixFileMode(folder.FullName, File.GetUnixFileMode(folder.FullName) | UnixFileMode.GroupRead | UnixFileMode.GroupExecute | UnixFileMode.OtherRead | UnixFileMode.OtherExecute);
        }

        public void Dispose() => folder.Delete(recursive: true);
    }

    /// <summary>Lets a process that may not reach PostgreSQL's socket reach it by a loopback port, as a network of containers does.</summary>
    sealed class Relay : IAsyncDisposable
    {
        readonly TcpListener listener = new(IPAddress.Loopback, 0);
        readonly CancellationTokenSource end = new();
        readonly NpgsqlConnectionStringBuilder to;
        readonly Task accepting;

        public Relay(string database)
        {
            to = new(database);
            listener.Start();
            accepting = Accept();
        }

        public string ConnectionString => new NpgsqlConnectionStringBuilder(to.ConnectionString) { Host = "127.0.0.1", Port = ((IPEndPoint)listener.LocalEndpoint).Port }.ConnectionString;

        async Task Accept()
        {
            try
            {
                while (true)
                    _ = Pass(await listener.AcceptTcpClientAsync(end.Token));
            }
            catch (OperationCanceledException)
            {
            }
        }

        async Task Pass(TcpClient client)
        {
            using var from = client;
            var isSocket = to.Host!.StartsWith('/');
            using var socket = isSocket ? new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified) : new Socket(SocketType.Stream, ProtocolType.Tcp);
            try
            {
                await (isSocket ? socket.ConnectAsync(new UnixDomainSocketEndPoint(Path.Combine(to.Host, $".s.PGSQL.{to.Port}")), end.Token).AsTask() : socket.ConnectAsync(to.Host, to.Port, end.Token).AsTask());
                await using var database = new NetworkStream(socket);
                await Task.WhenAny(from.GetStream().CopyToAsync(database, end.Token), database.CopyToAsync(from.GetStream(), end.Token));
            }
            catch (Exception ended) when (ended is IOException or SocketException or OperationCanceledException)
            {
            }
        }

        public async ValueTask DisposeAsync()
        {
            await end.CancelAsync();
            await accepting;
            listener.Dispose();
            end.Dispose();
        }
    }

    /// <summary>
    /// As much of a container as Linux alone gives: a root of its own that is read-only, but for <c>/tmp</c>, in a namespace of its own, and a user
    /// who is nobody in particular and has no capability. The network is the machine's.
    /// </summary>
    sealed class Sandbox(string published, Dictionary<string, string> environment) : IAsyncDisposable
    {
        /// <summary>The user of the image, <c>$APP_UID</c>.</summary>
        public const int User = 1654;

        const string Script =
            """
            set -e
            mount --make-rprivate /
            mount -t tmpfs -o size=16m,mode=755 tmpfs "$NEWROOT"
            for folder in usr bin sbin lib lib64 etc; do
              if [ -L "/$folder" ]; then cp -P "/$folder" "$NEWROOT/$folder"
              elif [ -d "/$folder" ]; then mkdir "$NEWROOT/$folder"; mount --bind "/$folder" "$NEWROOT/$folder"; mount -o remount,bind,ro "$NEWROOT/$folder"; fi
            done
            mkdir "$NEWROOT/app" "$NEWROOT/tmp" "$NEWROOT/proc" "$NEWROOT/dev" "$NEWROOT/dotnet"
            mount --bind "$PUBLISHED" "$NEWROOT/app"; mount -o remount,bind,ro "$NEWROOT/app"
            mount --bind "$DOTNET" "$NEWROOT/dotnet"; mount -o remount,bind,ro "$NEWROOT/dotnet"
            mount -t tmpfs -o size=64m,mode=1777 tmpfs "$NEWROOT/tmp"
            mount --rbind /proc "$NEWROOT/proc"
            for device in null zero random urandom; do touch "$NEWROOT/dev/$device"; mount --bind "/dev/$device" "$NEWROOT/dev/$device"; done
            mount -o remount,ro "$NEWROOT"
            unset PUBLISHED DOTNET
            export PATH="/dotnet:$PATH" DOTNET_ROOT=/dotnet HOME=/tmp
            cd "$NEWROOT"
            exec chroot "$NEWROOT" /bin/sh -c 'cd /app; unset NEWROOT; exec setpriv --reuid 1654 --regid 1654 --clear-groups --no-new-privs --inh-caps=-all --bounding-set=-all "$@"' sh "$@"
            """;

        readonly DirectoryInfo root = Directory.CreateTempSubdirectory("ledger-root-");
        readonly List<Process> started = [];

        /// <summary>Whether it can be made here.</summary>
        public static async Task<bool> IsPossible()
        {
            if (!OperatingSystem.IsLinux() || !Environment.IsPrivilegedProcess)
                return false;
            using var tried = Process.Start(new ProcessStartInfo("unshare", ["--mount", "sh", "-c", "mount --make-rprivate / && mount -t tmpfs tmpfs /tmp && command -v setpriv chroot"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            await tried.WaitForExitAsync(Stop);
            return tried.ExitCode == 0;
        }

        public Process Start(params string[] command)
        {
            var start = new ProcessStartInfo("unshare", ["--mount", "sh", "-c", Script, "sh", .. command]) { RedirectStandardOutput = true, RedirectStandardError = true };
            foreach (var name in start.Environment.Keys.Where(name => name != "PATH").ToArray())
                start.Environment.Remove(name);
            foreach (var (name, value) in environment)
                start.Environment[name] = value;
            start.Environment["PUBLISHED"] = published;
            start.Environment["DOTNET"] = Path.GetDirectoryName(Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? Environment.ProcessPath : Which("dotnet"));
            start.Environment["NEWROOT"] = root.FullName;
            started.Add(Process.Start(start)!);
            return started[^1];
        }

        public async Task<(int Status, string Output, string Errors)> Run(params string[] command)
        {
            var process = Start(command);
            var (output, errors) = (process.StandardOutput.ReadToEndAsync(Stop), process.StandardError.ReadToEndAsync(Stop));
            await process.WaitForExitAsync(Stop);
            return (process.ExitCode, await output, await errors);
        }

        /// <summary>Asks a process to end, and gives its exit status.</summary>
        public static async Task<int> End(Process process)
        {
            const int sigterm = 15;
            Assert.Equal(0, Signal(process.Id, sigterm));
            await process.WaitForExitAsync(Stop);
            return process.ExitCode;
        }

        public async ValueTask DisposeAsync()
        {
            foreach (var process in started)
            {
                if (!process.HasExited)
                {
                    process.Kill();
                    await process.WaitForExitAsync(CancellationToken.None);
                }
                process.Dispose();
            }
            // What was mounted on it was so in namespaces that are gone.
            root.Delete();
        }

        static string Which(string program) => (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Select(folder => Path.Combine(folder, program)).Where(File.Exists)
            .Select(found => new FileInfo(found).ResolveLinkTarget(returnFinalTarget: true)?.FullName ?? found).First();

        [System.Runtime.InteropServices.DllImport("libc", EntryPoint = "kill", SetLastError = true)]
        static extern int Signal(int process, int signal);
    }
}
