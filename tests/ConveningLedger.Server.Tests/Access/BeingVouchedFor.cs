using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;

namespace ConveningLedger.Server.Tests.Access;

/// <summary>Tokens of an OIDC issuer, which is a small one of our own on this machine.</summary>
public sealed class BeingVouchedFor(GuardedLedger ledger) : IClassFixture<GuardedLedger>
{
    static readonly JsonWebTokenHandler Handler = new();

    [Fact]
    public async Task people_come_in_by_the_tokens_of_the_issuer_and_by_no_others()
    {
        await using var issuer = await Issuer.Start();
        await using var host = await ledger.Start(new() { ["Access:Authority"] = issuer.Url, ["Access:Audience"] = "the-ledger" });
        using var client = host.Server.CreateClient();
        var good = issuer.Token("ada", "the-ledger");

        using var response = await ledger.Send(good, "{ viewer { subject kind } }", null, client);

        LedgerApi.AssertJson("""{"viewer": {"subject": "ada", "kind": "PERSON"}}""", (await response.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("data"));
        foreach (var bad in new[]
        {
            issuer.Token("ada", "another-program"), issuer.Token("ada", "the-ledger", TimeSpan.FromMinutes(-5)), issuer.Token("ada", "the-ledger", from: "https://elsewhere.example"),
            issuer.Token("ada", "the-ledger", key: RSA.Create(2048)), issuer.Token("ada", "the-ledger", hmac: issuer.PublicKey), issuer.Token(null, "the-ledger"), good[..good.LastIndexOf('.')] + ".",
            good[..^4] + "AAAA",
        })
        {
            using var refused = await ledger.Send(bad, "{ viewer { subject } }", null, client);
            Assert.Equal(HttpStatusCode.Unauthorized, refused.StatusCode);
        }
    }

    [Fact]
    public async Task an_invitation_is_accepted_as_who_one_is()
    {
        await using var issuer = await Issuer.Start();
        await using var host = await ledger.Start(new() { ["Access:Authority"] = issuer.Url, ["Access:Audience"] = "the-ledger" });
        using var client = host.Server.CreateClient();
        await ledger.Open(ledger.Operator, "vouched");
        var link = (await ledger.Do(ledger.Operator, "invite", new { endeavour = "vouched", role = "EVALUATOR", name = "Ada", days = 1 }, "link")).GetProperty("link").GetString()!;
        var ada = issuer.Token("ada", "the-ledger");

        using var accepted = await ledger.Send(ada, $$"""mutation { acceptInvitation(input: { code: "{{link[(link.LastIndexOf('/') + 1)..]}}" }) { part { endeavour role } errors { code } } }""", null, client);
        using var seen = await ledger.Send(ada, """{ endeavour(slug: "vouched") { title } }""", null, client);

        LedgerApi.AssertJson("""{"acceptInvitation": {"part": {"endeavour": "vouched", "role": "EVALUATOR"}, "errors": []}}""", (await accepted.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("data"));
        Assert.Contains("vouched", await seen.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    public async Task where_the_issuer_does_not_answer_nobody_is_known_by_it_and_the_operator_still_comes_in()
    {
        await using var host = await ledger.Start(new() { ["Access:Authority"] = "http://127.0.0.1:9" });
        await using var issuer = await Issuer.Start();
        using var client = host.Server.CreateClient();

        using var ada = await ledger.Send(issuer.Token("ada", "convening-ledger"), "{ viewer { subject } }", null, client);
        using var us = await ledger.Send(ledger.Operator, "{ viewer { subject } }", null, client);

        Assert.Equal(HttpStatusCode.Unauthorized, ada.StatusCode);
        Assert.Equal(HttpStatusCode.OK, us.StatusCode);
    }

    sealed class Issuer(WebApplication app, RSA key) : IAsyncDisposable
    {
        const string KeyId = "the-key";

        public string Url { get; } = app.Urls.First();

        public byte[] PublicKey { get; } = key.ExportSubjectPublicKeyInfo();

        public static async Task<Issuer> Start()
        {
            var key = RSA.Create(2048);
            var builder = WebApplication.CreateBuilder();
            builder.Logging.ClearProviders();
            builder.WebHost.UseUrls("http://127.0.0.1:0");
            var app = builder.Build();
            app.MapGet("/.well-known/openid-configuration", (HttpRequest request) => new { issuer = $"http://{request.Host}", jwks_uri = $"http://{request.Host}/keys" });
            app.MapGet("/keys", () =>
            {
                var shown = key.ExportParameters(false);
                return new { keys = new[] { new { kty = "RSA", kid = KeyId, use = "sig", n = Base64UrlEncoder.Encode(shown.Modulus), e = Base64UrlEncoder.Encode(shown.Exponent) } } };
            });
            await app.StartAsync(TestContext.Current.CancellationToken);
            return new(app, key);
        }

        public string Token(string? subject, string audience, TimeSpan? lifetime = null, string? from = null, RSA? key = null, byte[]? hmac = null)
        {
            var until = DateTime.UtcNow + (lifetime ?? TimeSpan.FromMinutes(5));
            return Handler.CreateToken(new SecurityTokenDescriptor
            {
                Issuer = from ?? Url,
                Audience = audience,
                NotBefore = until - TimeSpan.FromMinutes(10),
                IssuedAt = until - TimeSpan.FromMinutes(10),
                Expires = until,
                Claims = subject is null ? [] : new Dictionary<string, object> { ["sub"] = subject },
                SigningCredentials = hmac is null
                    ? new(new RsaSecurityKey(key ?? this.Key) { KeyId = KeyId }, SecurityAlgorithms.RsaSha256)
                    : new(new SymmetricSecurityKey(hmac) { KeyId = KeyId }, SecurityAlgorithms.HmacSha256),
            });
        }

        RSA Key { get; } = key;

        public async ValueTask DisposeAsync()
        {
            await app.DisposeAsync();
            Key.Dispose();
        }
    }
}
