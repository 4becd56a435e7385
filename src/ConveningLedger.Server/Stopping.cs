using System.Runtime.InteropServices;

namespace ConveningLedger.Server;

/// <summary>Turns the signals that ask a program to stop into a cancellation, so that what was begun can be ended in order.</summary>
sealed class Stopping : IDisposable
{
    readonly CancellationTokenSource source = new();
    readonly PosixSignalRegistration[] registrations;

    public Stopping() => registrations =
    [
        .. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT }.Select(signal => PosixSignalRegistration.Create(signal, context =>
        {
            // Asked a second time, the program ends at once.
            context.Cancel = !source.IsCancellationRequested;
            source.Cancel();
        })),
    ];

    public CancellationToken Token => source.Token;

    public void Dispose()
    {
        foreach (var registration in registrations)
            registration.Dispose();
        source.Dispose();
    }
}
