using Npgsql;

namespace StrongCities.IntegrationTests.Local;

[Collection("servers")]
public sealed class ServersTests(Servers servers)
{
    [Fact]
    public async Task A_fresh_database_sorts_and_lowers_like_people_do()
    {
        var address = await servers.CreateDatabaseAsync("words");

        Assert.Equal("école", await AskAsync(address, "SELECT lower('ÉCOLE')"));
        Assert.Equal("arhus", await AskAsync(address, "SELECT unaccent('århus')"));
    }

    [Theory]
    [InlineData("postgres")]
    [InlineData("messaging")]
    [InlineData("cache")]
    public async Task A_killed_server_comes_back_under_a_new_process(string server)
    {
        var before = servers.Copy.Resource(server);

        await servers.Copy.KillAndWaitAsync(server);

        var after = servers.Copy.Resource(server);
        Assert.NotEqual(before.Pid, after.Pid);
        Assert.Equal(before.Restarts + 1, after.Restarts);
        Assert.Equal(before.ConnectionString, after.ConnectionString);
    }

    [Fact]
    public async Task A_committed_row_outlives_the_death_of_PostgreSQL()
    {
        var address = await servers.CreateDatabaseAsync("rows");
        await AskAsync(address, "CREATE TABLE kept (word text); INSERT INTO kept VALUES ('still here'); SELECT 'made'");

        await servers.Copy.KillAndWaitAsync("postgres");

        Assert.Equal("still here", await AskAsync(address, "SELECT word FROM kept"));
    }

    [Fact]
    public async Task A_server_can_be_stopped_and_started_by_name()
    {
        await servers.Copy.AskAsync("stop", "cache");
        Assert.Equal("Stopped", servers.Copy.Resource("cache").Condition);
        Assert.Null(servers.Copy.Resource("cache").Pid);

        await servers.Copy.AskAsync("start", "cache");
        Assert.Equal("Ready", servers.Copy.Resource("cache").Condition);
    }

    [Fact]
    public async Task A_virtual_host_is_open_to_the_administrator()
    {
        var address = await servers.CreateVirtualHostAsync("letters");

        using var management = servers.Management();
        var answer = await management.GetStringAsync($"api/vhosts/{new Uri(address).AbsolutePath.TrimStart('/')}");
        Assert.Contains("running", answer, StringComparison.Ordinal);
    }

    private static async Task<string?> AskAsync(string address, string sql)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(address) { Pooling = false }.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return (string?)await command.ExecuteScalarAsync();
    }
}
