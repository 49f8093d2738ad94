using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using QRCoder;
using StrongCities.Identity.SecondFactor;
using StrongCities.Identity.Sessions;
using StrongCities.Identity.SignIn;

namespace StrongCities.Identity.Pages;

/// <summary>Adds an authenticator app, renews its recovery codes or removes it; open only shortly after signing in, so that an unattended browser cannot.</summary>
internal sealed class AuthenticatorPage(IdentityDb db, ManageAuthenticator manage, CheckSecondFactor check, SourceLimit limit, TimeProvider time) : LanguagePage
{
    private const int PixelsPerModule = 5;

    [BindProperty(Name = "return", SupportsGet = true)] public string? Return { get; set; }
    [BindProperty(Name = "offer")] public string? Offer { get; set; }
    [BindProperty(Name = "code")] public string? Code { get; set; }
    [BindProperty(Name = "deed")] public string? Deed { get; set; }

    /// <summary>Since when there is an app; null: none.</summary>
    public DateTimeOffset? AddedAt { get; private set; }

    public int CodesLeft { get; private set; }

    /// <summary>Shown this once; null: not now.</summary>
    public IReadOnlyList<string>? RecoveryCodes { get; private set; }

    public bool Renewed { get; private set; }

    /// <summary>The offered secret in groups of four letters.</summary>
    public string Key { get; private set; } = "";

    /// <summary>What the picture says, for a phone to open.</summary>
    public string AppAddress { get; private set; } = "";

    public string Picture { get; private set; } = "";

    public string Back => OwnPath(Return) ?? $"/{Language}/account";

    public async Task<IActionResult> OnGetAsync() => await FreshAsync() is { } ticket ? await ShowAsync(ticket) : SignInFirst();

    public async Task<IActionResult> OnPostAsync()
    {
        if (await FreshAsync() is not { } ticket)
        {
            return SignInFirst();
        }

        await ShowAsync(ticket);
        // A recovery code removes the app of a lost phone, and adds none.
        var code = CheckSecondFactor.Clean(Code);
        if (AddedAt is null ? code.Length != Totp.Digits : !CheckSecondFactor.IsWellFormed(code))
        {
            return Refuse("code", AddedAt is null ? Text.AppCodeMalformed : Text.FactorMalformed);
        }

        if (!limit.Allows(HttpContext))
        {
            return Refuse("code", Text.TooMany);
        }

        if (AddedAt is null)
        {
            RecoveryCodes = manage.Open(ticket.PersonId, Offer) is { } secret ? await manage.AddAsync(ticket, secret, code, HttpContext.RequestAborted) : null;
            return RecoveryCodes is null ? Refuse("code", Text.FactorWrong) : Page();
        }

        if (Deed is not ("renew" or "remove"))
        {
            return Page();
        }

        if (await check.CheckAsync(HttpContext, ticket.PersonId, code) is { Fits: false } answer)
        {
            return Refuse(answer);
        }

        if (Deed == "remove")
        {
            await manage.RemoveAsync(ticket.PersonId, HttpContext.RequestAborted);
            return Redirect($"/{Language}/account?removed=true");
        }

        RecoveryCodes = await manage.RenewCodesAsync(ticket.PersonId, HttpContext.RequestAborted);
        Renewed = true;
        return Page();
    }

    protected override async Task ShowAgainAsync()
    {
        if (await FreshAsync() is { } ticket)
        {
            await ShowAsync(ticket);
        }
    }

    private async Task<IActionResult> ShowAsync(SessionTicket ticket)
    {
        Return = OwnPath(Return);
        AddedAt = (await manage.FindAsync(ticket.PersonId, HttpContext.RequestAborted))?.AddedAt;
        if (AddedAt is not null)
        {
            CodesLeft = await manage.CodesLeftAsync(ticket.PersonId, HttpContext.RequestAborted);
            return Page();
        }

        if (manage.Open(ticket.PersonId, Offer) is not { } secret)
        {
            Offer = manage.Offer(ticket.PersonId);
            secret = manage.Open(ticket.PersonId, Offer)!;
        }

        var email = await db.Users.Where(account => account.Id == ticket.PersonId).Select(account => account.Email!).SingleAsync(HttpContext.RequestAborted);
        var key = Totp.Base32(secret);
        Key = string.Join(' ', key.Chunk(4).Select(part => new string(part)));
        AppAddress = $"otpauth://totp/Strong%20Cities:{Uri.EscapeDataString(email)}?secret={key}&issuer=Strong%20Cities";
        using var drawn = QRCodeGenerator.GenerateQrCode(AppAddress, QRCodeGenerator.ECCLevel.M);
        using var picture = new SvgQRCode(drawn);
        Picture = picture.GetGraphic(PixelsPerModule);
        return Page();
    }

    private RedirectResult SignInFirst() => Redirect(
        $"/{Language}/sign-in{QueryString.Create("return", $"/{Language}/account/second-factor{(OwnPath(Return) is { } back ? QueryString.Create("return", back) : "")}")}");

    private async Task<SessionTicket?> FreshAsync() =>
        await SessionAsync() is { } ticket && ticket.SignedInAt >= time.GetUtcNow().AddMinutes(-Session.FreshMinutes) ? ticket : null;
}
