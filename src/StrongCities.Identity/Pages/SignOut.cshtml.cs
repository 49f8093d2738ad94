using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Mvc;
using StrongCities.Identity.Sessions;

namespace StrongCities.Identity.Pages;

/// <summary>Ends the session and its refresh tokens; "forget this device" also clears what the browser keeps.</summary>
internal sealed class SignOutPage(EndSession end) : LanguagePage
{
    public bool SignedIn { get; private set; }

    public Task OnGetAsync() => ShowAgainAsync();

    public async Task<IActionResult> OnPostAsync(bool forget = false)
    {
        if (await SessionAsync() is { } ticket)
        {
            await end.EndAsync(ticket.SessionId, HttpContext.RequestAborted);
        }

        await HttpContext.SignOutAsync(SessionCookie.Scheme);
        if (forget)
        {
            Response.Headers["Clear-Site-Data"] = "\"cookies\", \"storage\", \"cache\"";
            foreach (var cookie in Request.Cookies.Keys)
            {
                Response.Cookies.Delete(cookie);
            }
        }

        return Page();
    }

    protected override async Task ShowAgainAsync() => SignedIn = await SessionAsync() is not null;
}
