using ConveningLedger.Store;
using Npgsql;

namespace ConveningLedger.Server.Tests.Postgres;

/// <summary>What PostgreSQL says is told by whose it is: its own, which passes, or the statement's, which the same statement meets again.</summary>
public sealed class TellingFaults
{
    [Theory]
    [InlineData("08006", true)]
    [InlineData("53100", true)]
    [InlineData("57P01", true)]
    [InlineData("58030", true)]
    // "could not write init file", say, where the disk was full when it was started.
    [InlineData("XX000", true)]
    // An index or a table is broken: nobody is told to try again.
    [InlineData("XX001", false)]
    [InlineData("XX002", false)]
    [InlineData("58P01", false)]
    [InlineData("23505", false)]
    [InlineData("42P01", false)]
    [InlineData("57014", false)]
    public void a_code_says_whether_it_can_be_asked_again(string code, bool isAway)
    {
        var said = new PostgresException("It is so.", "ERROR", "ERROR", code);

        Assert.Equal(isAway, PostgresFaults.IsAway(said));
        Assert.Equal(isAway, PostgresFaults.IsAway(new InvalidOperationException("In words of its own.", said)));
    }
}
