using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using StrongCities.ServiceDefaults.Callers;

namespace StrongCities.ServiceDefaults.Health;

/// <summary>
/// How a process leaves: from SIGTERM on it says that it is not ready and serves on for <c>Drain__NoticeSeconds</c>, so that whoever routes to it can turn away; then it
/// refuses new connections, ends what is in flight and stops its loops, all of that within <see cref="EndTime"/>.
/// </summary>
internal sealed class Drain(IHostApplicationLifetime lifetime, IServiceProvider services, DrainNotice notice, TimeProvider time) : IHostedLifecycleService, IHealthCheck, IStartupFilter
{
    /// <summary>For requests in flight, then consumers and loops.</summary>
    public static readonly TimeSpan EndTime = TimeSpan.FromSeconds(20);

    private bool IsLeaving => lifetime.ApplicationStopping.IsCancellationRequested;

    public static void Add(WebApplicationBuilder builder)
    {
        var notice = DrainNotice.Read(builder.Configuration, builder.Environment);
        builder.Services.AddSingleton(notice);
        builder.Services.AddSingleton<Drain>();
        builder.Services.AddSingleton<IStartupFilter>(services => services.GetRequiredService<Drain>());
        builder.Services.AddHostedService(services => services.GetRequiredService<Drain>());
        builder.Services.AddHealthChecks().AddCheck<Drain>("staying", tags: ["ready"]);
        builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = notice.Time + EndTime);
    }

    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(IsLeaving ? HealthCheckResult.Unhealthy("This process is being stopped.") : HealthCheckResult.Healthy());

    /// <summary>Runs before anything is stopped.</summary>
    public Task StoppingAsync(CancellationToken cancellationToken) => Task.Delay(notice.Time, time, cancellationToken);

    public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
    {
        // Asked for here: it asks the health checks, of which this is one.
        var start = services.GetRequiredService<StartUp>();
        app.Use((context, following) =>
        {
            if (NotNow.CanAskAnother(context.Request) && (IsLeaving || !start.IsDone))
            {
                NotNow.Say(context.Response);
                return Task.CompletedTask;
            }

            // A kept connection that is closed between two requests loses the one that is already on its way: each is let go with an answer.
            // HTTP/2 has its own word for it, which the server says when it stops.
            if (HttpProtocol.IsHttp11(context.Request.Protocol))
            {
                context.Response.OnStarting(LetGoAsync, context);
            }

            return following(context);
        });
        next(app);
    };

    private Task LetGoAsync(object context)
    {
        if (IsLeaving)
        {
            ((HttpContext)context).Response.Headers.Connection = "close";
        }

        return Task.CompletedTask;
    }

    public Task StartingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}

/// <summary>How long a process that is being stopped serves on.</summary>
internal sealed record DrainNotice(TimeSpan Time)
{
    private const string Setting = "Drain:NoticeSeconds";
    private const int DefaultSeconds = 5;
    private const int SecondsMax = 60;

    /// <exception cref="InvalidOperationException">The setting is not a whole number from 0 to 60.</exception>
    public static DrainNotice Read(IConfiguration configuration, IHostEnvironment environment) => configuration[Setting] switch
    {
        // Nobody routes to a developer's process, who waits for it to end.
        null or "" => new(environment.IsDevelopment() ? TimeSpan.Zero : TimeSpan.FromSeconds(DefaultSeconds)),
        var given when int.TryParse(given, out var seconds) && seconds is >= 0 and <= SecondsMax => new(TimeSpan.FromSeconds(seconds)),
        _ => throw new InvalidOperationException($"Setting Drain__NoticeSeconds is not a number of seconds from 0 to {SecondsMax}."),
    };
}
