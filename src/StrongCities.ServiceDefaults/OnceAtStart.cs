using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace StrongCities.ServiceDefaults;

/// <summary>Something done once after each start of the process, and tried again until it succeeds: the database or a neighbor may come up after it does.</summary>
public abstract partial class OnceAtStart(IServiceScopeFactory scopes, TimeProvider time, ILogger log) : BackgroundService
{
    private static readonly TimeSpan TriedAgainAfter = TimeSpan.FromSeconds(1);

    /// <inheritdoc/>
    protected sealed override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        string? told = null;
        while (true)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                await RunAsync(scope.ServiceProvider, stoppingToken);
                return;
            }
            catch (Exception failure) when (failure is not OperationCanceledException || !stoppingToken.IsCancellationRequested)
            {
                // Said once for each kind of failure: a neighbor that starts slowly would fill the log.
                if (told != failure.GetType().Name)
                {
                    Log.Failed(log, told = failure.GetType().Name);
                }

                await Task.Delay(TriedAgainAfter, time, stoppingToken);
            }
        }
    }

    /// <summary>Each try has services of its own.</summary>
    protected abstract Task RunAsync(IServiceProvider services, CancellationToken stop);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Not done yet ({ErrorType}); tried again every second")]
        public static partial void Failed(ILogger log, string errorType);
    }
}
