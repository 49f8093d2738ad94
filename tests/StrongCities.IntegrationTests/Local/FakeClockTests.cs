using Npgsql;

namespace StrongCities.IntegrationTests.Local;

public sealed class FakeClockTests
{
    [Fact]
    public async Task A_test_moves_the_clock_of_PostgreSQL_for_open_and_new_connections_and_back()
    {
        await using var copy = await LocalCopy.StartAsync("--only", "postgres", "--fake-clock", "{directory}/clock");
        await using var open = new NpgsqlConnection(copy.Resource("postgres").ConnectionString + ";Database=postgres;Pooling=false");
        await open.OpenAsync();
        var before = await NowAsync(open);

        await copy.MoveClockAsync("+11m");

        Assert.InRange(await NowAsync(open) - before, TimeSpan.FromMinutes(11), TimeSpan.FromMinutes(12));
        await using var fresh = new NpgsqlConnection(open.ConnectionString + ";Password=" + Password(copy));
        await fresh.OpenAsync();
        Assert.InRange(await NowAsync(fresh) - before, TimeSpan.FromMinutes(11), TimeSpan.FromMinutes(12));

        // What waits is ended by its timeout all the same.
        await using var waits = new NpgsqlCommand("SET statement_timeout = '200ms'; SELECT pg_sleep(10)", fresh);
        Assert.Equal(PostgresErrorCodes.QueryCanceled, (await Assert.ThrowsAsync<PostgresException>(() => waits.ExecuteNonQueryAsync())).SqlState);

        await copy.MoveClockAsync("+0");
        Assert.InRange(await NowAsync(open) - before, TimeSpan.Zero, TimeSpan.FromMinutes(1));
    }

    // A connection that has been opened no longer tells its password.
    private static string Password(LocalCopy copy) => new NpgsqlConnectionStringBuilder(copy.Resource("postgres").ConnectionString).Password!;

    private static async Task<DateTime> NowAsync(NpgsqlConnection connection)
    {
        await using var command = new NpgsqlCommand("SELECT now()", connection);
        return (DateTime)(await command.ExecuteScalarAsync())!;
    }
}
