using Microsoft.EntityFrameworkCore;
using StrongCities.Identity.Accounts;
using StrongCities.Identity.SignIn;
using StrongCities.ServiceDefaults;

namespace StrongCities.Identity.Operators;

/// <summary>The command <c>invite-operator &lt;mail&gt;</c>: prints a link that works once, within one hour.</summary>
internal static class InviteOperator
{
    public const string Command = "invite-operator";

    /// <summary>0, or 64 (EX_USAGE) for a missing or malformed address.</summary>
    public static async Task<int> RunAsync(IServiceProvider services, string[] arguments)
    {
        if (arguments is not [_, var email] || !Address.IsWellFormed(email))
        {
            await Console.Error.WriteLineAsync($"Usage: {Command} <e-mail address>");
            return 64;
        }

        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        var settings = scope.ServiceProvider.GetRequiredService<IdentitySettings>();
        var token = RandomSecret.Create();
        await db.Database.ExecuteSqlAsync(
            $"""
             insert into operator_invitations (id, token_hash, email, expires_at)
             values ({Guid.NewGuid()}, {RandomSecret.Hash(token)}, {email}, now() + make_interval(mins => {OperatorInvitation.ValidMinutes}))
             """);
        Console.WriteLine(new Uri(settings.Issuer, $"en/invitation?token={token}"));
        return 0;
    }
}
