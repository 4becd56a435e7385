using System.Text;
using GraphQL;
using GraphQLParser.AST;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace ConveningLedger.GraphQL.Transport;

/// <summary>
/// Answers as server-sent events, as graphql-sse has it with a connection for each operation. Each event of a subscription has as its id the
/// cursor from which to go on, so that a browser that lost the connection goes on by itself (<c>Last-Event-ID</c>).
/// </summary>
static class EventStream
{
    public static async Task Serve(HttpContext http, Executor executor, Prepared prepared, Caller caller)
    {
        // What is answered once is still answered when the server stops.
        var stopping = prepared.Type == OperationType.Subscription ? http.RequestServices.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping : CancellationToken.None;
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted, stopping);
        using var writer = new Writer(http, executor.Limits, end);
        try
        {
            await writer.Begin();
            if (prepared.Type != OperationType.Subscription)
            {
                await writer.Next((await executor.Execute(prepared, caller, http.RequestServices, null, end.Token)).Result, null);
            }
            else
            {
                var after = http.Request.Headers["Last-Event-ID"].ToString();
                await foreach (var (answer, cursor) in Subscription.Run(executor, prepared, caller, http.RequestServices, after is "" ? null : after, end.Token))
                    await writer.Next(answer.Result, cursor);
            }
            await writer.Complete();
        }
        catch (OperationCanceledException) when (end.IsCancellationRequested)
        {
            // Nobody listens any more, or the server stops: who listened comes back with the last id.
        }
    }

    public static async Task Refuse(HttpContext http, Answer answer)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(http.RequestAborted);
        using var writer = new Writer(http, http.RequestServices.GetRequiredService<Executor>().Limits, end);
        await writer.Begin();
        await writer.Next(answer.Result, null);
        await writer.Complete();
    }

    sealed class Writer(HttpContext http, Limits limits, CancellationTokenSource end) : IDisposable
    {
        readonly SemaphoreSlim turn = new(1);
        readonly IGraphQLTextSerializer serializer = http.RequestServices.GetRequiredService<IGraphQLTextSerializer>();
        readonly CancellationTokenSource silent = new();

        public async Task Begin()
        {
            http.Response.ContentType = Negotiation.Events;
            http.Response.Headers.CacheControl = "no-cache";
            http.Response.Headers.Vary = HttpTransport.Vary;
            http.Response.Headers.XContentTypeOptions = "nosniff";
            http.Response.Headers["X-Accel-Buffering"] = "no";
            http.Features.Get<IHttpResponseBodyFeature>()?.DisableBuffering();
            await Write(":\n\n");
            _ = KeepAlive();
        }

        public Task Next(ExecutionResult result, string? id) => Write($"event: next\n{(id is null ? "" : $"id: {id}\n")}data: {serializer.Serialize(result)}\n\n");

        public Task Complete() => Write("event: complete\ndata:\n\n");

        public void Dispose()
        {
            silent.Cancel();
            silent.Dispose();
        }

        async Task KeepAlive()
        {
            try
            {
                using var both = CancellationTokenSource.CreateLinkedTokenSource(silent.Token, end.Token);
                using var timer = new PeriodicTimer(limits.KeepAlive);
                while (await timer.WaitForNextTickAsync(both.Token))
                    await Write(":\n\n");
            }
            catch (Exception fault) when (fault is OperationCanceledException or ObjectDisposedException or IOException)
            {
            }
        }

        async Task Write(string text)
        {
            await turn.WaitAsync(end.Token);
            try
            {
                await http.Response.WriteAsync(text, Encoding.UTF8, end.Token).WaitAsync(limits.Patience, end.Token);
                await http.Response.Body.FlushAsync(end.Token).WaitAsync(limits.Patience, end.Token);
            }
            catch (TimeoutException)
            {
                // One that takes nothing is let go; it has the id of what it took last.
                http.Abort();
                await end.CancelAsync();
                throw new OperationCanceledException(end.Token);
            }
            finally
            {
                turn.Release();
            }
        }
    }
}
