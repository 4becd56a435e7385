using GraphQL;
using GraphQL.Execution;
using GraphQL.Validation;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace ConveningLedger.GraphQL;

/// <summary>Puts the API together.</summary>
public static class LedgerGraphQL
{
    /// <summary>Adds the API. It needs the store, an <see cref="IViewers"/> and a <see cref="TimeProvider"/>.</summary>
    /// <param name="services">The services.</param>
    public static IServiceCollection AddLedgerGraphQL(this IServiceCollection services)
    {
        services.AddGraphQL(graph => graph
            .AddSystemTextJson(json => json.Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping)
            .AddSchema<LedgerSchema>()
            .AddErrorInfoProvider<Errors>()
            .ConfigureExecutionOptions(options => options.UnhandledExceptionDelegate = context =>
            {
                if (context.OriginalException is Npgsql.NpgsqlException or TimeoutException)
                {
                    context.Exception = new ExecutionError("The database does not answer; try again.") { Code = "UNAVAILABLE" };
                }
                else if (context.OriginalException is Store.Projections.ProjectionBehindException behind)
                {
                    context.Exception = new ExecutionError(behind.Message) { Code = "UNAVAILABLE" };
                }
                else if (context.OriginalException is not OperationCanceledException)
                {
                    var trace = System.Diagnostics.Activity.Current?.TraceId.ToString() ?? Guid.NewGuid().ToString("N");
                    options.RequestServices!.GetRequiredService<ILogger<LedgerSchema>>().LogError(context.OriginalException, "A field failed; trace {Trace}", trace);
                    context.Exception = new ExecutionError("Something failed on the server.") { Code = "INTERNAL", Extensions = new Dictionary<string, object?> { ["trace"] = trace } };
                }
                return Task.CompletedTask;
            }));
        return services;
    }

    sealed class Errors() : ErrorInfoProvider(new ErrorInfoProviderOptions
    {
        ExposeData = false,
        ExposeExceptionDetails = false,
        // They are made from the names of exceptions.
        ExposeCodes = false,
    })
    {
        public override ErrorInfo GetInfo(ExecutionError executionError)
        {
            var info = base.GetInfo(executionError);
            // The engine says of a variable only that it cannot be converted; what would be accepted is said by its type.
            if (executionError is InvalidVariableError { InnerException: FormatException mistake })
                info.Message = $"{info.Message}. {mistake.Message}";
            return info;
        }
    }
}
