using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;

namespace ConveningLedger.Server.Tests.Attacks;

[Collection(UnderAttack.Name)]
public sealed class WithstandingBodies(AttackedServer server)
{
    static ByteArrayContent Json(byte[] bytes) => new(bytes) { Headers = { ContentType = new("application/json") } };

    static ByteArrayContent Json(string text) => Json(Encoding.UTF8.GetBytes(text));

    public static TheoryData<string> Odd => new(
        "{\"query\":\"{ __typename }\"", "nonsense", "\0", "{\"query\":\"{ __typename \\ud800 }\"}", "{\"query\":\"{ a(b: \\\"\\ud800\\\") }\"}", "{\"query\":\"\\u0000\"}", "{\"query\":\"{ __typename }\",\"variables\":{\"a\":1e400}}",
        $"{{\"query\":\"query($a: String) {{ __typename }}\",\"variables\":{{\"a\":{new string('9', 30_000)}}}}}", $"{{\"query\":\"query($a: String) {{ __typename }}\",\"variables\":{{\"a\":{new string('9', 100_000)}}}}}",
        $"{{\"query\":\"{{ __typename }}\",\"variables\":{{\"a\":{new string('[', 10_000)}{new string(']', 10_000)}}}}}", "[{\"query\":\"{ __typename }\"}]", "[]", "\uFEFF", "{\"query\":1}", "{\"query\":\"{ __typename }\",\"variables\":[]}");

    [Theory]
    [MemberData(nameof(Odd))]
    public async Task an_odd_body_is_the_clients_mistake(string body)
    {
        var (status, answer, length) = await server.Post(Json(body));

        Assert.InRange(status, 400, 499);
        Assert.InRange(length, 1, 2_000);
        Assert.NotEmpty(answer.GetProperty("errors")[0].GetProperty("extensions").GetProperty("code").GetString()!);
        await server.IsWell();
    }

    [Fact]
    public async Task bytes_that_are_no_text_are_the_clients_mistake() =>
        Assert.InRange((await server.Post(Json([.. Encoding.UTF8.GetBytes("{\"query\":\"{ a(b: \\\""), 0xC3, 0x28, .. Encoding.UTF8.GetBytes("\\\") }\"}")]))).Status, 400, 499);

    [Fact]
    public async Task ten_bodies_of_20_MB_are_cut_and_take_no_memory()
    {
        var before = OperatingSystem.IsLinux() ? server.Resident : 0;
        var body = new byte[20 << 20];
        Array.Fill(body, (byte)' ');
        await Task.WhenAll(Enumerable.Range(0, 10).Select(async number =>
        {
            try
            {
                using var content = Json(body);
                if (number % 2 == 0)
                    content.Headers.ContentLength = null;
                using var response = await server.Http.PostAsync("/graphql", content, TestContext.Current.CancellationToken);
                Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
            }
            catch (HttpRequestException)
            {
                // It was cut before it was sent.
            }
        }));

        if (OperatingSystem.IsLinux())
            Assert.InRange(server.Resident - before, long.MinValue, 100L << 20);
        await server.IsWell();
    }

    [Fact]
    public async Task what_is_compressed_is_refused_unopened()
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
        {
            var spaces = new byte[1 << 20];
            Array.Fill(spaces, (byte)' ');
            for (var megabyte = 0; megabyte < 60; megabyte++)
                gzip.Write(spaces);
        }
        using var content = Json(packed.ToArray());
        content.Headers.ContentEncoding.Add("gzip");

        Assert.InRange((await server.Post(content)).Status, 400, 499);
        await server.IsWell();
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("multipart/form-data; boundary=x")]
    [InlineData("application/graphql")]
    public async Task what_a_foreign_form_could_send_is_not_executed(string type)
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes("""{"query":"mutation { recordFieldNoteTaken(input: { endeavour: \"vessa-water\", occurredAt: \"2025\", note: \"by a form\", data: { words: \"x\" } }) { errors { code } } }"}"""));
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);

        Assert.InRange((await server.Post(content)).Status, 400, 499);
        Assert.Equal(0, (await server.Answer("""{ search(text: "\"by a form\"") { totalCount } }""")).GetProperty("search").GetProperty("totalCount").GetInt32());
    }

    [Fact]
    public async Task slow_clients_keep_nobody_waiting()
    {
        var sockets = new List<Socket>();
        try
        {
            for (var number = 0; number < 60; number++)
            {
                var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(server.Url.Host, server.Url.Port, TestContext.Current.CancellationToken);
                var head = $"POST /graphql HTTP/1.1\r\nHost: {server.Url.Authority}\r\nAuthorization: Bearer {server.Token}\r\nContent-Type: application/json\r\n";
                await socket.SendAsync(Encoding.ASCII.GetBytes((number % 3) switch
                {
                    // A body that does not come, headers that do not end, chunks that go on.
                    0 => $"{head}Content-Length: 1000\r\n\r\n{{",
                    1 => head,
                    _ => $"{head}Transfer-Encoding: chunked\r\n\r\n1\r\n \r\n",
                }), TestContext.Current.CancellationToken);
                sockets.Add(socket);
            }
            for (var round = 0; round < 5; round++)
            {
                foreach (var socket in sockets.Where((_, number) => number % 3 == 2))
                    await socket.SendAsync("1\r\n \r\n"u8.ToArray(), TestContext.Current.CancellationToken);
                await server.IsWell();
            }
        }
        finally
        {
            sockets.ForEach(socket => socket.Dispose());
        }
    }

    [Fact]
    public async Task a_fault_that_nobody_foresaw_would_tell_nothing_of_the_inside()
    {
        // All that can be provoked from outside is foreseen, so this looks at what is told of everything else.
        foreach (var (query, variables) in new (string, object?)[]
        {
            ("query($slug: Slug!) { endeavour(slug: $slug) { title } }", new { slug = "'; drop table ledger.mt_events; --" }), ("query($slug: Slug!) { endeavour(slug: $slug) { title } }", new { slug = "../../etc/passwd" }),
            ("query($slug: Slug!) { endeavour(slug: $slug) { title } }", new { slug = "a\0b" }), ("query($text: String!) { search(text: $text) { totalCount } }", new { text = "a\0b" }),
            ("query($text: String!) { search(text: $text) { totalCount } }", new { text = "'\"\\ & | ! <-> (:*" }), ("query($id: ID!) { node(id: $id) { id } }", new { id = "a\0b'\"../" }),
            ("""query($after: String) { endeavour(slug: "vessa-water") { timeline(after: $after) { totalCount } } }""", new { after = "a\0b'\"../" }), ("""query($id: String!) { endeavour(slug: "vessa-water") { entry(id: $id) { uuid } } }""", new { id = "a\0b'\"../" }),
            ("""query($key: Slug!) { endeavour(slug: "vessa-water") { frame { element(key: $key) { key } } } }""", new { key = "a\0b'\"../" }), ("""query($at: MomentText) { endeavour(slug: "vessa-water") { frame(at: $at) { title } } }""", new { at = "a\0b'\"../" }),
        })
        {
            var (status, answer, _) = await server.Ask(query, variables);
            Assert.InRange(status, 200, 499);
            foreach (var inside in new[] { "Npgsql", "System.", "   at ", "select ", "mt_events", ".cs", "INTERNAL", "Exception" })
                Assert.DoesNotContain(inside, answer.GetRawText(), StringComparison.OrdinalIgnoreCase);
        }
    }
}
