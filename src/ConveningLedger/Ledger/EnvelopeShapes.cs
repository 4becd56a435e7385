namespace ConveningLedger.Ledger;

/// <summary>What the members hold that every kind shares.</summary>
public static class EnvelopeShapes
{
    /// <summary>A text in the recorder's words.</summary>
    public static Shape Text { get; } = new TextShape(null);

    /// <summary>When it happened.</summary>
    public static Shape OccurredAt { get; } = new DateShape();

    /// <summary>The widest circle that may see it.</summary>
    public static Shape Visibility { get; } = new ChoiceShape(ValueNames.Of(typeof(Visibility)));

    /// <summary>The modes of identification at work.</summary>
    public static Shape Modes { get; } = new ListShape(new ChoiceShape(ValueNames.Of(typeof(Mode))), typeof(Mode), 1);

    /// <summary>From where it is told.</summary>
    public static Shape Standpoint { get; } = new ChoiceShape(ValueNames.Of(typeof(Standpoint)));

    /// <summary>Who told it.</summary>
    public static Shape ToldBy { get; } = new ReferenceShape([Thing.Element], Several<ElementKind>.None);

    /// <summary>One of the people that a text speaks of.</summary>
    public static Shape Mention { get; } =
        new ReferenceShape([Thing.Element], [ElementKind.Person, ElementKind.Group, ElementKind.Constituency]);

    /// <summary>The people that a text speaks of.</summary>
    public static Shape Mentions { get; } = new ListShape(Mention, typeof(string), 1);

    /// <summary>What it draws on.</summary>
    public static Shape Evidence { get; } = new ListShape(Text, typeof(string), 1);

    /// <summary>The paths of what was destroyed.</summary>
    public static Shape Erased { get; } = new ListShape(Text, typeof(string), 1);
}
