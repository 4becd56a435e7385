using ConveningLedger.GraphQL.Transport;
using ConveningLedger.Store;
using ConveningLedger.Store.Projections;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Npgsql;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace ConveningLedger.Server;

/// <summary>How the server is watched: traces and metrics by OTLP where there is somebody to send them to, and its health.</summary>
static class Observability
{
    /// <summary>The setting of OpenTelemetry's own that says where traces and metrics go; unless it is set, none are made.</summary>
    public const string Endpoint = "OTEL_EXPORTER_OTLP_ENDPOINT";

    static readonly string[] Meters =
        [Telemetry.Name, Store.Watching.Name, "Marten", "Wolverine*", "Npgsql", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    /// <summary>Adds what tells of its health.</summary>
    public static void AddHealth(this WebApplicationBuilder builder) =>
        builder.Services.AddHealthChecks().AddCheck<DatabaseHealth>("database").AddCheck<ProjectionHealth>("projections").AddCheck<Draining>("draining");

    /// <summary>Adds traces and metrics, of all that goes on in the process.</summary>
    public static void AddTelemetry(this WebApplicationBuilder builder)
    {
        if (string.IsNullOrEmpty(builder.Configuration[Endpoint]))
            return;
        builder.Services.AddOpenTelemetry()
            .ConfigureResource(resource => resource.AddService("convening-ledger"))
            .WithTracing(traces => traces
                .AddSource(Telemetry.Name, "Marten", "Wolverine")
                // What a path or a query holds besides is a secret, or somebody's words.
                .AddAspNetCoreInstrumentation(http => http.Filter = context => context.Request.Path.StartsWithSegments("/graphql"))
                .AddNpgsql())
            .WithMetrics(metrics => metrics.AddMeter(Meters))
            .UseOtlpExporter();
    }

    /// <summary>Answers whether it lives, and whether it is ready.</summary>
    public static void MapHealth(this WebApplication app)
    {
        app.MapHealthChecks("/health/live", new() { Predicate = _ => false });
        app.MapHealthChecks("/health/ready");
    }

    sealed class DatabaseHealth(ClockCheck clock) : IHealthCheck
    {
        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                return await clock.Fault(cancellationToken) is { } fault ? HealthCheckResult.Unhealthy(fault) : HealthCheckResult.Healthy();
            }
            catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
            {
                return HealthCheckResult.Unhealthy("PostgreSQL does not answer.");
            }
        }
    }

    /// <summary>Projections that are far behind make queries across endeavours wait; the rest is answered all the same, so it stays ready.</summary>
    sealed class ProjectionHealth(ProjectionState projections) : IHealthCheck
    {
        const long Far = 5_000;

        public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
        {
            try
            {
                var behind = (await projections.Lags(cancellationToken)).Select(lag => lag.Behind).DefaultIfEmpty(0).Max();
                return behind <= Far ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("Stored projections are far behind what is recorded.");
            }
            catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
            {
                return HealthCheckResult.Unhealthy("PostgreSQL does not answer.");
            }
        }
    }
}
