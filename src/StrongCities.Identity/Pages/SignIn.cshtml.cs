using Microsoft.AspNetCore.Mvc;
using StrongCities.Contracts.Demonstration;
using StrongCities.Identity.Accounts;
using StrongCities.Identity.Sessions;
using StrongCities.Identity.SignIn;

namespace StrongCities.Identity.Pages;

/// <summary>An address, a button; in the demonstration also one button a person.</summary>
internal sealed class SignInPage(IdentitySettings settings, RequestSignInMail request, SourceLimit limit, StartSession start, IdentityDb db) : LanguagePage
{
    [BindProperty(Name = "return", SupportsGet = true)] public string? Return { get; set; }
    [BindProperty(Name = "email")] public string? Email { get; set; }

    public IReadOnlyList<DemonstrationPerson> DemonstrationPeople => settings.Demonstration ? Contracts.Demonstration.DemonstrationPeople.All : [];

    public Uri ApplyAddress => new(settings.WebAddress, $"{Language}/join");

    public string Here(string path) => $"/{Language}{path}{(OwnPath(Return) is { } back ? QueryString.Create("return", back) : "")}";

    public void OnGet() => Return = OwnPath(Return);

    public async Task<IActionResult> OnPostAsync()
    {
        if (string.IsNullOrWhiteSpace(Email))
        {
            return Refuse("email", Text.EmailMissing);
        }

        if (!Address.IsWellFormed(Email.Trim()))
        {
            return Refuse("email", Text.EmailWrong);
        }

        if (!limit.Allows(HttpContext))
        {
            return Refuse("email", Text.TooMany);
        }

        await request.RequestAsync(HttpContext, Email, Language, OwnPath(Return));
        return Redirect($"/{Language}/sign-in/code");
    }

    public async Task<IActionResult> OnPostDemonstrationAsync(Guid person)
    {
        if (DemonstrationPeople.All(known => known.PersonId != person) || await db.Users.FindAsync([person], HttpContext.RequestAborted) is not { } account)
        {
            return NotFound();
        }

        await start.StartAsync(HttpContext, account, "demonstration", secondFactor: true);
        return Onward(OwnPath(Return));
    }
}
