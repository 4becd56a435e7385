using ConveningLedger.Store;
using Marten.Storage;

namespace ConveningLedger.Server.Tests;

public sealed class SettingTheStore
{
    [Theory]
    [InlineData("Host=nowhere", 600)]
    [InlineData("Host=nowhere;Command Timeout=45", 45)]
    public void a_long_endeavour_has_the_time_to_be_projected_unless_the_connection_says_otherwise(string connectionString, int seconds)
    {
        using var store = LedgerServices.Store(connectionString, new LedgerOptions());

        Assert.Equal(seconds, ((IMartenDatabase)store.Storage.Database).ConfiguredCommandTimeout);
    }
}
