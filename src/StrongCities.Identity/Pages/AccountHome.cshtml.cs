using Microsoft.AspNetCore.Mvc;
using Microsoft.EntityFrameworkCore;
using StrongCities.Identity.Sessions;

namespace StrongCities.Identity.Pages;

/// <summary>Where somebody is signed in, and the button that ends each of those sessions.</summary>
internal sealed class AccountHomePage(IdentityDb db, EndSession end) : LanguagePage
{
    public string Name { get; private set; } = "";
    public bool HasPassword { get; private set; }
    public bool HasApp { get; private set; }
    public Guid CurrentId { get; private set; }
    public IReadOnlyList<Session> Sessions { get; private set; } = [];
    public string? Done { get; private set; }

    public async Task<IActionResult> OnGetAsync(bool saved = false, bool removed = false)
    {
        Done = saved ? Say(Text.PasswordSaved) : removed ? Say(Text.AppRemoved) : null;
        return await ShowAsync();
    }

    public async Task<IActionResult> OnPostAsync(Guid session)
    {
        if (await SessionAsync() is { } ticket && session != ticket.SessionId)
        {
            await end.EndOwnAsync(ticket.PersonId, session, HttpContext.RequestAborted);
            Done = Say(Text.SessionEnded);
        }

        return await ShowAsync();
    }

    public async Task<IActionResult> OnPostOthersAsync()
    {
        if (await SessionAsync() is { } ticket)
        {
            await end.EndOthersAsync(ticket, HttpContext.RequestAborted);
            Done = Say(Text.OthersEnded);
        }

        return await ShowAsync();
    }

    protected override Task ShowAgainAsync() => ShowAsync();

    private async Task<IActionResult> ShowAsync()
    {
        if (await SessionAsync() is not { } ticket)
        {
            return Redirect($"/{Language}/sign-in{QueryString.Create("return", $"/{Language}/account")}");
        }

        var account = await db.Users.AsNoTracking().SingleAsync(a => a.Id == ticket.PersonId, HttpContext.RequestAborted);
        (Name, HasPassword, CurrentId) = (account.Name, account.PasswordHash is not null, ticket.SessionId);
        HasApp = await db.Authenticators.AnyAsync(row => row.AccountId == ticket.PersonId, HttpContext.RequestAborted);
        Sessions = await db.Sessions.FromSql(
            $"""
             select * from sessions where account_id = {ticket.PersonId} and ended_at is null
               and started_at > now() - make_interval(hours => {Session.HoursMax}) and seen_at > now() - make_interval(mins => {Session.IdleMinutesMax})
             """).AsNoTracking().OrderByDescending(session => session.StartedAt).ToListAsync(HttpContext.RequestAborted);
        return Page();
    }
}
