using System.Diagnostics;
using Npgsql;

namespace StrongCities.IntegrationTests.Local;

public sealed class LauncherTests
{
    [Fact]
    public async Task A_launcher_that_is_killed_leaves_no_server_behind()
    {
        await using var copy = await LocalCopy.StartAsync("--only", "postgres,messaging,cache");
        int[] servers = [copy.Resource("postgres").Pid!.Value, copy.Resource("messaging").Pid!.Value, copy.Resource("cache").Pid!.Value];
        Assert.All(servers, server => Assert.True(IsAlive(server)));

        copy.KillLauncher();

        for (var patience = Stopwatch.StartNew(); servers.Any(IsAlive) && patience.Elapsed < TimeSpan.FromSeconds(30); await Task.Delay(100))
        {
        }

        Assert.DoesNotContain(servers, IsAlive);
    }

    [Fact]
    public async Task A_second_start_in_the_same_directory_is_refused_in_one_line()
    {
        await using var copy = await LocalCopy.StartAsync("--only", "cache");

        var (exitCode, output) = await LocalCopy.RunLauncherAsync("--only", "cache", "--directory", copy.Directory);

        Assert.Equal(2, exitCode);
        Assert.Equal($"A copy runs in {copy.Directory} already; stop it, or give this one its own --directory.", output.Trim());
    }

    [Fact]
    public async Task A_resource_that_does_not_exist_is_named()
    {
        var (exitCode, output) = await LocalCopy.RunLauncherAsync("--only", "postgers");

        Assert.Equal(2, exitCode);
        Assert.StartsWith("There is no resource 'postgers'.", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_second_start_finds_the_data_and_a_reset_drops_it()
    {
        const string servers = "postgres,messaging,cache";
        var directory = LocalCopy.FreshDirectory();
        try
        {
            string first;
            await using (var copy = await LocalCopy.StartInAsync(directory, "--only", servers))
            {
                first = copy.Resource("postgres").ConnectionString!;
                await AskAsync(copy, "CREATE TABLE kept (id int)");
            }

            await using (var copy = await LocalCopy.StartInAsync(directory, "--only", servers))
            {
                Assert.Equal(first, copy.Resource("postgres").ConnectionString);
                Assert.Equal("kept", await AskAsync(copy, "SELECT to_regclass('kept')::text"));
            }

            await using (var copy = await LocalCopy.StartInAsync(directory, "--only", servers, "--reset"))
            {
                Assert.Equal(DBNull.Value, await AskAsync(copy, "SELECT to_regclass('kept')::text"));
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task<object?> AskAsync(LocalCopy copy, string sql)
    {
        await using var connection = new NpgsqlConnection(copy.Resource("postgres").ConnectionString + ";Database=postgres;Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync();
    }

    // A process that ended and that nobody has waited for yet is a zombie: it runs no more.
    private static bool IsAlive(int pid)
    {
        try
        {
            return !File.ReadAllText($"/proc/{pid}/stat").Split(") ")[^1].StartsWith('Z');
        }
        catch (IOException)
        {
            return false;
        }
    }
}
