using OpenTelemetry;
using StrongCities.Membership.Applications;
using StrongCities.Membership.Feeds;
using StrongCities.Membership.Organizations;
using StrongCities.Membership.Suspensions;
using StrongCities.Membership.Vetting;

namespace StrongCities.Membership;

/// <summary>What happens by itself at an instant: overdue cases move, unanswered appellants become guests, roles end, old data go. Any replica does it.</summary>
internal sealed class DeadlineLoop(IServiceScopeFactory scopes, TimeProvider time, ILogger<DeadlineLoop> log) : BackgroundService
{
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(10);

    private static readonly Func<MembershipDb, CancellationToken, Task>[] Deeds =
    [
        MoveOverdueCases.RunAsync, InviteUnansweredAppellants.RunAsync, KeepSuspensionDeadlines.RunAsync, EndExpiredRoles.RunAsync, DeleteOldApplicationData.RunAsync,
        EndUnreadFeeds.RunAsync,
    ];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Every, time);
        do
        {
            foreach (var deed in Deeds)
            {
                await TryAsync(deed, stoppingToken);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }

    private async Task TryAsync(Func<MembershipDb, CancellationToken, Task> deed, CancellationToken stop)
    {
        try
        {
            // Looking every ten seconds would bury the traces that people look for.
            using var quiet = SuppressInstrumentationScope.Begin();
            await using var scope = scopes.CreateAsyncScope();
            await deed(scope.ServiceProvider.GetRequiredService<MembershipDb>(), stop);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            // The database is away, or one deed is broken: the others go on, and the next round tries again.
            Failed(log, deed.Method.DeclaringType!.Name, failure.GetType().Name, null);
        }
    }

    private static readonly Action<ILogger, string, string, Exception?> Failed = LoggerMessage.Define<string, string>(
        LogLevel.Warning, new EventId(1, "DeadlineDeedFailed"), "{Deed} failed with {ErrorType}; the next round tries again.");
}
