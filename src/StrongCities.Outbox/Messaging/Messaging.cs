using System.Reflection;
using MassTransit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;

namespace StrongCities.Outbox;

/// <summary>The bus of a service: its relay, its queues, its dead letters.</summary>
public static class Messaging
{
    internal const int PrefetchMessages = 32;

    /// <summary>
    /// Publishes the outbox of <typeparamref name="TDb"/> and runs the consumers, through the broker of <c>ConnectionStrings__messaging</c>.
    /// The process starts without the broker and keeps trying; it is not ready before its consumers have been live once.
    /// Facts are the public records of <paramref name="contracts"/>, by default the assembly StrongCities.Contracts.
    /// </summary>
    public static void AddMessaging<TDb>(
        this IHostApplicationBuilder builder, string service, Action<MessagingBuilder>? configure = null, Assembly? contracts = null)
        where TDb : DbContext
    {
        var messaging = new MessagingBuilder();
        configure?.Invoke(messaging);
        var broker = new Uri(builder.ConnectionString("messaging"));

        builder.Services.AddSingleton(new FactTypes(contracts ?? Assembly.Load("StrongCities.Contracts")));
        builder.Services.AddSingleton(new RequiredConsumers(messaging.Required));
        builder.Services.AddSingleton(messaging.Relay);
        builder.Services.AddSingleton<RelayMetrics>();
        var queues = new OwnQueues();
        builder.Services.AddSingleton(queues);
        builder.Services.AddSingleton(new BrokerAddress(broker));
        builder.Services.AddMassTransit(bus => Configure(bus, service, messaging, broker, queues));
        builder.Services.AddOptions<MassTransitHostOptions>().Configure(options =>
        {
            options.WaitUntilStarted = false;
            options.StopTimeout = TimeSpan.FromSeconds(10);
        });
        builder.Services.AddHostedService<OutboxRelay<TDb>>();
        builder.Services.AddHostedService<QueueMetrics>();
        builder.Services.AddSingleton<ConsumersLive>();
        builder.Services.AddHealthChecks().AddCheck<ConsumersLive>("consumers", tags: ["ready"]);
    }

    private static void Configure(IBusRegistrationConfigurator bus, string service, MessagingBuilder messaging, Uri broker, OwnQueues queues)
    {
        bus.DisableUsageTelemetry();

        // Without the service's name two services with one class name would steal each other's messages.
        var names = new KebabCaseEndpointNameFormatter(service, false);
        bus.SetEndpointNameFormatter(names);
        bus.ConfigureHealthCheckOptions(check => check.MinimalFailureStatus = HealthStatus.Degraded);
        foreach (var (consumer, messagesAtOnce) in messaging.Consumers)
        {
            bus.AddConsumer(consumer).Endpoint(endpoint => endpoint.ConcurrentMessageLimit = messagesAtOnce);
        }

        bus.AddConfigureEndpointsCallback((_, name, endpoint) =>
        {
            queues.Add(name);
            ReceiveEndpoints.Configure(name, (IRabbitMqReceiveEndpointConfigurator)endpoint);
        });
        bus.UsingRabbitMq((context, rabbit) =>
        {
            var user = broker.UserInfo.Split(':', 2);
            var virtualHost = broker.AbsolutePath.Length > 1 ? Uri.UnescapeDataString(broker.AbsolutePath[1..]) : "/";
            rabbit.Host(broker.Host, (ushort)(broker.Port > 0 ? broker.Port : 5672), virtualHost, service, host =>
            {
                host.Username(Uri.UnescapeDataString(user[0]));
                host.Password(Uri.UnescapeDataString(user.ElementAtOrDefault(1) ?? ""));
                // A half-open link is noticed within 15 s.
                host.Heartbeat(TimeSpan.FromSeconds(7));
            });
            ReceiveEndpoints.OneDeadLetterQueue(rabbit);
            rabbit.ConfigureEndpoints(context);
        });
    }
}
