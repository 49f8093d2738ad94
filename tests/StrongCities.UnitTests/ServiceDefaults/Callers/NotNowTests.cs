using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StrongCities.Contracts.Membership;
using StrongCities.ServiceDefaults.Callers;

namespace StrongCities.UnitTests.ServiceDefaults.Callers;

/// <summary>Over real gRPC on loopback: what one process sends on, the other answers.</summary>
public sealed class NotNowTests
{
    [Fact]
    public async Task A_call_that_one_process_sends_on_is_answered_by_the_other_and_by_itself_when_there_is_no_other()
    {
        var sentOn = 0;
        await using var leaving = await StartAsync(() => sentOn++);
        await using var staying = await StartAsync(null);
        Assert.Equal(20, await AnsweredAsync(20, leaving.Urls.Single(), staying.Urls.Single()));
        Assert.InRange(sentOn, 5, 20);

        sentOn = 0;
        Assert.Equal(3, await AnsweredAsync(3, leaving.Urls.Single()));
        Assert.Equal(0, sentOn);
    }

    private static async Task<int> AnsweredAsync(int calls, params string[] addresses)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.Sources.Clear();
        builder.Configuration.AddInMemoryCollection(addresses.Select((address, i) => KeyValuePair.Create($"services:events:grpc:{i}", (string?)address)));
        builder.Services.AddServiceDiscovery();
        builder.AddServiceClient<Roles.RolesClient>("events");
        await using var caller = builder.Build();
        var client = caller.Services.GetRequiredService<Roles.RolesClient>();
        var answered = 0;
        for (var i = 0; i < calls; i++)
        {
            answered += (await client.HoldsRoleAsync(new HoldsRoleRequest { PersonId = new string('x', 50_000), Role = "staff" })).Holds ? 1 : 0;
        }

        return answered;
    }

    private static async Task<WebApplication> StartAsync(Action? sendsOn)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.Configuration.Sources.Clear();
        builder.Services.AddGrpc();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(System.Net.IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2));
        var app = builder.Build();
        app.Use((context, next) =>
        {
            if (sendsOn is null || !NotNow.CanAskAnother(context.Request))
            {
                return next(context);
            }

            sendsOn();
            NotNow.Say(context.Response);
            return Task.CompletedTask;
        });
        app.MapGrpcService<Yes>();
        await app.StartAsync();
        return app;
    }

    private sealed class Yes : Roles.RolesBase
    {
        public override Task<HoldsRoleReply> HoldsRole(HoldsRoleRequest request, ServerCallContext context) => Task.FromResult(new HoldsRoleReply { Holds = request.Role == "staff" });
    }
}
