using System.IO.Compression;
using Microsoft.AspNetCore.ResponseCompression;
using Microsoft.Extensions.Options;

namespace ConveningLedger.Server;

/// <summary>Compresses answers that are long: tracks of ten thousand entries travel in a tenth of their size. Short ones cost more than they save.</summary>
static class Compression
{
    /// <summary>Adds it.</summary>
    public static void AddCompression(this IServiceCollection services)
    {
        services.AddResponseCompression(options =>
        {
            options.Providers.Add<BrotliCompressionProvider>();
            options.Providers.Add<GzipCompressionProvider>();
            // Answers hold no secrets beside what others wrote into them, and no other page can ask with a cookie: lengths give nothing away.
            options.EnableForHttps = true;
            options.MimeTypes = ["application/json", "application/graphql-response+json"];
        });
        services.Configure<BrotliCompressionProviderOptions>(options => options.Level = CompressionLevel.Optimal);
        services.AddSingleton<IResponseCompressionProvider, OfLongOnes>();
    }

    sealed class OfLongOnes(IServiceProvider services, IOptions<ResponseCompressionOptions> options) : ResponseCompressionProvider(services, options)
    {
        const int Long = 4 * 1024;

        public override bool ShouldCompressResponse(HttpContext context) => context.Response.ContentLength is >= Long && base.ShouldCompressResponse(context);
    }
}
