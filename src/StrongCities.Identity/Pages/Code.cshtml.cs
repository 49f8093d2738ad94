using Microsoft.AspNetCore.Mvc;
using StrongCities.Identity.SignIn;

namespace StrongCities.Identity.Pages;

/// <summary>Where the mailed code is typed, in the browser that asked for it.</summary>
internal sealed class CodePage(ProveMailbox prove, FinishSignIn finish, SourceLimit limit) : LanguagePage
{
    [BindProperty(Name = "code")] public string? Code { get; set; }

    public async Task<IActionResult> OnPostAsync()
    {
        var digits = string.Concat((Code ?? "").Where(c => !char.IsWhiteSpace(c) && c != '-'));
        if (digits.Length == 0)
        {
            return Refuse("code", Text.CodeMissing);
        }

        if (digits.Length != 8 || !digits.All(char.IsAsciiDigit))
        {
            return Refuse("code", Text.CodeMalformed);
        }

        if (!limit.Allows(HttpContext))
        {
            return Refuse("code", Text.TooMany);
        }

        var browser = BrowserSecret.Hash(HttpContext);
        return browser is null ? Refuse("code", Text.NoRequest) : await prove.ByCodeAsync(browser, digits, HttpContext.RequestAborted) switch
        {
            Proof.WrongCode => Refuse("code", Text.CodeWrong),
            Proof.NothingToProve => Refuse("code", Text.CodeDead),
            _ => Next(await finish.FinishAsync(HttpContext, browser, personId: null)),
        };
    }
}
