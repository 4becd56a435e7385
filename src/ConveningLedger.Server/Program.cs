using ConveningLedger.Server;
using ConveningLedger.Server.CommandLine;
using ConveningLedger.Server.Postgres;

using var stop = new Stopping();
try
{
    return args is [] or ["run", ..] or ["--urls", ..]
        ? await Serving.RunAsync(args is ["run", .. var rest] ? rest : args, stop.Token)
        : await Commands.RunAsync(args, stop.Token);
}
catch (Exception fault) when (fault is EmbeddedPostgresException or SettingException)
{
    await Console.Error.WriteLineAsync(fault.Message);
    return 1;
}
catch (OperationCanceledException) when (stop.Token.IsCancellationRequested)
{
    return 130;
}

/// <summary>The program.</summary>
public partial class Program;
