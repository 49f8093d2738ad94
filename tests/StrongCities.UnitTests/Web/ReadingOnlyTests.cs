using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.AspNetCore.Http;
using StrongCities.Contracts.Gatherings;
using StrongCities.Contracts.Membership;
using StrongCities.Web.Security;

namespace StrongCities.UnitTests.Web;

/// <summary>What a page may ask while it is only opened.</summary>
public sealed class ReadingOnlyTests
{
    [Theory]
    [InlineData("GET")]
    [InlineData("HEAD")]
    public void While_a_page_is_opened_only_readings_go_out(string verb)
    {
        var calls = new Calls();
        var invoker = calls.Intercept(new ReadingOnly(new HttpContextAccessor { HttpContext = new DefaultHttpContext { Request = { Method = verb } } }));
        new People.PeopleClient(invoker).GetMeAsync(new GetMeRequest());
        new HeldSeats.HeldSeatsClient(invoker).ListHeldSeatsAsync(new ListHeldSeatsRequest());
        Assert.Throws<InvalidOperationException>(() => new People.PeopleClient(invoker).UpdateMeAsync(new UpdateMeRequest()));
        Assert.Throws<InvalidOperationException>(() => new SeatOffers.SeatOffersClient(invoker).AcceptOfferAsync(new AcceptOfferRequest()));
        Assert.Equal(["GetMe", "ListHeldSeats"], calls.Names);
    }

    [Fact]
    public void The_control_a_press_and_work_without_a_page_change_what_they_like()
    {
        var calls = new Calls();
        new People.PeopleClient(calls.Intercept(new ReadingOnly(new HttpContextAccessor { HttpContext = new DefaultHttpContext { Request = { Method = "POST" } } }))).UpdateMeAsync(new UpdateMeRequest());
        new People.PeopleClient(calls.Intercept(new ReadingOnly(new HttpContextAccessor()))).UpdateMeAsync(new UpdateMeRequest());
        Assert.Equal(["UpdateMe", "UpdateMe"], calls.Names);
    }

    /// <summary>Where calls would leave the process.</summary>
    private sealed class Calls : CallInvoker
    {
        public List<string> Names { get; } = [];

        public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request)
        {
            Names.Add(method.Name);
            return new AsyncUnaryCall<TResponse>(new TaskCompletionSource<TResponse>().Task, Task.FromResult(new Metadata()), () => Status.DefaultSuccess, () => [], () => { });
        }

        public override TResponse BlockingUnaryCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

        public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options, TRequest request) => throw new NotSupportedException();

        public override AsyncClientStreamingCall<TRequest, TResponse> AsyncClientStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();

        public override AsyncDuplexStreamingCall<TRequest, TResponse> AsyncDuplexStreamingCall<TRequest, TResponse>(Method<TRequest, TResponse> method, string? host, CallOptions options) => throw new NotSupportedException();
    }
}
