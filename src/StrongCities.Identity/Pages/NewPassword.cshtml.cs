using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StrongCities.Identity.Passwords;
using StrongCities.Identity.Sessions;

namespace StrongCities.Identity.Pages;

/// <summary>Sets a password; open only shortly after signing in, so that an unattended browser cannot.</summary>
internal sealed class NewPasswordPage(IdentityDb db, SetPassword set, TimeProvider time) : LanguagePage
{
    [BindProperty(Name = "password")] public string? Password { get; set; }

    public string Email { get; private set; } = "";

    public async Task<IActionResult> OnGetAsync() => await FreshAsync() is null ? SignInFirst() : Page();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FreshAsync() is not { } ticket)
        {
            return SignInFirst();
        }

        if (PasswordRules.Check(Password ?? "", Email) is { } why)
        {
            return Refuse("password", why);
        }

        await set.SetAsync(ticket, Password!, HttpContext.RequestAborted);
        return Redirect($"/{Language}/account?saved=true");
    }

    private RedirectResult SignInFirst() => Redirect($"/{Language}/sign-in{QueryString.Create("return", $"/{Language}/account/password")}");

    private async Task<SessionTicket?> FreshAsync()
    {
        if (await SessionAsync() is not { } ticket || ticket.SignedInAt < time.GetUtcNow().AddMinutes(-Session.FreshMinutes))
        {
            return null;
        }

        Email = (await db.Users.AsNoTracking().SingleAsync(account => account.Id == ticket.PersonId, HttpContext.RequestAborted)).Email!;
        return ticket;
    }
}
