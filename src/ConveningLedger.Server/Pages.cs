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
    /// <param name="hasExplorer">Whether the query explorer is there.</param>
    public static void MapPages(this WebApplication app, bool hasExplorer)
    {
        if (hasExplorer)
            app.MapMethods("/explore", Reading, Explorer);
        if (Directory.Exists(Path.Combine(Folder, "assets")))
            app.MapAssets(new PhysicalFileProvider(Path.Combine(Folder, "assets")));
    }

    static async Task Explorer(HttpContext http)
    {
        var page = new FileInfo(Path.Combine(Folder, "explore.html"));
        if (!page.Exists)
        {
            http.Response.StatusCode = StatusCodes.Status404NotFound;
            await http.Response.WriteAsync("The pages are not built. `./build.sh run` builds them, and so does `./build.sh web`.\n");
            return;
        }
        http.Response.ContentType = "text/html; charset=utf-8";
        Protect(http.Response);
        http.Response.Headers.ContentSecurityPolicy = ExplorersPolicy;
        http.Response.Headers.CacheControl = "no-cache";
        await http.Response.SendFileAsync(page.FullName, http.RequestAborted);
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
            await http.Response.SendFileAsync(file, http.RequestAborted);
        });
    }

    static void Protect(HttpResponse response)
    {
        response.Headers.XContentTypeOptions = "nosniff";
        response.Headers["Referrer-Policy"] = "no-referrer";
    }
}
