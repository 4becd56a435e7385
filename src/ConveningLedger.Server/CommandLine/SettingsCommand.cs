using System.CommandLine;

namespace ConveningLedger.Server.CommandLine;

/// <summary><c>settings</c>: every setting there is, printed from the code.</summary>
static class SettingsCommand
{
    public static Command Make()
    {
        var command = new Command("settings", "Prints every setting there is, in Markdown: what it does, what is accepted, and what it is unless it is set.");
        command.SetAction(_ => Console.Write(SettingsReference.Markdown()));
        return command;
    }
}
