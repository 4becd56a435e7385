using System.CommandLine;
using ConveningLedger.Time;

namespace ConveningLedger.Server.CommandLine;

/// <summary><c>report SLUG</c></summary>
static class ReportCommand
{
    public static Command Make()
    {
        var moment = new AskedMoment();
        var output = new Option<string?>("--output", "-o") { Description = "The file to write; absent: standard output." };
        var command = new Command("report", "Writes the history of an endeavour as a report in Markdown, with accounts, differences, tables and citations.") { output };
        moment.AddTo(command);
        command.SetAction((parsed, stop) => Commands.WithStore(async services =>
        {
            if (await moment.Read(parsed, services, stop) is not { } frame)
                return 1;
            if (parsed.GetValue(output) is { } file)
                await File.WriteAllTextAsync(file, Report.Of(frame), stop);
            else
                await Console.Out.WriteAsync(Report.Of(frame));
            return 0;
        }, stop));
        return command;
    }
}
