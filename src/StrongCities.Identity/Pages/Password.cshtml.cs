using Microsoft.AspNetCore.Mvc;
using StrongCities.Identity.Accounts;
using StrongCities.Identity.Passwords;
using StrongCities.Identity.SignIn;

namespace StrongCities.Identity.Pages;

/// <summary>The password is the first of two steps; the mailed code is the second.</summary>
internal sealed class PasswordPage(CheckPassword check, RequestSignInMail request, SourceLimit limit) : LanguagePage
{
    [BindProperty(Name = "return", SupportsGet = true)] public string? Return { get; set; }
    [BindProperty(Name = "email")] public string? Email { get; set; }
    [BindProperty(Name = "password")] public string? Password { get; set; }

    public string Here(string path) => $"/{Language}{path}{(OwnPath(Return) is { } back ? QueryString.Create("return", back) : "")}";

    public void OnGet() => Return = OwnPath(Return);

    public async Task<IActionResult> OnPostAsync()
    {
        if (string.IsNullOrWhiteSpace(Email))
        {
            Refuse("email", Text.EmailMissing);
        }
        else if (!Address.IsWellFormed(Email.Trim()))
        {
            Refuse("email", Text.EmailWrong);
        }

        if (string.IsNullOrEmpty(Password))
        {
            Refuse("password", Text.PasswordMissing);
        }

        if (Problems.Count > 0)
        {
            return Page();
        }

        if (!limit.Allows(HttpContext))
        {
            return Refuse("email", Text.TooMany);
        }

        switch (await check.CheckAsync(HttpContext, Email!, Password!))
        {
            case { Paused: true }:
                return Refuse("password", Text.PasswordPaused);
            case { WaitSeconds: > 0 and var seconds }:
                return Refuse("password", Text.PasswordWait, seconds);
            case { Account: { } account }:
                await request.RequestAfterPasswordAsync(HttpContext, account, Language, OwnPath(Return));
                return Redirect($"/{Language}/sign-in/code");
            default:
                return Refuse("password", Text.PasswordWrong);
        }
    }
}
