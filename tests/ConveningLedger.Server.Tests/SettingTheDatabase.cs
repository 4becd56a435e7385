using Microsoft.Extensions.Configuration;

namespace ConveningLedger.Server.Tests;

/// <summary>How PostgreSQL is reached is set well, or refused before anything is done.</summary>
public sealed class SettingTheDatabase
{
    [Theory]
    [InlineData("Database=ledger", "It names no Host.")]
    [InlineData("Hst=db-1", "hst")]
    [InlineData("Host=db-1;Maximum Pool Size=2", "Its Maximum Pool Size is 2. Accepted: at least 10")]
    public async Task what_cannot_do_is_refused(string connectionString, string told)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Ledger", connectionString)]).Build();

        var refused = await Assert.ThrowsAsync<SettingException>(() => Server.LedgerDatabase.OpenAsync(configuration, false, _ => { }, TestContext.Current.CancellationToken));

        Assert.StartsWith("ConnectionStrings:Ledger cannot be read: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
    }
}
