using Aspire.Hosting.ApplicationModel;
using StrongCities.Local;
using StrongCities.Local.Native;

namespace StrongCities.UnitTests.Local;

/// <summary>Small shell programs stand where services stand: what is tested is the order in which they start and stop.</summary>
public sealed class SupervisorTests : IDisposable
{
    private readonly string _directory = Directory.CreateTempSubdirectory("strongcities-supervisor-").FullName;
    private readonly Instance _instance;

    public SupervisorTests() => _instance = new Instance(_directory);

    private string Diary => Path.Combine(_directory, "diary");

    [Fact]
    public async Task Nobody_starts_before_what_it_waits_for_has_ended_wherever_that_is_declared()
    {
        var (web, setup) = (new ProjectResource("web", "/web"), new ProjectResource("setup", "/setup"));
        web.WaitsFor.Add((setup, Completion: true));
        var supervisor = Supervise((web, Lasting("web")), (setup, "sleep 0.3; echo setup done >> $0"));

        await supervisor.StartAsync([.. supervisor.Resources]);
        await supervisor.StopAsync();

        Assert.Equal(["setup done", "web up", "web down"], File.ReadLines(Diary));
    }

    [Fact]
    public async Task Who_is_left_out_is_not_waited_for()
    {
        var (web, setup) = (new ProjectResource("web", "/web"), new ProjectResource("setup", "/setup"));
        web.WaitsFor.Add((setup, Completion: true));
        var supervisor = Supervise((web, Lasting("web")), (setup, "echo setup done >> $0"));

        await supervisor.StartAsync([supervisor.Find("web")!]);
        await supervisor.StopAsync();

        Assert.Equal(["web up", "web down"], File.ReadLines(Diary));
    }

    [Fact]
    public async Task A_setup_that_fails_is_said_and_nothing_behind_it_starts()
    {
        var (web, setup) = (new ProjectResource("web", "/web"), new ProjectResource("setup", "/setup"));
        web.WaitsFor.Add((setup, Completion: true));
        var supervisor = Supervise((web, Lasting("web")), (setup, "echo no database; exit 3"));

        var failure = await Assert.ThrowsAsync<InvalidOperationException>(() => supervisor.StartAsync([.. supervisor.Resources]));
        await supervisor.StopAsync();

        Assert.Equal("setup ended with exit code 3.", failure.Message);
        Assert.Equal(["no database"], supervisor.Find("setup")!.LogTail(1));
        Assert.False(File.Exists(Diary));
    }

    [Fact]
    public async Task Whoever_uses_another_stops_first_and_a_circle_stops_together()
    {
        var (identity, membership, web) = (new ProjectResource("identity", "/i"), new ProjectResource("membership", "/m"), new ProjectResource("web", "/w"));
        identity.References.Add(membership);
        membership.References.Add(identity);
        web.References.Add(membership);
        var supervisor = Supervise((identity, Lasting("identity")), (membership, Lasting("membership")), (web, Lasting("web")));

        await supervisor.StartAsync([.. supervisor.Resources]);
        await supervisor.StopAsync();

        var stopped = File.ReadLines(Diary).Where(line => line.EndsWith("down", StringComparison.Ordinal)).ToList();
        Assert.Equal(3, stopped.Count);
        Assert.Equal("web down", stopped[0]);
    }

    [Fact]
    public async Task Whoever_hangs_at_its_start_is_killed_and_started_again()
    {
        var web = new ProjectResource("web", "/web");
        var supervisor = Supervise((web, $"if [ ! -e $0.once ]; then touch $0.once; sleep 600; fi; {Lasting("web")}"));

        await supervisor.StartAsync([.. supervisor.Resources]).WaitAsync(TimeSpan.FromSeconds(30));
        Assert.Equal(1, supervisor.Find("web")!.Restarts);
        await supervisor.StopAsync();

        Assert.Equal(["web up", "web down"], File.ReadLines(Diary));
    }

    public void Dispose()
    {
        _instance.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    private static string Lasting(string name) =>
        $"trap 'echo {name} down >> $0; exit' TERM; echo {name} up >> $0; while :; do sleep 0.05; done";

    private Supervisor Supervise(params (ProjectResource Resource, string Script)[] programs) => new(
        programs.Select(program => new Supervised(new ShellProgram(program.Resource, program.Script, Diary), _instance, () => { })));

    private sealed class ShellProgram(Resource resource, string script, string diary) : Runnable(resource)
    {
        public override TimeSpan? SilenceMax => TimeSpan.FromSeconds(1);

        public override ChildCommand Command() => new("/bin/sh", ["-c", script, diary]);

        // Up is what the diary says: the signal that stops it must find its trap set.
        public override async Task<bool> AnswersAsync(CancellationToken cancellation) =>
            File.Exists(diary) ? (await File.ReadAllLinesAsync(diary, cancellation)).Contains($"{Name} up") : throw new FileNotFoundException("Nobody has written yet.");
    }
}
