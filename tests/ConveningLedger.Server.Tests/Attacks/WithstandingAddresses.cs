using System.Net.Sockets;
using System.Text;

namespace ConveningLedger.Server.Tests.Attacks;

/// <summary>Addresses that would lead out of the folder of the pages. They are sent as they are: a client would put them right.</summary>
[Collection(UnderAttack.Name)]
public sealed class WithstandingAddresses(AttackedServer server)
{
    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("/assets/../appsettings.json")]
    [InlineData("/assets/../../appsettings.json")]
    [InlineData("/assets/..%2f..%2fappsettings.json")]
    [InlineData("/assets/%2e%2e%2f%2e%2e%2fappsettings.json")]
    [InlineData("/assets/..%5c..%5cappsettings.json")]
    [InlineData("/assets/..\\..\\appsettings.json")]
    [InlineData("/assets/%252e%252e%252fappsettings.json")]
    [InlineData("/assets/..%c0%af..%c0%afappsettings.json")]
    [InlineData("/assets/%2fetc%2fpasswd")]
    [InlineData("/assets//etc/passwd")]
    [InlineData("/assets/....//....//appsettings.json")]
    [InlineData("/assets/appsettings.json%00.js")]
    [InlineData("/e/../../appsettings.json")]
    [InlineData("/../../../../etc/passwd")]
    [InlineData("/graphql/../appsettings.json")]
    [InlineData("/appsettings.json")]
    [InlineData("/ConveningLedger.Server.dll")]
    public async Task lead_nowhere(string address)
    {
        var (status, answer) = await Get(address);

        Assert.True(status is 400 or 401 or 404, $"{status} {answer}");
        Assert.DoesNotContain("AllowedHosts", answer, StringComparison.Ordinal);
        Assert.DoesNotContain("root:", answer, StringComparison.Ordinal);
    }

    [Fact]
    public async Task what_is_there_is_found()
    {
        var assets = Path.Combine(AppContext.BaseDirectory, "web", "assets");
        Assert.True(Directory.Exists(assets), "The pages are not built: `./build.sh web` builds them.");

        Assert.Equal(200, (await Get($"/assets/{Path.GetFileName(Directory.GetFiles(assets, "*.js")[0])}")).Status);
    }

    async Task<(int Status, string Answer)> Get(string address)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(server.Url.Host, server.Url.Port, Stop);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes($"GET {address} HTTP/1.1\r\nHost: {server.Url.Authority}\r\nConnection: close\r\n\r\n"), Stop);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        var answer = await reader.ReadToEndAsync(Stop);
        return (int.Parse(answer.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture), answer);
    }
}
