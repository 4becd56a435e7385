using System.CommandLine;
using ConveningLedger.Server.Access;
using ConveningLedger.Store.Access;

namespace ConveningLedger.Server.CommandLine;

/// <summary><c>token</c> and <c>sign-in</c>: what the operator comes in with. Whoever reaches the database is the operator.</summary>
static class AccessCommands
{
    const int UsualDays = 30;
    const int MostDays = 3_660;

    public static Command Token()
    {
        var days = new Option<int>("--days") { Description = "For how many days it lets in.", DefaultValueFactory = _ => UsualDays };
        days.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<int>() is < 1 or > MostDays)
                result.AddError($"--days is a number from 1 to {MostDays}.");
        });
        var command = new Command("token", "Prints a token for `Authorization: Bearer`: it lets in as the operator, a convener of everything.") { days };
        command.SetAction((parsed, stop) => Commands.WithStore(async services =>
        {
            var session = await services.GetRequiredService<AccessBook>().Begin(
                Viewers.Operator, SessionKind.Operator, "the command line", TimeSpan.FromDays(parsed.GetValue(days)), Viewers.Operator, null, stop);
            Console.WriteLine(await services.GetRequiredService<LedgerTokens>().TokenOf(session, stop));
            return 0;
        }, stop));
        return command;
    }

    public static Command SignIn()
    {
        var command = new Command("sign-in", "Prints a link that signs a browser in, once, as the operator.");
        command.SetAction((_, stop) => Commands.WithStore(async services =>
        {
            Console.WriteLine(await SigningIn.OperatorsLink(services, stop));
            return 0;
        }, stop));
        return command;
    }
}
