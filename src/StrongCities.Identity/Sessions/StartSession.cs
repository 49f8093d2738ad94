using Microsoft.AspNetCore.Authentication;
using StrongCities.Identity.Accounts;

namespace StrongCities.Identity.Sessions;

/// <summary>Begins a session under a new id; whoever was signed in in this browser before is signed out.</summary>
internal sealed class StartSession(IdentityDb db, EndSession end)
{
    public async Task StartAsync(HttpContext http, Account account, string method, bool secondFactor = false)
    {
        var cancellationToken = http.RequestAborted;
        if (SessionTicket.From(await http.AuthenticateAsync(SessionCookie.Scheme)) is { } former)
        {
            await end.EndAsync(former.SessionId, cancellationToken);
        }

        var session = new Session { Id = Guid.NewGuid(), AccountId = account.Id, Method = method, SecondFactor = secondFactor, Browser = BrowserFamily.Of(http.Request.Headers.UserAgent.ToString()) };
        db.Sessions.Add(session);
        await db.SaveChangesAsync(cancellationToken);
        await http.SignInAsync(SessionCookie.Scheme, SessionCookie.Principal(session));
    }
}
