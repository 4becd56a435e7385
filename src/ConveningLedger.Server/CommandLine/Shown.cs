namespace ConveningLedger.Server.CommandLine;

/// <summary>Shows progress at once, on the thread that makes it.</summary>
/// <param name="show">Shows it.</param>
/// <typeparam name="T">What is told.</typeparam>
sealed class Shown<T>(Action<T> show) : IProgress<T>
{
    public void Report(T value) => show(value);
}
