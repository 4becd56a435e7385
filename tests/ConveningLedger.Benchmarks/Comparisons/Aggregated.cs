using ConveningLedger.Calls;
using ConveningLedger.Identity;
using ConveningLedger.Power;
using ConveningLedger.Store;

namespace ConveningLedger.Benchmarks.Comparisons;

/// <summary>The frame that is measured, as Marten aggregates it from a stream: what somebody would write who has no ledger.</summary>
public sealed class Aggregated
{
    /// <summary>Marten asks for it.</summary>
    public string Id { get; set; } = "";

    /// <summary>The call that holds.</summary>
    public string? Text { get; set; }

    /// <summary>How strongly a participant identifies with an element.</summary>
    public Dictionary<string, decimal> Nexus { get; } = [];

    /// <summary>The power that is held.</summary>
    public Dictionary<string, PowerMapped> Holdings { get; } = [];

    /// <summary>Another wording.</summary>
    public void Apply(Recorded<ConveningCallRevised> revised) => Text = ((ConveningCallRevised)revised.Entry.Data).Text;

    /// <summary>Another strength.</summary>
    public void Apply(Recorded<IdentificationShifted> shifted)
    {
        var data = (IdentificationShifted)shifted.Entry.Data;
        if (data is { Participant: "h-1", Strength: { } strength })
            Nexus[data.With] = strength;
    }

    /// <summary>Another place on the map.</summary>
    public void Apply(Recorded<PowerMapped> mapped)
    {
        var data = (PowerMapped)mapped.Entry.Data;
        Holdings[data.Holder] = data;
    }
}
