using System.Text;
using System.Text.Json;

namespace ConveningLedger.Ledger;

/// <summary>Where in an object the reader is, and what it had to refuse.</summary>
public sealed class Reading
{
    readonly List<Refusal> refusals = [];
    readonly List<object> path = [];

    /// <summary>What was refused, in the order met.</summary>
    public IReadOnlyList<Refusal> Refusals => refusals;

    /// <summary>The path of the member being read.</summary>
    public string Path
    {
        get
        {
            var text = new StringBuilder();
            foreach (var part in path)
            {
                if (part is int index)
                    text.Append('[').Append(index).Append(']');
                else
                    text.Append(text.Length > 0 ? "." : "").Append(part);
            }
            return text.ToString();
        }
    }

    /// <summary>The paths of the members that are said to be erased.</summary>
    internal IReadOnlySet<string> Erased { get; set; } = System.Collections.Frozen.FrozenSet<string>.Empty;

    /// <summary>Whether any is.</summary>
    internal bool HasErased => Erased.Count > 0;

    /// <summary>Whether the member being read is.</summary>
    internal bool IsErased => HasErased && Erased.Contains(Path);

    internal object? RefuseErased() => Refuse(RefusalCode.Repeated, "It is there, and it is said to be erased.", "either the member, or its path in `erased`");

    internal void Enter(object part) => path.Add(part);

    internal void Leave() => path.RemoveAt(path.Count - 1);

    internal object? Refuse(RefusalCode code, string message, string accepted, Several<string>? nearest = null)
    {
        refusals.Add(new(code, Path, message, accepted) { Nearest = nearest.OrNone() });
        return null;
    }

    internal object? RefuseType(JsonElement found, string wanted) => Refuse(RefusalCode.WrongType, found.ValueKind switch
    {
        JsonValueKind.Null => "It is null; a member that is absent is left out.",
        JsonValueKind.Array => "It is a list.",
        JsonValueKind.Object => "It is an object.",
        JsonValueKind.String => "It is a text.",
        JsonValueKind.Number => "It is a number.",
        _ => "It is true or false.",
    }, wanted);

    // Keys, names and days are; what people say is longer, and said once.
    const int Short = 48;
    static readonly Alike<string> Texts = new(text => text);

    /// <summary>Lets go the texts that were met lately.</summary>
    internal static void Forget() => Texts.Forget();

    /// <summary>Reads a text as it stands; refuses what no text can hold.</summary>
    internal string? Text(JsonElement json, string wanted)
    {
        if (json.ValueKind != JsonValueKind.String)
            return (string?)RefuseType(json, wanted);
        try
        {
            var text = json.GetString()!;
            return text.Contains('\0')
                ? (string?)Refuse(RefusalCode.InvalidText, "It contains the character U+0000.", "a text without it")
                : text.Length <= Short ? Texts.Meet(text) : text;
        }
        catch (InvalidOperationException)
        {
            return (string?)Refuse(RefusalCode.InvalidText, "It contains half of a surrogate pair.", "a text of whole characters");
        }
    }
}
