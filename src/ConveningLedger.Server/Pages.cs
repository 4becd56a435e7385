using System.Text.Json;
using ConveningLedger.Server.Access;
using Microsoft.AspNetCore.StaticFiles;
using Microsoft.Extensions.FileProviders;
using Microsoft.Net.Http.Headers;

namespace ConveningLedger.Server;

/// <summary>The pages, from files of the ledger's own: nothing on them asks a third party.</summary>
static class Pages
{
    // The editor of the explorer makes its styles as it goes; scripts come from files alone.
    const string ExplorersPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; font-src 'self' data:; img-src 'self' data:; worker-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    static readonly string[] Reading = [HttpMethods.Get, HttpMethods.Head];

    static readonly (string Encoding, string Ending)[] Compressed = [("br", ".br"), ("gzip", ".gz")];

    /// <summary>The folder of the pages, beside the program.</summary>
    static string Folder => Path.Combine(AppContext.BaseDirectory, "web");

    /// <summary>Answers them.</summary>
    /// <param name="app">The application.</param>
    /// <param name="access">How people come in.</param>
    /// <param name="hasExplorer">Whether the query explorer is there.</param>
    public static void MapPages(this WebApplication app, AccessSettings access, bool hasExplorer)
    {
        if (hasExplorer)
            app.MapMethods("/explore", Reading, http => Answer(http, Read("explore.html"), ExplorersPolicy));
        // The addresses of the page are its own to read; an address of anything else that is not there stays not there.
        var (page, policy) = (WithSettings(Read("index.html"), access, hasExplorer), PolicyOf(access));
        foreach (var path in new[] { "/", "/open/{slug?}", "/signed-in", "/e/{**rest}" })
            app.MapMethods(path, Reading, http => Answer(http, page, policy));
        if (Directory.Exists(Path.Combine(Folder, "assets")))
            app.MapAssets(new PhysicalFileProvider(Path.Combine(Folder, "assets")));
    }

    static string? Read(string name) => Path.Combine(Folder, name) is var path && File.Exists(path) ? File.ReadAllText(path) : null;

    /// <summary>The page with what the server says of itself in it, as an element of JSON, which no browser runs.</summary>
    static string? WithSettings(string? page, AccessSettings access, bool hasExplorer)
    {
        var settings = JsonSerializer.Serialize(new
        {
            explorer = hasExplorer,
            issuer = access.Authority is { } authority ? new { authority, clientId = access.ClientId, scope = $"openid profile {access.Audience}" } : null,
        });
        return page?.Replace("<!--settings-->", $"<script type=\"application/json\" id=\"settings\">{settings}</script>", StringComparison.Ordinal);
    }

    // It signs in at the issuer, where there is one, and asks nobody else.
    static string PolicyOf(AccessSettings access) =>
        $"default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'{(access.Authority is { } issuer ? $" {new Uri(issuer).GetLeftPart(UriPartial.Authority)}" : "")}; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    static async Task Answer(HttpContext http, string? page, string policy)
    {
        if (page is null)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            await http.Response.WriteAsync("The pages are not built. `./build.sh run` builds them, and so does `./build.sh web`. GraphQL is answered at /graphql.\n");
            return;
        }
        http.Response.ContentType = "text/html; charset=utf-8";
        Protect(http.Response);
        http.Response.Headers.ContentSecurityPolicy = policy;
        http.Response.Headers.CacheControl = "no-cache";
        await http.Response.WriteAsync(page, http.RequestAborted);
    }

    static void MapAssets(this WebApplication app, PhysicalFileProvider files)
    {
        var types = new FileExtensionContentTypeProvider();
        app.MapMethods("/assets/{name}", Reading, async (HttpContext http, string name) =>
        {
            var file = files.GetFileInfo(name);
            if (!file.Exists || !types.TryGetContentType(name, out var type))
            {
                http.Response.StatusCode = StatusCodes.Status404NotFound;
                return;
            }
            Protect(http.Response);
            // Its name says what is in it.
            http.Response.Headers.CacheControl = "public, max-age=31536000, immutable";
            http.Response.Headers.Vary = HeaderNames.AcceptEncoding;
            http.Response.ContentType = type;
            var accepted = http.Request.GetTypedHeaders().AcceptEncoding;
            foreach (var (encoding, ending) in Compressed)
            {
                if (accepted.Any(one => one.Value == encoding && one.Quality is not 0) && files.GetFileInfo(name + ending) is { Exists: true } compressed)
                {
                    http.Response.Headers.ContentEncoding = encoding;
                    file = compressed;
                    break;
                }
            }
            http.Response.ContentLength = file.Length;
            await http.Response.SendFileAsync(file, http.RequestAborted);
        });
    }

    static void Protect(HttpResponse response)
    {
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
