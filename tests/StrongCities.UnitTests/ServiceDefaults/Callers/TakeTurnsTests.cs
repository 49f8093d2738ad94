using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ServiceDiscovery;
using StrongCities.ServiceDefaults.Callers;

namespace StrongCities.UnitTests.ServiceDefaults.Callers;

public sealed class TakeTurnsTests
{
    private static readonly HttpRequestException Refused = new(HttpRequestError.ConnectionError);

    [Fact]
    public async Task Calls_take_turns_over_the_addresses_of_the_endpoint()
    {
        var reached = await CallAsync(times: 4, _ => null, "http://127.0.0.1:7001", "http://localhost:7002");
        Assert.Equal(["http://127.0.0.1:7001/a/B", "http://localhost:7002/a/B"], reached.Distinct().Order());
        Assert.Equal(4, reached.Count);
        Assert.Equal(reached[0], reached[2]);
        Assert.NotEqual(reached[0], reached[1]);
    }

    [Fact]
    public async Task Where_no_connection_was_made_the_other_address_is_asked()
    {
        var reached = await CallAsync(times: 3, address => address.Port == 7001 ? Refused : null, "https://one:7001", "https://two:7002");
        Assert.Equal(3, reached.Count(address => address == "https://two:7002/a/B"));
    }

    [Fact]
    public async Task When_all_refuse_the_caller_is_told_and_each_was_asked_once()
    {
        var asked = 0;
        var error = await Assert.ThrowsAsync<HttpRequestException>(() => CallAsync(times: 1, _ => { asked++; return Refused; }, "http://one:7001", "http://two:7002"));
        Assert.Equal((HttpRequestError.ConnectionError, 2), (error.HttpRequestError, asked));
    }

    [Fact]
    public async Task A_connection_that_broke_is_not_taken_for_one_that_was_refused()
    {
        var asked = 0;
        await Assert.ThrowsAsync<HttpRequestException>(() =>
            CallAsync(times: 1, _ => { asked++; return new HttpRequestException(HttpRequestError.ResponseEnded); }, "http://one:7001", "http://two:7002"));
        Assert.Equal(1, asked);
    }

    [Fact]
    public async Task A_process_that_is_not_ready_sends_on_and_is_asked_in_earnest_when_no_other_is_left()
    {
        var reached = await CallAsync(times: 3, address => address.Port == 7001 ? Refused : null, notNow: address => address.Port == 7002, "http://one:7001", "http://two:7002", "http://three:7003");
        Assert.Equal(3, reached.Count(address => address == "http://three:7003/a/B"));
        var last = await CallAsync(times: 2, _ => null, notNow: _ => true, "http://one:7001", "http://two:7002");
        Assert.Equal(2, last.Count);
        var onlyOneThere = await CallAsync(times: 2, address => address.Port == 7001 ? Refused : null, notNow: _ => true, "http://one:7001", "http://two:7002");
        Assert.Equal(["http://two:7002/a/B", "http://two:7002/a/B"], onlyOneThere);
    }

    private static Task<List<string>> CallAsync(int times, Func<Uri, HttpRequestException?> failing, params string[] addresses) => CallAsync(times, failing, _ => false, addresses);

    private static async Task<List<string>> CallAsync(int times, Func<Uri, HttpRequestException?> failing, Func<Uri, bool> notNow, params string[] addresses)
    {
        var services = new ServiceCollection().AddLogging();
        services.AddSingleton<IConfiguration>(new ConfigurationBuilder()
            .AddInMemoryCollection(addresses.Select((address, i) => KeyValuePair.Create($"services:events:grpc:{i}", (string?)address))).Build());
        services.AddServiceDiscovery();
        await using var provider = services.BuildServiceProvider();
        var end = new End(failing, notNow);
        using var client = new HttpMessageInvoker(new TakeTurns(provider.GetRequiredService<ServiceEndpointResolver>()) { InnerHandler = end });
        var scheme = new Uri(addresses[0]).Scheme;
        for (var i = 0; i < times; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"{scheme}://_grpc.events/a/B");
            using var answer = await client.SendAsync(request, default);
        }

        return end.Reached;
    }

    private sealed class End(Func<Uri, HttpRequestException?> failing, Func<Uri, bool> notNow) : HttpMessageHandler
    {
        public List<string> Reached { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            if (failing(request.RequestUri!) is { } error)
            {
                throw error;
            }

            if (notNow(request.RequestUri!) && request.Headers.Contains(NotNow.AnotherCanBeAsked))
            {
                var context = new DefaultHttpContext();
                NotNow.Say(context.Response);
                var answer = new HttpResponseMessage((HttpStatusCode)context.Response.StatusCode);
                answer.Headers.TryAddWithoutValidation(context.Response.Headers.Single().Key, "1");
                return Task.FromResult(answer);
            }

            Reached.Add(request.RequestUri!.ToString());
            return Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));
        }
    }
}
