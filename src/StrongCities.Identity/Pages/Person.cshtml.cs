using Microsoft.AspNetCore.Mvc;
using StrongCities.Identity.Accounts;
using StrongCities.Identity.SignIn;

namespace StrongCities.Identity.Pages;

/// <summary>Several people share a mailbox: the one who reads this says which they are.</summary>
internal sealed class PersonPage(FinishSignIn finish) : LanguagePage
{
    public IReadOnlyList<Account> People { get; private set; } = [];

    public Task OnGetAsync() => ShowAgainAsync();

    public async Task<IActionResult> OnPostAsync(Guid person)
    {
        if (await finish.FinishAsync(HttpContext, BrowserSecret.Hash(HttpContext), person) is { } step)
        {
            return Next(step);
        }

        await ShowAgainAsync();
        return Page();
    }

    protected override async Task ShowAgainAsync() => People = await finish.CandidatesAsync(BrowserSecret.Hash(HttpContext), HttpContext.RequestAborted);
}
