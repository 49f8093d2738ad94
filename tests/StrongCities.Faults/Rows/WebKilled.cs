using StrongCities.Faults.Harness;

namespace StrongCities.Faults.Rows;

/// <summary>Web dies while a form is on its way; sent again, the same form has one effect. Control: a form with another key is told that the organisation is registered.</summary>
internal static class WebKilled
{
    private const int Rounds = 6;

    public static Task RunAsync(Scene scene) => RunAsync(scene, cutOffs: Rounds);

    /// <summary>At most six forms, until so many were cut off.</summary>
    public static async Task RunAsync(Scene scene, int cutOffs)
    {
        await using var stage = await Stage.SetAsync(scene.Copy, organizations: 1);
        using var browser = await scene.Copy.BrowserAsync(Stage.Registrant) ?? throw new NotSurvivedException("Nobody can sign in.");
        await using var events = await scene.Copy.ConnectAsync("eventsdb");
        var cutOff = 0;
        foreach (var dialogue in await stage.PublishGatheringsAsync([.. Enumerable.Repeat(30, Rounds)]))
        {
            var address = $"{scene.Copy.Site()}/en/dialogues/{dialogue}/register";
            var form = SignIn.FieldsOf(await browser.GetStringAsync(address), "name=\"key\"").ToDictionary();
            var restarts = scene.Copy.Resource("web").Restarts;
            var sent = SendAsync(browser, address, form);
            await Task.Delay(Random.Shared.Next(0, 60));
            scene.Copy.Kill("web");
            cutOff += await sent is null ? 1 : 0;
            await scene.Copy.WaitUntilBackAsync("web", restarts);

            // The session is a row and its keys are too: the same person goes on.
            var again = await SendAsync(browser, address, form);
            Demand.That(again?.AbsolutePath.Contains("/registrations/", StringComparison.Ordinal) == true, $"the form sent again leads to the registration ({again})");
            Demand.That(await CountAsync(dialogue) == 1, "there is one registration");
            var third = await SendAsync(browser, address, form);
            Demand.That(third == again, "sent a third time it leads to the same one");

            form["key"] = Guid.NewGuid().ToString("N");
            var other = await SendAsync(browser, address, form);
            Demand.That(other is not null && other != again, "another key is told apart: it is refused on the form");
            Demand.That(await CountAsync(dialogue) == 1, "and changes nothing");
            if (cutOff == cutOffs)
            {
                break;
            }
        }

        Demand.That(cutOff > 0, "at least one form was cut off by the kill");
        scene.Say($"{cutOff} of at most {Rounds} forms cut off, each has one registration; control: another key is not the same form");

        async Task<long> CountAsync(Guid dialogue) => (await events.ListAsync<long>("select count(*) from admission_entries where offering_id = $1", dialogue))[0];
    }

    /// <summary>Where the form led, or null when the connection was lost.</summary>
    private static async Task<Uri?> SendAsync(HttpClient browser, string address, Dictionary<string, string> form)
    {
        try
        {
            using var content = new FormUrlEncodedContent(form);
            using var answer = await browser.PostAsync(address, content);
            return answer.RequestMessage!.RequestUri;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }
}
