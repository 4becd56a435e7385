using ConveningLedger.GraphQL.Transport;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Validation;
using GraphQLParser.AST;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ConveningLedger.GraphQL;

/// <summary>Puts the API together.</summary>
public static class LedgerGraphQL
{
    /// <summary>Adds the API. It needs the store, an <see cref="IViewers"/>, an <see cref="ITokens"/> and a <see cref="TimeProvider"/>.</summary>
    /// <param name="services">The services.</param>
    /// <param name="settings">What can be set of the transport.</param>
    public static IServiceCollection AddLedgerGraphQL(this IServiceCollection services, TransportSettings settings)
    {
        services.AddSingleton(settings);
        services.AddSingleton(settings.Limits);
        services.AddSingleton<Budgets>();
        services.AddSingleton<Telemetry>();
        services.AddSingleton<SocketTransport>();
        services.AddSingleton(provider => new Executor(provider.GetRequiredService<IDocumentExecuter<LedgerSchema>>(), provider.GetRequiredService<LedgerSchema>(),
            settings, provider.GetRequiredService<Budgets>(), provider.GetRequiredService<Telemetry>()));
        services.AddSingleton<IDocumentValidator, RepeatedValidation>();
        services.AddGraphQL(graph => graph
            .AddSystemTextJson(json => json.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)
            .AddSchema<LedgerSchema>()
            .AddErrorInfoProvider(_ => new ErrorCodes(settings))
            // What happens is executed as an operation of its own, see Subscription.
            .AddExecutionStrategy<ParallelExecutionStrategy>(OperationType.Subscription)
            .ConfigureExecutionOptions(options => options.UnhandledExceptionDelegate = context =>
            {
                context.Exception = Presentable(context.OriginalException, options.RequestServices!) ?? context.Exception;
                return Task.CompletedTask;
            }));
        return services;
    }

    /// <summary>Answers the API at a path.</summary>
    /// <param name="routes">The routes.</param>
    /// <param name="path">The path.</param>
    public static void MapLedgerGraphQL(this IEndpointRouteBuilder routes, string path)
    {
        // A mistake in the schema or in what is set has to show at the start, not at the first request.
        routes.ServiceProvider.GetRequiredService<Executor>();
        var schema = routes.ServiceProvider.GetRequiredService<LedgerSchema>();
        schema.Complete();
        routes.MapGraphQL(path, schema.Print);
    }

    static ExecutionError? Presentable(Exception fault, IServiceProvider services)
    {
        switch (fault)
        {
            case OperationCanceledException:
                return null;
            case var _ when Store.PostgresFaults.IsAway(fault):
                services.GetRequiredService<ILogger<LedgerSchema>>().LogWarning(fault, "The database does not answer");
                return new("The database does not answer; try again.") { Code = "UNAVAILABLE" };
            case Store.Projections.ProjectionBehindException:
                return new(fault.Message) { Code = "UNAVAILABLE" };
            default:
                var trace = System.Diagnostics.Activity.Current?.TraceId.ToString() ?? Guid.NewGuid().ToString("N");
                services.GetRequiredService<ILogger<LedgerSchema>>().LogError(fault, "A field failed; trace {Trace}", trace);
                return new("Something failed on the server.") { Code = "INTERNAL", Extensions = new Dictionary<string, object?> { ["trace"] = trace } };
        }
    }
}
