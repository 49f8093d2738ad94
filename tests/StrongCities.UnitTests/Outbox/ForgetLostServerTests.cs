using System.Net.Sockets;
using Npgsql;
using StrongCities.Outbox;

namespace StrongCities.UnitTests.Outbox;

public class ForgetLostServerTests
{
    [Fact]
    public void A_dead_line_or_a_server_that_ends_its_sessions_empties_the_pool()
    {
        Assert.True(ForgetLostServer.IsLost(new NpgsqlException("lost", new SocketException())));
        Assert.True(ForgetLostServer.IsLost(new NpgsqlException("lost", new EndOfStreamException())));
        Assert.True(ForgetLostServer.IsLost(new PostgresException("going down", "FATAL", "FATAL", PostgresErrorCodes.AdminShutdown)));
    }

    [Fact]
    public void A_refused_statement_or_a_slow_one_does_not()
    {
        Assert.False(ForgetLostServer.IsLost(new PostgresException("duplicate", "ERROR", "ERROR", PostgresErrorCodes.UniqueViolation)));
        Assert.False(ForgetLostServer.IsLost(new NpgsqlException("slow", new TimeoutException())));
    }
}
