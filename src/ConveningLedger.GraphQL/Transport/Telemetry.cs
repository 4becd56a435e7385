using System.Diagnostics;
using System.Diagnostics.Metrics;
using GraphQL;

namespace ConveningLedger.GraphQL.Transport;

/// <summary>
/// What can be watched of the API: a span for each operation, named by its type as the semantic conventions of OpenTelemetry for GraphQL
/// have it, and measures of duration, cost and refusals. Neither documents nor variables are in it.
/// </summary>
public sealed class Telemetry : IDisposable
{
    /// <summary>The name of its source of spans, and of its meter.</summary>
    public const string Name = "ConveningLedger.GraphQL";

    const int LongestName = 100;

    readonly ActivitySource source = new(Name);
    readonly Meter meter = new(Name);
    readonly Histogram<double> duration;
    readonly Histogram<long> cost;
    readonly Counter<long> refused;
    readonly UpDownCounter<long> streams;

    /// <summary>Makes the instruments.</summary>
    public Telemetry()
    {
        duration = meter.CreateHistogram<double>("graphql.operation.duration", "s", "How long operations took.");
        cost = meter.CreateHistogram<long>("graphql.operation.cost", "{field}", "What operations cost.");
        refused = meter.CreateCounter<long>("graphql.operation.refused", "{operation}", "Operations that were refused, by code.");
        streams = meter.CreateUpDownCounter<long>("graphql.subscription.active", "{subscription}", "Subscriptions that are open.");
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        source.Dispose();
        meter.Dispose();
    }

    internal Watch Begin(Prepared prepared)
    {
        var type = prepared.Type.ToString().ToLowerInvariant();
        var activity = source.StartActivity(type, ActivityKind.Internal);
        activity?.SetTag("graphql.operation.type", type);
        if (prepared.Operation?.Name is { } name)
            activity?.SetTag("graphql.operation.name", name.StringValue.Length <= LongestName ? name.StringValue : name.StringValue[..LongestName]);
        return new(this, activity, type);
    }

    internal IDisposable Streaming()
    {
        streams.Add(1);
        return new Stream(this);
    }

    sealed class Stream(Telemetry telemetry) : IDisposable
    {
        public void Dispose() => telemetry.streams.Add(-1);
    }

    internal sealed class Watch(Telemetry telemetry, Activity? activity, string type) : IDisposable
    {
        readonly long began = Stopwatch.GetTimestamp();
        readonly KeyValuePair<string, object?> typeTag = new("graphql.operation.type", type);

        public void End(ExecutionResult result, long price, long actual)
        {
            telemetry.cost.Record(actual, typeTag);
            activity?.SetTag("graphql.cost.requested", price);
            activity?.SetTag("graphql.cost.actual", actual);
            if (result.Errors is { Count: > 0 } errors)
            {
                activity?.SetStatus(ActivityStatusCode.Error);
                activity?.SetTag("error.type", errors[0].Code);
            }
        }

        public void Refused(RequestException refusal)
        {
            telemetry.refused.Add(1, typeTag, new("error.type", refusal.Code));
            activity?.SetStatus(ActivityStatusCode.Error);
            activity?.SetTag("error.type", refusal.Code);
        }

        public void Dispose()
        {
            telemetry.duration.Record(Stopwatch.GetElapsedTime(began).TotalSeconds, typeTag);
            activity?.Dispose();
        }
    }
}
