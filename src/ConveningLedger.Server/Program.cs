using ConveningLedger.Store;

var builder = WebApplication.CreateBuilder(args);
builder.AddLedger(builder.Configuration.GetConnectionString("Ledger")!, new LedgerOptions());
var app = builder.Build();
app.Run();

/// <summary>The host.</summary>
public partial class Program;
