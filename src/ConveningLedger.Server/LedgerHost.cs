using ConveningLedger.GraphQL;
using ConveningLedger.GraphQL.Transport;
using ConveningLedger.Store;
using Microsoft.Extensions.Diagnostics.HealthChecks;

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
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ConfigureEndpointDefaults(endpoint => Settings.CheckLoopback(endpoint.EndPoint)));
        builder.AddLedger(connectionString, options);
        builder.Services.AddSingleton(TimeProvider.System);
        builder.Services.AddSingleton<IViewers, LocalViewers>();
        builder.Services.AddLedgerGraphQL();
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database");
        return builder;
    }

    /// <summary>Maps what it answers.</summary>
    /// <param name="app">The application.</param>
    public static WebApplication MapLedger(this WebApplication app)
    {
        // A mistake in the schema has to show at the start, not at the first request.
        app.Services.GetRequiredService<LedgerSchema>().Initialize();
        app.MapLedgerGraphQL("/graphql");
        app.MapHealthChecks("/health/ready");
        app.MapGet("/", () => "ConveningLedger. GraphQL is answered at /graphql (POST); /health/ready says whether it is ready.\n");
        return app;
    }

    sealed class DatabaseHealth(EndeavourList endeavours) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                await endeavours.All(cancellationToken);
                return HealthCheckResult.Healthy();
            }
            catch (Exception fault) when (fault is Npgsql.NpgsqlException or TimeoutException)
            {
                return HealthCheckResult.Unhealthy("PostgreSQL does not answer.");
            }
        }
    }
}
