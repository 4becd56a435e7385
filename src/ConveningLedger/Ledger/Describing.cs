namespace ConveningLedger.Ledger;

/// <summary>Marks a record as a kind of entry. Its name is the kind's name; its summary says what it means in the field.</summary>
/// <param name="family">The family it is listed in.</param>
[AttributeUsage(AttributeTargets.Class)]
public sealed class EntryKindAttribute(Family family) : Attribute
{
    /// <summary>The family it is listed in.</summary>
    public Family Family { get; } = family;

    /// <summary>Whether it is for the conveners only unless the recorder says otherwise.</summary>
    public bool Narrow { get; init; }

    /// <summary>Whether evaluators record it too, outside the Evaluation family.</summary>
    public bool ByEvaluatorsToo { get; init; }
}

/// <summary>Text of 1 to 20,000 characters, and whose words it holds.</summary>
/// <param name="whose">The member that names whose words they are; null: the recorder's.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class WordsAttribute(string? whose = null) : Attribute
{
    /// <summary>The C# name of the member that names whose words they are; null: the recorder's.</summary>
    public string? Whose { get; } = whose;
}

/// <summary>
/// Whom a text speaks of, beside whose words it is: by that a person's data is found. A text in the recorder's words has to say it; without members it
/// speaks of nobody in particular.
/// </summary>
/// <param name="members">The C# names of the members that name them.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class AboutAttribute(params string[] members) : Attribute
{
    /// <summary>The C# names of the members that name them.</summary>
    public string[] Members { get; } = members;
}

/// <summary>A key that this kind names, or names again.</summary>
/// <param name="thing">What it names.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class NamesAttribute(Thing thing) : Attribute
{
    /// <summary>What it names.</summary>
    public Thing Thing { get; } = thing;
}

/// <summary>A key that was named before.</summary>
/// <param name="things">What it may name.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public class RefersAttribute(params Thing[] things) : Attribute
{
    /// <summary>What it may name.</summary>
    public Thing[] Things { get; } = things;

    /// <summary>Which elements it may name; empty: any.</summary>
    public ElementKind[] Elements { get; init; } = [];
}

/// <summary>The key of any element.</summary>
public sealed class ElementAttribute() : RefersAttribute(Thing.Element);

/// <summary>The key of an element that is people: a person, a group or a constituency.</summary>
public sealed class WhoAttribute : RefersAttribute
{
    /// <summary>People.</summary>
    public WhoAttribute() : base(Thing.Element) =>
        Elements = [ElementKind.Person, ElementKind.Group, ElementKind.Constituency];
}

/// <summary>The key of a person or a group.</summary>
public sealed class PersonOrGroupAttribute : RefersAttribute
{
    /// <summary>A person or a group.</summary>
    public PersonOrGroupAttribute() : base(Thing.Element) => Elements = [ElementKind.Person, ElementKind.Group];
}

/// <summary>Another entry of the endeavour, by id or ref.</summary>
/// <param name="kinds">Which kinds it may be; none: any.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class RefersToEntryAttribute(params Type[] kinds) : Attribute
{
    /// <summary>Which kinds it may be; none: any.</summary>
    public Type[] Kinds { get; } = kinds;
}

/// <summary>The range of a number, both ends included.</summary>
/// <param name="least">The least value.</param>
/// <param name="most">The greatest value.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class WithinAttribute(int least, int most) : Attribute
{
    /// <summary>The least value.</summary>
    public int Least { get; } = least;

    /// <summary>The greatest value.</summary>
    public int Most { get; } = most;
}

/// <summary>How many items a list must have at least; 1 unless said.</summary>
/// <param name="count">The number.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class AtLeastAttribute(int count) : Attribute
{
    /// <summary>The number.</summary>
    public int Count { get; } = count;
}

/// <summary>What an absent member means.</summary>
/// <param name="value">The value that stands in for it.</param>
[AttributeUsage(AttributeTargets.Parameter)]
public sealed class AbsentMeansAttribute(object value) : Attribute
{
    /// <summary>The value that stands in for it.</summary>
    public object Value { get; } = value;
}
