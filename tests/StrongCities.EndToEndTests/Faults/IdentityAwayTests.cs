using System.Net;
using StrongCities.Faults.Harness;

namespace StrongCities.EndToEndTests.Faults;

/// <summary>Identity killed and gone: who is signed in goes on, who is not is told so. (Keys rotated and unknown ones: the integration tests' <c>Events/IssuerKeysTests</c>.)</summary>
[Collection("platform")]
public class IdentityAwayTests(Platform platform)
{
    [Fact]
    public async Task With_Identity_gone_who_is_signed_in_reads_and_writes_and_signing_in_says_when_to_come_back()
    {
        await using var stage = await Stage.SetAsync(platform.Copy, organizations: 1);
        var dialogue = (await stage.PublishGatheringsAsync(30))[0];
        using var browser = await platform.Copy.BrowserAsync(Stage.Registrant);
        Assert.NotNull(browser);
        var address = $"{platform.Site}/en/dialogues/{dialogue}/register";
        using var nobody = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        var signIn = $"{platform.Site}/fr/sign-in?returnUrl=%2Ffr%2Fdialogues";

        platform.Copy.Kill("identity");
        await platform.Copy.AskAsync("stop", "identity");
        try
        {
            Assert.Contains("Your registrations", await browser.GetStringAsync($"{platform.Site}/en/registrations"), StringComparison.Ordinal);
            using var form = new FormUrlEncodedContent(SignIn.FieldsOf(await browser.GetStringAsync(address), "name=\"key\""));
            using var registered = await browser.PostAsync(address, form);
            Assert.Contains("/registrations/", registered.RequestMessage!.RequestUri!.AbsolutePath, StringComparison.Ordinal);

            using var refused = await nobody.GetAsync(signIn).WaitAsync(TimeSpan.FromSeconds(5));
            Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
            Assert.NotNull(refused.Headers.RetryAfter);
            Assert.Contains("Indisponible pour le moment", WebUtility.HtmlDecode(await refused.Content.ReadAsStringAsync()), StringComparison.Ordinal);
        }
        finally
        {
            await platform.Copy.AskAsync("start", "identity");
        }

        using (var led = await nobody.GetAsync(signIn))
        {
            Assert.StartsWith(platform.Copy.Address("identity"), led.Headers.Location!.ToString(), StringComparison.Ordinal);
        }

        Assert.True(await platform.Copy.CanSignInAsync(Stage.Registrant));
        Assert.Contains("Your registrations", await browser.GetStringAsync($"{platform.Site}/en/registrations"), StringComparison.Ordinal);
    }
}
