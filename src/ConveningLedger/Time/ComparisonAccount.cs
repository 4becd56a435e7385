using ConveningLedger.Endeavours;

namespace ConveningLedger.Time;

/// <summary>The account of a comparison, in plain words.</summary>
public static class ComparisonAccount
{
    const int Names = 3;

    /// <summary>What differs between two frames, the weightiest first, at most as many words as a frame's account has.</summary>
    /// <param name="comparison">The comparison.</param>
    public static string Of(Comparison comparison) => new Telling(comparison).Tell();

    sealed class Telling(Comparison comparison)
    {
        readonly Wording from = new(comparison.From);
        readonly Wording to = new(comparison.To);
        readonly Change[] changes = [.. comparison.Changes];

        bool IsHindsight => comparison.From.At == comparison.To.At && comparison.From.SeenAs == comparison.To.SeenAs;

        bool IsOfCircles => comparison.From.At == comparison.To.At && comparison.From.SeenAs != comparison.To.SeenAs;

        string Came => IsOfCircles ? "Shown only there" : IsHindsight ? "Come to light" : "New";

        string Went => IsOfCircles ? "not shown" : IsHindsight ? "no longer held to be" : "no longer";

        public string Tell()
        {
            var parts = new Accounts.Parts();
            parts.Add(0, Opening());
            if (changes.Length == 0)
                return parts.Within(Accounts.MostWords);
            parts.Add(2, Status());
            parts.Add(3, Calls());
            parts.Add(4, Members(RegisterName.Convener, "among the conveners"));
            parts.Add(6, Members(RegisterName.Participant, "among those who take part"));
            parts.Add(5, Power());
            parts.Add(7, Members(RegisterName.VoiceMissing, "among the missing voices"));
            parts.Add(9, Moved(RegisterName.Permeability, "more open", "less open"));
            parts.Add(10, Members(RegisterName.BoundaryObjectMaker, "among the makers of a boundary object", subject: 1));
            parts.Add(11, Members(RegisterName.Milestone, "among those who came to be able to do more"));
            parts.Add(8, Findings());
            parts.Add(12, Moved(RegisterName.Standing, "granting more legitimacy", "granting less"));
            parts.Add(14, Members(RegisterName.Element, "on the map"));
            parts.Add(13, Stories());
            parts.Add(1, Total());
            return parts.Within(Accounts.MostWords);
        }

        string Opening()
        {
            var none = changes.Length == 0 ? ", nothing differs" : "";
            if (IsOfCircles)
                return $"On {Wording.Day(comparison.To.At)}, what {Circle(comparison.To.SeenAs)} would see beside what {Circle(comparison.From.SeenAs)} see{none}";
            if (!IsHindsight)
                return $"From {Wording.Day(comparison.From.At)} to {Wording.Day(comparison.To.At)}{none}";
            return comparison.From.KnownAt == comparison.To.KnownAt
                ? $"On {Wording.Day(comparison.To.At)}{none}"
                : $"On {Wording.Day(comparison.To.At)}, {Known(comparison.To)} beside {Known(comparison.From)}{none}";
        }

        static string Known(Frame frame) => frame.IsKnownInPart ? $"what was known by {Wording.Day(frame.KnownAt)}" : "all that is recorded";

        static string Circle(Visibility circle) => circle switch
        {
            Visibility.Conveners => "the conveners",
            Visibility.Team => "the team",
            Visibility.Evaluators => "the evaluators",
            _ => "the public",
        };

        string Total() => $"In all {Wording.Count(changes.Length, "thing")} {(changes.Length == 1 ? "differs" : "differ")}";

        string? Status() => changes.FirstOrDefault(change => change.Register.Name == RegisterName.EndeavourStatus) is { } change
            ? $"The endeavour is {Worded(change.To)}, not {Worded(change.From)}"
            : null;

        string? Calls()
        {
            Change[] calls = [.. changes.Where(change => change.Register.Name == RegisterName.CallText)];
            return Listed(
                ("reworded", [.. calls.Where(change => change is { From: not null, To: not null }).Select(change => to.Call(AudienceOf(change)))]),
                (Came, [.. calls.Where(change => change.From is null).Select(change => to.Call(AudienceOf(change)))]),
                ($"{Went} there", [.. calls.Where(change => change.To is null).Select(change => from.Call(AudienceOf(change)))]));
        }

        string? Members(RegisterName name, string where, int subject = 0)
        {
            string[] Who(bool came) =>
            [
                .. changes.Where(change => change.Register.Name == name && change.To is not null == came)
                    .Select(change => (came ? to : from).Name(change.Register.Subject[subject])).Distinct(),
            ];
            return Listed(($"{Came} {where}", Who(true)), ($"{Went} {where}", Who(false)));
        }

        string? Power()
        {
            Change[] stances = [.. changes.Where(change => change.Register.Name == RegisterName.Stance)];
            string[] Who(Wording wording, Func<Change, bool> which) => [.. stances.Where(which).Select(change => wording.Name(change.Register.Subject[0])).Distinct()];
            return Listed(
                ($"{Came} as making way", Who(to, change => change is { From: null, To: RegisterValue.Number { Value: > 0.2m } })),
                ($"{Came} as being in the way", Who(to, change => change is { From: null, To: RegisterValue.Number { Value: < -0.2m } })),
                ("further towards making way", Who(to, change => change.Delta > 0)),
                ("further from it", Who(to, change => change.Delta < 0)),
                ($"{Went} on the map of power", Who(from, change => change.To is null)));
        }

        string? Moved(RegisterName name, string up, string down) => Listed(
            (up, [.. changes.Where(change => change.Register.Name == name && change.Delta > 0).Select(change => to.Name(change.Register.Subject[0]))]),
            (down, [.. changes.Where(change => change.Register.Name == name && change.Delta < 0).Select(change => to.Name(change.Register.Subject[0]))]));

        string? Stories()
        {
            var (came, went) = (changes.Count(change => change is { Register.Name: RegisterName.Story, From: null }), changes.Count(change => change is { Register.Name: RegisterName.Story, To: null }));
            return Listed(($"{Came} among the stories of value", came == 0 ? [] : [Wording.Number(came)]), ($"{Went} among the stories of value", went == 0 ? [] : [Wording.Number(went)]));
        }

        static string? Listed(params IReadOnlyList<(string What, string[] Who)> lists)
        {
            string[] told = [.. lists.Where(list => list.Who.Length > 0).Select(list => $"{list.What}: {Wording.Few(list.Who, Names)}")];
            return told.Length == 0 ? null : Wording.Upper(string.Join("; ", told.Select((text, index) => index == 0 ? text : $"{char.ToLowerInvariant(text[0])}{text[1..]}")));
        }

        string? Findings()
        {
            var dated = changes.FirstOrDefault(change => change.Register.Name == RegisterName.OutcomeTime);
            var late = changes.Count(change => change.Register.Name == RegisterName.CauseOrder && change.To is RegisterValue.Choice { Value: TimeOrder.Contradicts });
            var causes = changes.Where(change => change is { Register.Name: RegisterName.ClaimCause, From: null }).Select(change => to.Frame.FindEffective(change.Register.Subject[1])).OfType<Entry>().ToArray();
            string?[] told =
            [
                dated is { From: RegisterValue.Text before, To: RegisterValue.Text after }
                    ? $"{to.Name(dated.Register.Subject[0])} came about {Wording.When(Edtf.Parse(after.Value))}, not {Wording.When(Edtf.Parse(before.Value))}" : null,
                late == 0 ? null : $"{Wording.Count(late, "claimed cause")} came too late",
                causes.Length == 0 ? null : $"another cause is claimed, {Wording.When(causes[0].OccurredAt)}",
                changes.Any(change => change is { Register.Name: RegisterName.ClaimRival, From: null }) ? "a rival explanation stands beside it" : null,
            ];
            return told.All(part => part is null) ? null : Wording.List(told.OfType<string>());
        }

        static string? AudienceOf(Change change) => change.Register.Subject.Count == 0 ? null : change.Register.Subject[0];

        static string Worded(RegisterValue? value) => value is RegisterValue.Choice choice
            ? choice.Value switch { FrameStatus.NotOpen => "not open", FrameStatus.Active => "at work", _ => Wording.Of(choice.Value) }
            : "nothing";
    }
}
