using System.Diagnostics;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StrongCities.Outbox;

namespace StrongCities.IntegrationTests.Outbox;

/// <summary>
/// A process of its own, so that it can be killed: this very assembly, started by <c>dotnet exec</c>.
/// It says "ready", waits for a line, then works until it dies.
/// </summary>
internal sealed class OutboxProcess : IDisposable
{
    public const string Decides = "decides";
    public const string DecidesNaively = "decides-naively";
    public const string ConsumesSlowly = "consumes-slowly";

    private readonly Process process;

    private OutboxProcess(Process process) => this.process = process;

    public static async Task<int> Main(string[] args)
    {
        if (args[0] == Notifications.SmtpSink.Role)
        {
            return await Notifications.SmtpSink.RunAsync();
        }

        var builder = OutboxService.Builder(args[1], args[2]);
        builder.AddMessaging<OutboxDb>("killed", bus =>
        {
            if (args[0] == ConsumesSlowly)
            {
                bus.Consume<NoteSlowlyConsumer>();
            }
        }, typeof(OutboxProcess).Assembly);
        using var host = builder.Build();
        await using (var db = await host.Services.GetRequiredService<IDbContextFactory<OutboxDb>>().CreateDbContextAsync())
        {
            await db.Decisions.CountAsync();
        }

        Console.WriteLine("ready");
        await Console.In.ReadLineAsync();
        await host.StartAsync();
        if (args[0] != ConsumesSlowly)
        {
            await Task.WhenAll(Enumerable.Range(0, 8).Select(lane => DecideAsync(host.Services, lane, naively: args[0] == DecidesNaively)));
        }

        await host.WaitForShutdownAsync();
        return 0;
    }

    public static async Task<OutboxProcess> PrepareAsync(string role, OutboxFixture at)
    {
        var start = new ProcessStartInfo("dotnet", ["exec", typeof(OutboxProcess).Assembly.Location, role, at.Database, at.Messaging])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        };
        var child = new OutboxProcess(Process.Start(start)!);
        await child.SaysAsync("ready");
        return child;
    }

    public void Go() => process.StandardInput.WriteLine();

    public async Task SaysAsync(string line)
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(30));
        while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } said)
        {
            if (said == line)
            {
                return;
            }
        }

        throw new InvalidOperationException($"The process ended before it said {line}.");
    }

    /// <summary>SIGKILL: no handler, no disposal, no last word.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
        }

        process.Dispose();
    }

    private static async Task DecideAsync(IServiceProvider services, int lane, bool naively)
    {
        var databases = services.GetRequiredService<IDbContextFactory<OutboxDb>>();
        for (var round = 0; ; round++)
        {
            var number = (Environment.ProcessId * 100_000) + (round * 8) + lane;
            await using var db = await databases.CreateDbContextAsync();
            db.Decisions.Add(new Decision { Key = $"lane{lane}", Number = number });
            if (!naively)
            {
                db.AddFact(new DecisionMade($"lane{lane}", number), $"lane{lane}");
            }

            await db.SaveChangesAsync();
            if (naively)
            {
                await services.GetRequiredService<IBus>().Publish(new DecisionMade($"lane{lane}", number), context => context.MessageId = Guid.NewGuid());
            }
        }
    }
}
