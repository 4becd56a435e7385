using ConveningLedger.GraphQL;
using ConveningLedger.Server.Access;
using ConveningLedger.Store;

namespace ConveningLedger.Server;

/// <summary>Puts the host together: the store, the API, health.</summary>
public static class LedgerHost
{
    /// <summary>Adds everything that the ledger is made of.</summary>
    /// <param name="builder">The application.</param>
    /// <param name="connectionString">PostgreSQL.</param>
    /// <param name="options">What can be set of the ledger.</param>
    public static WebApplicationBuilder AddLedgerHost(this WebApplicationBuilder builder, string connectionString, LedgerOptions options)
    {
        SettingsReference.Check(builder.Configuration);
        var access = AccessSettings.From(builder.Configuration);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            if (access.IsLocal)
                kestrel.ConfigureEndpointDefaults(endpoint => Settings.CheckLoopback(endpoint.EndPoint));
        });
        if (access.PublicUrl is { } url)
            builder.Configuration["AllowedHosts"] += $";{url.Host}";
        builder.AddLedger(connectionString, options);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.AddAccess(access);
        builder.Services.AddLedgerGraphQL(ApiSettings.From(builder.Configuration, access));
        builder.AddObservability();
        builder.Services.AddCompression();
        builder.Services.AddHostedService<GivingBack>();
        return builder;
    }

    /// <summary>Maps what it answers.</summary>
    /// <param name="app">The application.</param>
    public static WebApplication MapLedger(this WebApplication app)
    {
        app.UseResponseCompression();
        app.UseWebSockets();
        app.MapAccess();
        app.MapLedgerGraphQL("/graphql");
        app.MapHealth();
        var access = app.Services.GetRequiredService<AccessSettings>();
        app.MapPages(access, ApiSettings.HasExplorer(app.Configuration, access));
        return app;
    }
}
