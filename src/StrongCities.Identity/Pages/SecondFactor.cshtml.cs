using Microsoft.AspNetCore.Mvc;
using StrongCities.Identity.SecondFactor;
using StrongCities.Identity.SignIn;

namespace StrongCities.Identity.Pages;

/// <summary>After the proven mailbox: the code of the app, or a recovery code. Without it nobody who has an app is signed in.</summary>
internal sealed class SecondFactorPage(FinishSignIn finish, SourceLimit limit) : LanguagePage
{
    [BindProperty(Name = "code")] public string? Code { get; set; }

    public bool Awaited { get; private set; }

    public Task OnGetAsync() => ShowAgainAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        await ShowAgainAsync();
        if (!Awaited)
        {
            return Page();
        }

        if (!CheckSecondFactor.IsWellFormed(Code))
        {
            return Refuse("code", Text.FactorMalformed);
        }

        if (!limit.Allows(HttpContext))
        {
            return Refuse("code", Text.TooMany);
        }

        var (done, answer, over) = await finish.FinishWithAsync(HttpContext, BrowserSecret.Hash(HttpContext), Code!);
        if (done is not null)
        {
            return Onward(done.ReturnPath);
        }

        Awaited = !over;
        return over ? Page() : Refuse(answer);
    }

    protected override async Task ShowAgainAsync() => Awaited = await finish.AwaitsSecondFactorAsync(BrowserSecret.Hash(HttpContext), HttpContext.RequestAborted);
}
