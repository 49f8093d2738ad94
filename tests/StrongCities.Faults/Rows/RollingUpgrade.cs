using System.Net;
using StrongCities.Faults.Harness;

namespace StrongCities.Faults.Rows;

/// <summary>
/// Two processes of Events and two of Web are ended and started again one after the other while people read and register: nobody notices.
/// Control: killed instead of ended, the same load sees failures.
/// </summary>
internal static class RollingUpgrade
{
    private const int Dialogues = 90;

    public static async Task RunAsync(Scene scene)
    {
        var copy = scene.Copy;
        await using var stage = await Stage.SetAsync(copy, organizations: 1);
        var dialogues = await stage.PublishGatheringsAsync([.. Enumerable.Repeat(30, Dialogues)]);
        var people = new List<(Contracts.Demonstration.DemonstrationPerson, CookieContainer)>();
        foreach (var person in Stage.People)
        {
            var cookies = new CookieContainer();
            using var _ = await copy.BrowserAsync(person, cookies) ?? throw new NotSurvivedException("Nobody can sign in.");
            people.Add((person, cookies));
        }

        // The first of each takes the addresses of the copy's own, so that its neighbours find it.
        var (events, web) = (copy.Resource("events"), copy.Resource("web"));
        await copy.AskAsync("stop", "web");
        await copy.AskAsync("stop", "events");
        var replicas = new List<Replica>();
        try
        {
            replicas.Add(await Replica.StartAsync(copy, "events",
                ("Kestrel__Endpoints__http__Url", events.Endpoints["http"]), ("Kestrel__Endpoints__grpc__Url", events.Endpoints["grpc"])));
            replicas.Add(await Replica.StartAsync(copy, "events"));
            var second = ("services__events__grpc__1", replicas[1].Grpc);
            replicas.Add(await Replica.StartAsync(copy, "web", ("Kestrel__Endpoints__http__Url", web.Endpoints["http"]), second));
            replicas.Add(await Replica.StartAsync(copy, "web", second));
            scene.Say("two processes of Events and two of Web are ready");

            using var dead = new DeadLetters(copy);
            var queues = await dead.QueuesAsync();
            var load = await UnderLoadAsync(scene, people, replicas, dialogues[..(Dialogues * 2 / 3)], async replica => scene.Say($"ended after {(await replica.TerminateAsync()).TotalSeconds:0.0} s"));
            Demand.Nothing(load.Failed, "failed requests");
            await using (var books = await Bookkeeping.OpenAsync(copy, dialogues, load.Acknowledged, "eventsdb"))
            {
                Demand.Nothing(await Stage.SettledAsync(books), "the books");
            }

            Demand.Nothing(await dead.FindAsync(queues), "the dead-letter queues");
            await scene.OneMailEachAsync(dialogues);
            scene.Say("books right, no dead letter, one mail each at the mail server");

            var killed = await UnderLoadAsync(scene, people, replicas, dialogues[(Dialogues * 2 / 3)..], replica => replica.KillAsync());
            Demand.That(killed.Failed.Count > 0, "processes killed instead of ended are seen to fail requests");
            scene.Say($"control: killed, {killed.Failed.Count} requests fail");
        }
        finally
        {
            foreach (var replica in replicas)
            {
                await replica.DisposeAsync();
            }

            await copy.AskAsync("start", "events");
            await copy.AskAsync("start", "web");
        }
    }

    private static async Task<SiteLoad> UnderLoadAsync(
        Scene scene, List<(Contracts.Demonstration.DemonstrationPerson Person, CookieContainer Cookies)> people, List<Replica> replicas, Guid[] dialogues, Func<Replica, Task> endAsync)
    {
        var browsers = people.ConvertAll(one => (one.Person, Browser: new HttpClient(new Front(replicas[2..], one.Cookies)) { BaseAddress = new Uri(replicas[2].Http), Timeout = TimeSpan.FromSeconds(20) }));
        var load = new SiteLoad(browsers, dialogues);
        load.Start();
        await Task.Delay(1000);
        foreach (var replica in replicas)
        {
            await endAsync(replica);
            await replica.StartAsync();
            scene.Say($"started again; {load.Failed.Count} requests have failed");
        }

        await Task.Delay(1000);
        await load.StopAsync();
        browsers.ForEach(one => one.Browser.Dispose());
        scene.Say($"load over: {load.Read} pages read, {load.Acknowledged.Count} registrations acknowledged, {load.Failed.Count} requests failed, {load.Slow} pages gave up on a slow part");
        foreach (var kind in load.Failed.GroupBy(failure => failure).OrderByDescending(kind => kind.Count()).Take(12))
        {
            scene.Say($"  {kind.Count()} x {kind.Key}");
        }

        return load;
    }
}
