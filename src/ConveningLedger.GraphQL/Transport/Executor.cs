using System.Security.Claims;
using GraphQL;
using GraphQL.Execution;
using GraphQL.Types;
using GraphQLParser;
using GraphQLParser.AST;
using GraphQLParser.Exceptions;
using Microsoft.Extensions.Caching.Memory;

namespace ConveningLedger.GraphQL.Transport;

/// <summary>Who asks, as far as the transport needs to know.</summary>
/// <param name="User">Who they are.</param>
/// <param name="Address">From where.</param>
sealed record Caller(ClaimsPrincipal User, string Address)
{
    /// <summary>The names of their budgets.</summary>
    public string[] Budgets => User.Identity is { IsAuthenticated: true } ? [$"who {User.FindFirst("sub")?.Value ?? User.Identity.Name}", $"from {Address}"] : [$"from {Address}"];
}

/// <summary>A document that was read and found to be not too much.</summary>
/// <param name="Request">The request that it came with.</param>
/// <param name="Document">The document.</param>
/// <param name="Operation">The operation that is asked for; null where it is not clear which, and then the execution says so.</param>
/// <param name="Kept">What is kept of the document between requests.</param>
sealed record Prepared(Request Request, GraphQLDocument Document, GraphQLOperationDefinition? Operation, KeptDocument Kept)
{
    /// <summary>What it does; a query where that is not clear.</summary>
    public OperationType Type => Operation?.Operation ?? OperationType.Query;
}

/// <summary>What is kept of a document between requests.</summary>
sealed class KeptDocument(GraphQLDocument document)
{
    /// <summary>The document.</summary>
    public GraphQLDocument Document { get; } = document;

    /// <summary>Whether it is known to be valid: then only its variables and arguments are looked at.</summary>
    public bool IsValid { get; set; }
}

/// <summary>An answer, and how HTTP tells of it.</summary>
/// <param name="Result">The answer.</param>
/// <param name="Refusal">Why it is none, where the server refused the request for reasons of its own.</param>
sealed record Answer(ExecutionResult Result, RequestException? Refusal = null);

/// <summary>That a subscription is open: its field throws it once it has put its source where it belongs, for there is no value yet.</summary>
public sealed class OpenedException() : ExecutionError("The subscription is open.");

/// <summary>What a subscription is opened with: the field puts its source here, and throws <see cref="OpenedException"/> instead of giving a value.</summary>
public sealed class Opening
{
    /// <summary>From where the road says to go on, whatever the arguments say; null: it does not.</summary>
    public string? After { get; init; }

    /// <summary>The source of what happens; null until the field has put it here.</summary>
    public IAsyncEnumerable<Happening>? Source { get; set; }
}

/// <summary>One thing that happened, for a subscriber.</summary>
/// <param name="Value">What the field of the subscription gives.</param>
/// <param name="Cursor">From where to go on after it.</param>
public sealed record Happening(object Value, string Cursor);

/// <summary>Runs the requests of all roads: reads a document once, guards, prices, executes, and makes every fault presentable.</summary>
sealed class Executor(IDocumentExecuter executer, ISchema schema, TransportSettings settings, Budgets budgets, Telemetry telemetry) : IDisposable
{
    const int KeptLength = 8 << 20;

    readonly TrustedDocuments trusted = TrustedDocuments.From(settings.TrustedDocuments, settings.OnlyTrustedDocuments);
    readonly MemoryCache kept = new(new MemoryCacheOptions { SizeLimit = KeptLength });

    /// <summary>The limits.</summary>
    public Limits Limits { get; } = settings.Introspection ? settings.Limits : settings.Limits with { Introspections = 0 };

    /// <inheritdoc/>
    public void Dispose() => kept.Dispose();

    /// <summary>Reads the document of a request and guards it.</summary>
    /// <exception cref="RequestException">It is refused.</exception>
    /// <exception cref="SyntaxError">It cannot be read.</exception>
    public Prepared Prepare(Request request)
    {
        var text = trusted.TextOf(request);
        if (text.Length > Limits.DocumentLength)
            throw RequestException.Limit("Characters in the document", text.Length, Limits.DocumentLength, 413);
        if (!kept.TryGetValue(text, out KeptDocument? document))
        {
            document = new(Parsed(text));
            Guard.Check(document.Document, Limits);
            kept.Set(text, document, new MemoryCacheEntryOptions { Size = text.Length });
        }
        var operations = document!.Document.Definitions.OfType<GraphQLOperationDefinition>();
        var operation = request.OperationName is null ? (operations.Take(2).ToArray() is [var only] ? only : null) : operations.FirstOrDefault(known => known.Name?.Value == request.OperationName);
        return new(request, document.Document, operation, document);
    }

    /// <summary>Executes.</summary>
    /// <param name="prepared">What.</param>
    /// <param name="caller">For whom.</param>
    /// <param name="services">With what.</param>
    /// <param name="root">What a subscription is opened with, or gives.</param>
    /// <param name="cancellation">Stops it: nobody waits for the answer any more.</param>
    public async Task<Answer> Execute(Prepared prepared, Caller caller, IServiceProvider services, object? root, CancellationToken cancellation)
    {
        using var watch = telemetry.Begin(prepared);
        try
        {
            if (!settings.Admits(caller.User))
                throw new RequestException("UNAUTHENTICATED", "It is not known who asks. Accepted: `Authorization: Bearer` and a token, or a browser that is signed in.", 401);
            // Nothing runs of which it is not known what it is, and so what it costs.
            if (prepared.Operation is not { } operation)
                return new(new ExecutionResult(Unclear(prepared)));
            var price = Cost.Before(schema, prepared.Document, operation, prepared.Request.Variables);
            if (price > Limits.Cost)
                throw new RequestException("COST_EXCEEDED", $"It may cost {price}. Accepted: at most {Limits.Cost}; ask for smaller pages (`first`), or in several requests.") { Price = price };
            var giveBack = budgets.Take(caller.Budgets, price);
            var actual = 0L;
            try
            {
                var result = await Execute(prepared, caller.User, services, root, cancellation);
                actual = Cost.After(result.Data);
                if (root is Opening { Source: not null })
                    result.Errors = null;
                if (root is not Opening)
                    Add(result, price, actual);
                watch.End(result, price, actual);
                return new(result);
            }
            finally
            {
                giveBack(actual);
            }
        }
        catch (RequestException refusal)
        {
            watch.Refused(refusal);
            return Refused(refusal);
        }
    }

    /// <summary>The answer to what was refused.</summary>
    public static Answer Refused(Exception refusal)
    {
        if (refusal is not RequestException exception)
            return new(new ExecutionResult((ExecutionError)refusal));
        var result = new ExecutionResult(new ExecutionError(exception.Message) { Code = exception.Code });
        if (exception.Price is { } price)
            Add(result, price, 0);
        return new(result, exception);
    }

    static ExecutionError Unclear(Prepared prepared)
    {
        var names = prepared.Document.Definitions.OfType<GraphQLOperationDefinition>().Select(operation => operation.Name?.StringValue ?? "one without a name").ToArray();
        return new(names.Length == 0 ? "The document has no operation. Accepted: a document with one."
            : $"{(prepared.Request.OperationName is null ? "The document has several operations." : "The document has no operation of this name.")} Accepted: `operationName`, one of {string.Join(", ", names)}.")
        { Code = "OPERATION_UNKNOWN" };
    }

    static void Add(ExecutionResult result, long price, long actual) => result.Extensions = new Dictionary<string, object?>
    {
        ["cost"] = new Dictionary<string, object?> { ["requested"] = price, ["actual"] = actual },
    };

    async Task<ExecutionResult> Execute(Prepared prepared, ClaimsPrincipal user, IServiceProvider services, object? root, CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        end.CancelAfter(Limits.Execution);
        ExecutionResult result;
        try
        {
            result = await executer.ExecuteAsync(new ExecutionOptions
            {
                Query = prepared.Request.Query,
                Document = prepared.Document,
                OperationName = prepared.Request.OperationName,
                Variables = prepared.Request.Variables,
                Extensions = prepared.Request.Extensions,
                Root = root,
                // Fields are resolved beside each other.
                UserContext = new System.Collections.Concurrent.ConcurrentDictionary<string, object?>(),
                RequestServices = services,
                User = user,
                ValidationRules = prepared.Kept.IsValid ? [] : null,
                CancellationToken = end.Token,
            });
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new RequestException("TIMEOUT", $"It takes longer than {Limits.Execution.TotalSeconds:0.#} s and was stopped. Ask for less.", 503);
        }
        // What was executed has passed the validation.
        prepared.Kept.IsValid |= result.Executed;
        if (!result.Executed)
            result.Data = null;
        Shorten(result);
        return result;
    }

    void Shorten(ExecutionResult result)
    {
        if (result.Errors is not { } errors || errors.Count <= Limits.Errors)
            return;
        var count = errors.Count;
        result.Errors = [.. errors.Take(Limits.Errors - 1), new ExecutionError($"There are {count - Limits.Errors + 1} more errors.") { Code = "MORE_ERRORS" }];
    }

    static GraphQLDocument Parsed(string text)
    {
        try
        {
            return Parser.Parse(text);
        }
        catch (GraphQLMaxDepthExceededException)
        {
            throw new RequestException("LIMIT_EXCEEDED", "The document is nested too deeply. Accepted: at most 128 levels of anything.");
        }
        catch (GraphQLSyntaxErrorException fault)
        {
            throw new SyntaxError(fault);
        }
    }
}
