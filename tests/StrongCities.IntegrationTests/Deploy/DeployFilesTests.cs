using System.Diagnostics;
using Xunit.Abstractions;

namespace StrongCities.IntegrationTests.Deploy;

/// <summary>The files of deploy/ before the judges of their own kind.</summary>
public sealed class DeployFilesTests(ITestOutputHelper output) : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("strongcities-deploy-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_script_is_clean_before_shellcheck_and_an_unquoted_variable_is_caught()
    {
        const string shellcheck = "/usr/bin/shellcheck";
        Assert.True(File.Exists(shellcheck), "Missing: shellcheck. Please run: sudo apt-get update && sudo apt-get install -y --no-install-recommends shellcheck");
        var scripts = new[] { "compose/prepare.sh", "debian/install.sh", "compose/probe", "debian/strongcities-run" }.Select(script => Path.Combine(LocalCopy.Root, "deploy", script)).ToArray();
        var (status, said) = await RunAsync(shellcheck, scripts);
        Assert.True(status == 0, said);

        var broken = Path.Combine(_folder, "install.sh");
        await File.WriteAllTextAsync(broken, (await File.ReadAllTextAsync(scripts[1])).Replace("mv \"$programs/$program.new\"", "mv $programs/$program.new", StringComparison.Ordinal));
        Assert.NotEqual(0, (await RunAsync(shellcheck, broken)).Status);
    }

    [Fact]
    public async Task Systemd_understands_every_unit_and_a_misspelt_setting_is_caught()
    {
        const string analyze = "/usr/bin/systemd-analyze";
        if (!File.Exists(analyze))
        {
            output.WriteLine("systemd is not installed here: the units were not looked at.");
            return;
        }

        var units = Directory.GetFiles(Path.Combine(LocalCopy.Root, "deploy/debian/systemd")).Select(unit => Path.Combine(_folder, Path.GetFileName(unit))).ToArray();
        foreach (var unit in units)
        {
            // Whether a program is there is the machine's business; what is asked of systemd is ours.
            var text = await File.ReadAllTextAsync(Path.Combine(LocalCopy.Root, "deploy/debian/systemd", Path.GetFileName(unit)));
            await File.WriteAllTextAsync(unit, text.Replace("ExecStart=/usr/bin/dotnet", "ExecStart=/bin/true", StringComparison.Ordinal));
        }

        var (status, said) = await VerifyAsync();
        Assert.True(status == 0 && said.Length == 0, said);

        var events = Path.Combine(_folder, "strongcities-events.service");
        await File.WriteAllTextAsync(events, (await File.ReadAllTextAsync(events)).Replace("ProtectHome=", "ProtectHouse=", StringComparison.Ordinal));
        Assert.Contains("ProtectHouse", (await VerifyAsync()).Output, StringComparison.Ordinal);

        async Task<(int Status, string Output)> VerifyAsync()
        {
            var verdict = await RunAsync(analyze, ["verify", "--man=no", .. units]);
            // What it says of the machine's own units is not about ours.
            return (verdict.Status, string.Join('\n', verdict.Output.Split('\n').Where(line => line.Contains("strongcities", StringComparison.Ordinal))));
        }
    }

    private async Task<(int Status, string Output)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["SYSTEMD_UNIT_PATH"] = $"{_folder}:/lib/systemd/system";
        using var running = Process.Start(start)!;
        var standard = running.StandardOutput.ReadToEndAsync();
        var errors = running.StandardError.ReadToEndAsync();
        await running.WaitForExitAsync();
        return (running.ExitCode, await standard + await errors);
    }
}
