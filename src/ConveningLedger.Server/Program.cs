using ConveningLedger.GraphQL;
using ConveningLedger.GraphQL.Transport;
using ConveningLedger.Ledger;
using ConveningLedger.Store;

var builder = WebApplication.CreateBuilder(args);
builder.AddLedger(builder.Configuration.GetConnectionString("Ledger")!, new LedgerOptions());
builder.Services.AddSingleton(TimeProvider.System);
builder.Services.AddSingleton<IViewers, Locals>();
builder.Services.AddLedgerGraphQL();
var app = builder.Build();
if (args.Contains("sdl")) { Console.WriteLine(app.Services.GetRequiredService<LedgerSchema>().Print()); return; }
app.Services.GetRequiredService<LedgerSchema>().Initialize();
app.MapLedgerGraphQL("/graphql");
app.Run();

/// <summary>The host.</summary>
public partial class Program;

sealed class Locals : IViewers, IViewer
{
    public IViewer Current => this;
    public string Subject => "local";
    public Visibility ClearanceFor(string endeavour) => Visibility.Conveners;
}
