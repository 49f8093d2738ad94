using Microsoft.AspNetCore.Mvc;
using StrongCities.Identity.SignIn;

namespace StrongCities.Identity.Pages;

/// <summary>Where the mailed link leads: opening it changes nothing, because mail filters open links; the button signs in.</summary>
internal sealed class LinkPage(ProveMailbox prove, FinishSignIn finish) : LanguagePage
{
    [BindProperty(Name = "token", SupportsGet = true)] public string? Token { get; set; }

    /// <summary>Whom the link would sign in; null when it is dead.</summary>
    public string? Name { get; private set; }

    public Task OnGetAsync() => ShowAgainAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        var asking = BrowserSecret.Hash(HttpContext);
        var here = BrowserSecret.Renew(HttpContext);
        if (!await prove.ByLinkAsync(Token, asking, here, HttpContext.RequestAborted))
        {
            return Page();
        }

        return Next(await finish.FinishAsync(HttpContext, here, personId: null));
    }

    protected override async Task ShowAgainAsync() => Name = await prove.PreviewLinkAsync(Token, HttpContext.RequestAborted);
}
