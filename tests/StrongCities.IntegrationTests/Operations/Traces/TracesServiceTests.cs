using Grpc.Core;
using OpenTelemetry.Exporter;
using StrongCities.Contracts.Operations;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.IntegrationTests.Operations.Traces;

public sealed class TracesServiceTests(OperationsProcess operations) : IClassFixture<OperationsProcess>
{
    [Fact]
    public async Task Only_an_operator_sees_telemetry()
    {
        foreach (var ask in new Func<Metadata, Task>[]
        {
            async headers => await operations.Traces.SearchAsync(new SearchTracesRequest(), headers),
            async headers => await operations.Traces.GetServiceMapAsync(new GetServiceMapRequest(), headers),
            async headers => await operations.Traces.GetAsync(new GetTraceRequest { TraceId = new string('a', 32) }, headers),
        })
        {
            Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(() => ask([]))).StatusCode);
            Assert.Equal(StatusCode.PermissionDenied, (await Assert.ThrowsAsync<RpcException>(() => ask(operations.As(RolesOwner.OtherId)))).StatusCode);
            var key = new Metadata { { "x-otlp-api-key", OperationsProcess.Key } };
            Assert.Equal(StatusCode.Unauthenticated, (await Assert.ThrowsAsync<RpcException>(() => ask(key))).StatusCode);
        }

        await operations.Traces.SearchAsync(new SearchTracesRequest(), operations.Operator);
    }

    [Theory]
    [InlineData("trace-id-malformed", "xyz")]
    [InlineData("trace-id-malformed", "0x000000000000000000000000000001")]
    [InlineData("trace-not-kept", "00000000000000000000000000000001")]
    public async Task A_trace_that_is_not_there_is_refused_by_name(string reason, string traceId)
    {
        var error = await Assert.ThrowsAsync<RpcException>(async () => await operations.Traces.GetAsync(new GetTraceRequest { TraceId = traceId }, operations.Operator));

        Assert.Equal(reason, error.ReadRefusal()?.Reason);
    }

    [Theory]
    [InlineData("", "", -1, 0)]
    [InlineData("", "", 86_400_001, 0)]
    [InlineData("", "", 0, 201)]
    [InlineData("?!", "", 0, 0)]
    public async Task A_search_outside_its_bounds_is_refused(string reference, string service, long milliseconds, int limit)
    {
        var search = new SearchTracesRequest { BookingReference = reference, Service = service, DurationMillisecondsMin = milliseconds, Limit = limit };

        var error = await Assert.ThrowsAsync<RpcException>(async () => await operations.Traces.SearchAsync(search, operations.Operator));

        Assert.Equal("search-out-of-bounds", error.ReadRefusal()?.Reason);
    }

    [Fact]
    public async Task Slow_and_failed_requests_of_a_service_are_found_newest_first()
    {
        using (var sender = new Sender(operations, OtlpExportProtocol.Grpc, "searched"))
        {
            var now = DateTimeOffset.UtcNow;
            for (var number = 1; number <= 4; number++)
            {
                using var span = sender.Source.StartActivity($"request {number}", System.Diagnostics.ActivityKind.Server, parentContext: default, startTime: now.AddSeconds(number))!;
                span.SetEndTime(now.AddSeconds(number).AddMilliseconds(number * 100).UtcDateTime);
                if (number == 2)
                {
                    span.SetStatus(System.Diagnostics.ActivityStatusCode.Error);
                }
            }
        }

        Assert.Equal(["request 4", "request 3"], await NamesAsync(new SearchTracesRequest { Service = "searched", DurationMillisecondsMin = 300 }));
        Assert.Equal(["request 2"], await NamesAsync(new SearchTracesRequest { Service = "searched", ErrorsOnly = true }));
        Assert.Equal(["request 4"], await NamesAsync(new SearchTracesRequest { Service = "searched", Limit = 1 }));
        Assert.Empty(await NamesAsync(new SearchTracesRequest { Service = "search" }));
    }

    private async Task<IEnumerable<string>> NamesAsync(SearchTracesRequest search) =>
        (await operations.Traces.SearchAsync(search, operations.Operator)).Traces.Select(trace => trace.Name);
}
