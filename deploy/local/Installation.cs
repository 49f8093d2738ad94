using Aspire.Hosting.ApplicationModel;
using StrongCities.Local.Native;

namespace StrongCities.Local;

/// <summary>A Debian package that is needed, how to see that it is there, and the daemon that its installation starts.</summary>
internal sealed record Package(string Name, Func<bool> IsPresent, string? Daemon = null);

/// <summary>The programs of others that this machine must have, and how they get there.</summary>
internal static class Installation
{
    private const int PostgresVersionMin = 15;

    private static readonly Package Postgres = new("postgresql", () => PostgresBinaries() is not null, "postgresql");
    private static readonly Package RabbitMq = new("rabbitmq-server", () => File.Exists(Native.RabbitMq.Server) && File.Exists(Native.RabbitMq.Epmd), "rabbitmq-server");
    private static readonly Package Redis = new("redis-server", () => File.Exists(Native.Redis.Server), "redis-server");
    private static readonly Package Chromium = new("chromium", () => File.Exists("/usr/bin/chromium"));
    private static readonly Package Prometheus = new("prometheus", () => File.Exists("/usr/bin/promtool"), "prometheus");
    private static readonly Package Dovecot = new("dovecot-imapd", () => File.Exists("/usr/lib/dovecot/imap"), "dovecot");
    private static readonly Package ShellCheck = new("shellcheck", () => File.Exists("/usr/bin/shellcheck"));
    private static readonly Package Compiler = new("gcc", () => File.Exists(MovedClock.Compiler));
    private static readonly Package Headers = new("libc6-dev", () => File.Exists(MovedClock.Header));

    private static readonly string[] DaemonPrograms = ["postgres", "beam.smp", "epmd", "redis-server", "prometheus", "prometheus-node", "dovecot"];

    public static IReadOnlyList<Package> ForTests { get; } = [Postgres, RabbitMq, Redis, Chromium, Compiler, Headers, Prometheus, Dovecot, ShellCheck];

    public static IReadOnlyList<Package> For(IEnumerable<Resource> resources, bool fakeClock)
    {
        var packages = new List<Package>();
        foreach (var resource in resources)
        {
            switch (resource)
            {
                case PostgresServerResource: packages.Add(Postgres); break;
                case RabbitMQServerResource: packages.Add(RabbitMq); break;
                case RedisResource: packages.Add(Redis); break;
            }
        }

        return fakeClock ? [.. packages, Compiler, Headers] : packages;
    }

    /// <summary>Debian keeps each version in a folder of its own; the newest that is new enough, or none.</summary>
    public static string? PostgresBinaries() =>
        !Directory.Exists("/usr/lib/postgresql") ? null : Directory.GetDirectories("/usr/lib/postgresql")
            .Where(folder => int.TryParse(Path.GetFileName(folder), out var version) && version >= PostgresVersionMin)
            .OrderByDescending(folder => int.Parse(Path.GetFileName(folder), System.Globalization.CultureInfo.InvariantCulture))
            .Select(folder => Path.Combine(folder, "bin"))
            .FirstOrDefault(folder => File.Exists(Path.Combine(folder, "postgres")) && File.Exists(Path.Combine(folder, "initdb")));

    /// <summary>True when everything is there in the end; otherwise the one line to run has been printed.</summary>
    public static async Task<bool> EnsureAsync(IReadOnlyList<Package> packages, bool mayInstall)
    {
        var missing = packages.Where(package => !package.IsPresent()).ToList();
        if (missing.Count == 0)
        {
            return true;
        }

        string[] sudo = Environment.IsPrivilegedProcess ? [] : ["sudo", "-n"];
        var names = string.Join(' ', missing.Select(package => package.Name));
        if (mayInstall && await MayInstallAsync())
        {
            Console.WriteLine($"Installing with apt-get: {names}");
            if (await InstallAsync(sudo, missing))
            {
                missing = packages.Where(package => !package.IsPresent()).ToList();
            }
        }

        if (missing.Count == 0)
        {
            return true;
        }

        Console.Error.WriteLine($"""
            Missing: {string.Join(", ", missing.Select(package => package.Name))}. Please run:
            sudo apt-get update && sudo apt-get install -y --no-install-recommends {names}
            """);
        return false;
    }

    private static async Task<bool> MayInstallAsync() =>
        File.Exists("/usr/bin/apt-get")
        && (Environment.IsPrivilegedProcess
            || (File.Exists("/usr/bin/sudo") && (await Tool.RunAsync("/usr/bin/sudo", "-n", "true")).ExitCode == 0));

    private static async Task<bool> InstallAsync(string[] sudo, List<Package> missing)
    {
        var before = RunningDaemons();
        string[] apt = [.. sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-q", "-o", "DPkg::Lock::Timeout=300"];
        string[] update = [.. apt, "update"];
        string[] install = [.. apt, "install", "-y", "--no-install-recommends", .. missing.Select(package => package.Name)];
        if (await ShowAsync(update) != 0 || await ShowAsync(install) != 0)
        {
            return false;
        }

        await StopDaemonsAsync(sudo, missing, before);
        return true;
    }

    // The packages start their own servers, which nobody asked for; only those that this installation started are stopped.
    private static async Task StopDaemonsAsync(string[] sudo, List<Package> installed, HashSet<int> before)
    {
        if (RunningDaemons().IsSubsetOf(before))
        {
            return;
        }

        foreach (var daemon in installed.Select(package => package.Daemon).OfType<string>())
        {
            string[] stop = [.. sudo, "service", daemon, "stop"];
            await Tool.RunAsync(stop[0], stop[1..]);
        }

        var left = RunningDaemons().Except(before).Select(pid => $"{pid}").ToArray();
        if (left.Length > 0)
        {
            string[] kill = [.. sudo, "kill", .. left];
            await Tool.RunAsync(kill[0], kill[1..]);
        }

        Console.WriteLine("Stopped the servers that the packages had started for themselves; at the next boot they start again unless disabled.");
    }

    private static Task<int> ShowAsync(string[] command) =>
        Tool.ShowAsync("/", new Dictionary<string, string>(), command[0], command[1..]);

    private static HashSet<int> RunningDaemons() => [.. DaemonPrograms
        .SelectMany(System.Diagnostics.Process.GetProcessesByName)
        .Select(process => process.Id)];
}
