using System.Runtime.CompilerServices;
using GraphQL;
using Microsoft.Extensions.DependencyInjection;

namespace ConveningLedger.GraphQL.Transport;

/// <summary>
/// A subscription as the specification has it, in two steps: the field gives its source once; then each thing that happens is executed as an
/// operation of its own, with its own limits. The source is only asked for the next when the last was taken, so nothing piles up.
/// </summary>
static class Subscription
{
    /// <summary>The answers of a subscription, each with the cursor after it. One without a cursor says why it ends.</summary>
    public static async IAsyncEnumerable<(Answer Answer, string? Cursor)> Run(
        Executor executor, Prepared prepared, Caller caller, IServiceProvider services, string? after, [EnumeratorCancellation] CancellationToken cancellation)
    {
        using var streaming = services.GetRequiredService<Telemetry>().Streaming();
        var opening = new Opening { After = after };
        Answer opened;
        await using (var scope = services.CreateAsyncScope())
            opened = await executor.Execute(prepared, caller, scope.ServiceProvider, opening, cancellation);
        if (opening.Source is null)
        {
            yield return (WithoutData(opened), null);
            yield break;
        }
        await using var source = opening.Source.GetAsyncEnumerator(cancellation);
        while (true)
        {
            Answer? end = null;
            try
            {
                if (!await source.MoveNextAsync())
                    yield break;
            }
            catch (ExecutionError fault)
            {
                end = Executor.Refused(fault);
            }
            if (end is not null)
            {
                yield return (end, null);
                yield break;
            }
            await using var scope = services.CreateAsyncScope();
            yield return (await executor.Execute(prepared, caller, scope.ServiceProvider, source.Current.Value, cancellation), source.Current.Cursor);
        }
    }

    static Answer WithoutData(Answer answer)
    {
        answer.Result.Executed = false;
        answer.Result.Data = null;
        // Directives can leave out its only field.
        if (answer.Result.Errors is null or { Count: 0 })
            answer.Result.AddError(new ExecutionError("The subscription asks for nothing. Accepted: exactly one field, that no directive leaves out.") { Code = "VALIDATION_FAILED" });
        return answer;
    }
}
