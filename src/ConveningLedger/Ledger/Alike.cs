namespace ConveningLedger.Ledger;

/// <summary>
/// Entries say the same things again and again: keys, days, who recorded. What was met lately and is met again is the same object, so that a
/// history takes less memory. It forgets by itself; two who meet the same at once may keep one each.
/// </summary>
/// <typeparam name="T">What is met.</typeparam>
/// <param name="textOf">The text by which it is known; equal texts are the same.</param>
sealed class Alike<T>(Func<T, string> textOf) where T : class
{
    const int Places = 8192;

    readonly T?[] lately = new T?[Places];

    /// <summary>What was met of this text; null: nothing lately.</summary>
    /// <param name="text">The text.</param>
    public T? Find(string text) => Place(text) is { } met && textOf(met) == text ? met : null;

    /// <summary>What was met of the same text, or this.</summary>
    /// <param name="value">This.</param>
    public T Meet(T value)
    {
        ref var place = ref Place(textOf(value));
        if (place is { } met && textOf(met) == textOf(value))
            return met;
        return place = value;
    }

    /// <summary>Lets all go.</summary>
    public void Forget() => Array.Clear(lately);

    ref T? Place(string text) => ref lately[(uint)text.GetHashCode() % Places];
}
