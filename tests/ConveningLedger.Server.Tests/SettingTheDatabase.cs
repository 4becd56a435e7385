using Microsoft.Extensions.Configuration;
using Npgsql;

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

    [Theory]
    [InlineData("Host=db-1", true, 10)]
    [InlineData("Host=db-1,db-2", true, 10)]
    [InlineData("Host=db-1;TCP Keepalive Time=30", false, 30)]
    [InlineData("Host=db-1;Keepalive=30", false, 0)]
    [InlineData("Host=/run/postgresql", false, 0)]
    public async Task a_connection_is_asked_whether_it_is_there_unless_it_says_otherwise_or_cannot(string connectionString, bool isAsked, int seconds)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("ConnectionStrings:Ledger", connectionString)]).Build();

        await using var database = await Server.LedgerDatabase.OpenAsync(configuration, false, _ => { }, TestContext.Current.CancellationToken);

        var set = new NpgsqlConnectionStringBuilder(database.ConnectionString);
        Assert.Equal((isAsked, seconds), (set.TcpKeepAlive, set.TcpKeepAliveTime));
    }
}
