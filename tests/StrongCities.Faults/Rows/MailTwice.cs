using StrongCities.Faults.Harness;

namespace StrongCities.Faults.Rows;

/// <summary>The one moment at which a mail may come twice, said openly: taken by the mail server, and the process dead before it could record it. Both copies have one Message-ID.</summary>
internal static class MailTwice
{
    public static async Task RunAsync(Scene scene)
    {
        await using var stage = await Stage.SetAsync(scene.Copy, organizations: 3);
        var dialogues = await stage.PublishGatheringsAsync(30);
        var restarts = scene.Copy.Resource("notifications").Restarts;
        var kills = 0;
        scene.Sink.Accepted = _ =>
        {
            if (Interlocked.Increment(ref kills) == 1)
            {
                scene.Copy.Kill("notifications");
            }
        };
        try
        {
            var load = stage.Load(dialogues);
            load.Start();
            await Task.Delay(2000);
            await load.StopAsync();
            await scene.Copy.WaitUntilBackAsync("notifications", restarts);
            scene.Say("Notifications killed over a mail that was taken, and back; its claim ends a minute later");
            await scene.OneMailEachAsync(dialogues, copiesMax: 2);
        }
        finally
        {
            scene.Sink.Accepted = _ => { };
        }

        await Demand.EventuallyAsync(
            async () => (await scene.MailsOfAsync(dialogues)).GroupBy(mail => mail.MessageId).Count(same => same.Count() == 2) == 1, "the mail comes a second time", seconds: 120);
        var ours = await scene.MailsOfAsync(dialogues);
        Demand.That(ours.GroupBy(mail => mail.MessageId).All(same => same.Count() <= 2), "no mail comes a third time");
        Demand.That(ours.Count == 4, $"three registrations and one copy make four mails, not {ours.Count}");
        scene.Say("one mail came twice with the same Message-ID, the others once");
        // The control: without the kill the same registrations are mailed once each.
        var more = await stage.PublishGatheringsAsync(30);
        var quiet = stage.Load(more);
        quiet.Start();
        await Task.Delay(2000);
        await quiet.StopAsync();
        await scene.OneMailEachAsync(more, copiesMax: 1);
        scene.Say("control: without the kill each comes once");
    }
}
