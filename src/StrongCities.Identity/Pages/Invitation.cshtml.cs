using Microsoft.AspNetCore.Mvc;
using StrongCities.Identity.Operators;

namespace StrongCities.Identity.Pages;

/// <summary>Where the printed link of invite-operator leads; opening it changes nothing.</summary>
internal sealed class InvitationPage(AcceptOperatorInvitation accept) : LanguagePage
{
    private const int NameLengthMax = 200;

    [BindProperty(Name = "token", SupportsGet = true)] public string? Token { get; set; }
    [BindProperty(Name = "name")] public string? Name { get; set; }

    /// <summary>Who is invited; null when the link is dead.</summary>
    public string? Email { get; private set; }

    public Task OnGetAsync() => ShowAgainAsync();

    public async Task<IActionResult> OnPostAsync()
    {
        await ShowAgainAsync();
        if (Email is null)
        {
            return Page();
        }

        if (string.IsNullOrWhiteSpace(Name))
        {
            return Refuse("name", Text.InvitationNameMissing);
        }

        if (Name.Trim().Length > NameLengthMax)
        {
            return Refuse("name", Text.InvitationNameLong);
        }

        if (!await accept.AcceptAsync(HttpContext, Token, Name.Trim(), Language))
        {
            Email = null;
            return Page();
        }

        // An operator acts with a second factor alone, so that comes first.
        return Redirect($"/{Language}/account/second-factor");
    }

    protected override async Task ShowAgainAsync() => Email = await accept.PreviewAsync(Token, HttpContext.RequestAborted);
}
