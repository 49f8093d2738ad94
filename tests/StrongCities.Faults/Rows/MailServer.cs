using StrongCities.Faults.Harness;

namespace StrongCities.Faults.Rows;

/// <summary>A mail server in three bad moods: "not now" and silence are tried again and arrive once; "never" is a bounce, told to staff and not tried again.</summary>
internal static class MailServer
{
    public static Task RunAsync(Scene scene) => RunAsync(scene, organizations: 6);

    public static async Task RunAsync(Scene scene, int organizations)
    {
        await using var stage = await Stage.SetAsync(scene.Copy, organizations);
        await MoodAsync(scene, stage, Answer.NotNow, ends: "sent");
        await MoodAsync(scene, stage, Answer.Silence, ends: "sent");
        await MoodAsync(scene, stage, Answer.Never, ends: "bounced");
        // The control: nothing of this happens when it is well.
        scene.Sink.Judge = _ => Answer.Taken;
        var dialogues = await RegisterAsync(stage);
        await scene.OneMailEachAsync(dialogues);
        Demand.That(await TriesAsync(scene, dialogues) == 1, "a well mail server is asked once");
        scene.Say("control: a well mail server is asked once and has each mail once");
    }

    private static async Task MoodAsync(Scene scene, Stage stage, Answer mood, string ends)
    {
        var refused = 0;
        var first = new HashSet<string>();
        scene.Sink.Judge = mail =>
        {
            lock (first)
            {
                // Each mail once; a second try is taken, except after "never", when there must be none.
                var again = !first.Add(mail.MessageId);
                refused += again ? 0 : 1;
                return again ? Answer.Taken : mood;
            }
        };
        var dialogues = await RegisterAsync(stage);
        await using var events = await scene.Copy.ConnectAsync("eventsdb");
        await using var notifications = await scene.Copy.ConnectAsync("notificationsdb");
        var registrations = (await events.ListAsync<Guid>("select id from admission_entries where offering_id = any($1)", dialogues)).ToArray();
        await Demand.EventuallyAsync(
            async () => (await notifications.ListAsync<long>(
                "select count(*) from mail_intents where kind = 'registered' and about_id = any($1) and done_at is not null and outcome = $2", registrations, ends))[0] == registrations.Length,
            $"each mail ends as {ends}", seconds: 180);
        Demand.That(refused >= registrations.Length, "each mail met the mood");
        var arrived = (await scene.MailsOfAsync(dialogues)).Count;
        Demand.That(arrived == (ends == "sent" ? registrations.Length : 0), $"{arrived} of {registrations.Length} mails arrived after {mood}");
        scene.Say($"{mood}: {registrations.Length} mails end as {ends}, {arrived} arrived, {await TriesAsync(scene, dialogues)} tries at most");
    }

    private static async Task<Guid[]> RegisterAsync(Stage stage)
    {
        var dialogues = await stage.PublishGatheringsAsync(30);
        var load = stage.Load(dialogues);
        load.Start();
        await Demand.EventuallyAsync(() => Task.FromResult(load.Acknowledged.Count == stage.Organizations), "all register", seconds: 30);
        await load.StopAsync();
        Demand.Nothing(load.Refused, "what callers were refused");
        return dialogues;
    }

    private static async Task<int> TriesAsync(Scene scene, Guid[] dialogues)
    {
        await using var events = await scene.Copy.ConnectAsync("eventsdb");
        await using var notifications = await scene.Copy.ConnectAsync("notificationsdb");
        var registrations = (await events.ListAsync<Guid>("select id from admission_entries where offering_id = any($1)", dialogues)).ToArray();
        return (await notifications.ListAsync<int>("select coalesce(max(attempts), 0) from mail_intents where kind = 'registered' and about_id = any($1)", registrations))[0];
    }
}
