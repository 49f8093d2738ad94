using System.Net.Sockets;
using Npgsql;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.UnitTests.ServiceDefaults.Refusals;

public class OutageTests
{
    [Fact]
    public void A_database_that_does_not_answer_is_an_outage_however_deep_it_is_wrapped()
    {
        var lost = new NpgsqlException("connection lost", new SocketException());
        Assert.True(DatabaseAway.Caused(lost));
        Assert.True(DatabaseAway.Caused(new InvalidOperationException("likely transient", new InvalidOperationException("inside", lost))));
    }

    [Fact]
    public void A_broken_constraint_or_a_fault_of_ours_is_none()
    {
        Assert.False(DatabaseAway.Caused(new PostgresException("duplicate key", "ERROR", "ERROR", PostgresErrorCodes.UniqueViolation)));
        Assert.False(DatabaseAway.Caused(new InvalidOperationException("a fault")));
    }
}
