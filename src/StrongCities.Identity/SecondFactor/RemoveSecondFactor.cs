using Microsoft.EntityFrameworkCore;
using StrongCities.Identity.Accounts;
using StrongCities.Identity.Sessions;

namespace StrongCities.Identity.SecondFactor;

/// <summary>The command <c>remove-second-factor &lt;mail or account id&gt;</c>, for who lost phone and recovery codes: logs it, ends their sessions, and has them told by mail.</summary>
internal static partial class RemoveSecondFactor
{
    public const string Command = "remove-second-factor";

    /// <summary>0; 64 (EX_USAGE) for a missing argument; 66 (EX_NOINPUT) when no account, or more than one, has an app there.</summary>
    public static async Task<int> RunAsync(IServiceProvider services, string[] arguments)
    {
        if (arguments is not [_, { Length: > 0 } who])
        {
            await Console.Error.WriteLineAsync($"Usage: {Command} <e-mail address or account id>");
            return 64;
        }

        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IdentityDb>();
        var normalized = Address.Normalize(who);
        var id = Guid.TryParse(who, out var parsed) ? parsed : Guid.Empty;
        var found = await db.Authenticators.Join(db.Users, row => row.AccountId, account => account.Id, (_, account) => account)
            .Where(account => account.NormalizedEmail == normalized || account.Id == id).Select(account => account.Id).ToListAsync();
        if (found is not [var only])
        {
            await Console.Error.WriteLineAsync(found.Count == 0
                ? "Nobody with an authenticator app has this address or id."
                : $"Several people share this address: name one by id.{Environment.NewLine}{string.Join(Environment.NewLine, found)}");
            return 66;
        }

        await scope.ServiceProvider.GetRequiredService<ManageAuthenticator>().RemoveAsync(only, CancellationToken.None);
        await scope.ServiceProvider.GetRequiredService<EndSession>().EndAllAsync(only, CancellationToken.None);
        Log.Removed(scope.ServiceProvider.GetRequiredService<ILoggerFactory>().CreateLogger(typeof(RemoveSecondFactor)), only);
        Console.WriteLine($"The authenticator app and the recovery codes of account {only} are removed, and its sessions have ended. The person is told by mail.");
        return 0;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The second factor of account {AccountId} was removed by command")]
        public static partial void Removed(ILogger logger, Guid accountId);
    }
}
