using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using StrongCities.Contracts;
using StrongCities.Identity.Clients;
using StrongCities.Identity.Demonstration;
using StrongCities.Identity.Keys;
using StrongCities.Identity.SignIn;

namespace StrongCities.Identity;

/// <summary>Before the first request: keys, clients, demonstration accounts. Afterwards: keys every minute, dead rows every hour.</summary>
internal sealed partial class Housekeeping(IServiceScopeFactory scopes, IdentitySettings settings, TimeProvider time, ILogger<Housekeeping> logger) : BackgroundService
{
    private const int MinutesBetweenPrunes = 60;

    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // Nothing guarantees that the database is there first; without keys no request could be answered.
        for (var wait = TimeSpan.FromMilliseconds(250); !await TryAsync(PrepareAsync, cancellationToken); wait = Min(wait * 2, TimeSpan.FromSeconds(5)))
        {
            await Task.Delay(wait, time, cancellationToken);
        }

        await base.StartAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromMinutes(1), time);
        for (var minute = 1; await timer.WaitForNextTickAsync(stoppingToken); minute++)
        {
            await TryAsync((services, stop) => services.GetRequiredService<RotateKeys>().RotateAsync(stop), stoppingToken);
            if (minute % MinutesBetweenPrunes == 0)
            {
                await TryAsync(PruneAsync, stoppingToken);
            }
        }
    }

    private async Task PrepareAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<RotateKeys>().RotateAsync(cancellationToken);
        await services.GetRequiredService<RegisterClients>().RegisterAsync(cancellationToken);
        if (settings.Demonstration)
        {
            await services.GetRequiredService<SeedDemonstrationAccounts>().SeedAsync(cancellationToken);
        }
    }

    private async Task PruneAsync(IServiceProvider services, CancellationToken cancellationToken)
    {
        var db = services.GetRequiredService<IdentityDb>();
        await db.Database.ExecuteSqlAsync(
            $"""
             delete from sign_in_requests where requested_at < now() - make_interval(days => {Retention.SignInRecordDays});
             delete from password_failures where failed_at < now() - make_interval(days => {Retention.SignInRecordDays});
             delete from sessions where started_at < now() - make_interval(days => {Retention.SignInRecordDays});
             delete from operator_invitations where used_at is null and expires_at < now() - make_interval(days => {Retention.SignInRecordDays});
             """,
            cancellationToken);
        var threshold = time.GetUtcNow().AddDays(-Retention.SignInRecordDays);
        await services.GetRequiredService<IOpenIddictTokenManager>().PruneAsync(threshold, cancellationToken);
        await services.GetRequiredService<IOpenIddictAuthorizationManager>().PruneAsync(threshold, cancellationToken);
    }

    private async Task<bool> TryAsync(Func<IServiceProvider, CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await using var scope = scopes.CreateAsyncScope();
            await work(scope.ServiceProvider, cancellationToken);
            return true;
        }
        catch (Exception failure) when (failure is not OperationCanceledException || !cancellationToken.IsCancellationRequested)
        {
            // The exception's words may quote values: its types say enough.
            Log.Failed(logger, failure.GetType().Name, failure.GetBaseException().GetType().Name);
            return false;
        }
    }

    private static TimeSpan Min(TimeSpan one, TimeSpan other) => one < other ? one : other;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Keys, clients or pruning failed with {Error} ({Cause}); tried again shortly.")]
        public static partial void Failed(ILogger logger, string error, string cause);
    }
}
