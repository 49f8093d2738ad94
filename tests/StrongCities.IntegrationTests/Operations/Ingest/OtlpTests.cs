using System.Diagnostics;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Exporter;
using StrongCities.Contracts.Operations;
using StrongCities.Operations.Otlp;

namespace StrongCities.IntegrationTests.Operations.Ingest;

public sealed class OtlpTests(OperationsProcess operations) : IClassFixture<OperationsProcess>
{
    [Theory]
    [InlineData(OtlpExportProtocol.Grpc)]
    [InlineData(OtlpExportProtocol.HttpProtobuf)]
    public async Task One_booking_told_by_three_processes_is_one_trace_found_by_its_reference(OtlpExportProtocol protocol)
    {
        var reference = NewReference();
        ActivityTraceId traceId;
        using (var web = new Sender(operations, protocol, "web"))
        using (var events = new Sender(operations, protocol, "events"))
        using (var notifications = new Sender(operations, protocol, "notifications"))
        {
            using var request = web.Source.StartActivity("POST /{lang}/dialogues/{id}/register", ActivityKind.Server)!;
            traceId = request.TraceId;
            using var call = web.Source.StartActivity("Register", ActivityKind.Client)!;
            call.SetTag("rpc.system", "grpc");
            using (var answer = events.Source.StartActivity("Register", ActivityKind.Server, Remote(call))!)
            {
                answer.SetTag("booking.reference", reference);
                answer.SetTag("user.email", "canary@example.org");
                events.Log.LogInformation("Booked {Seats} seats for {Name}", 2, "Canary Person");
                using (var statement = events.Source.StartActivity("eventsdb", ActivityKind.Client)!)
                {
                    statement.SetTag("db.system.name", "postgresql").SetTag("db.namespace", "eventsdb").SetTag("db.query.text", "SELECT 1 WHERE mail = 'canary@example.org'");
                }

                using var send = events.Source.StartActivity("send", ActivityKind.Producer)!;
                send.SetTag("messaging.system", "rabbitmq");
                using var consume = notifications.Source.StartActivity("receive", ActivityKind.Consumer, Remote(send))!;
                consume.SetTag("messaging.system", "rabbitmq");
                consume.AddException(new TimeoutException("no answer for canary@example.org"));
                consume.SetStatus(ActivityStatusCode.Error, "no answer for canary@example.org");
                notifications.Log.LogError(new TimeoutException("canary"), "Mail {Mail} was not sent", "canary@example.org");
            }
        }

        var found = await SearchAsync(reference);
        var summary = Assert.Single(found.Traces);
        Assert.Equal((traceId.ToHexString(), "web", 6, 1, 2), (summary.TraceId, summary.Service, summary.Spans, summary.Errors, summary.Logs));

        var trace = await operations.Traces.GetAsync(new GetTraceRequest { TraceId = summary.TraceId }, operations.Operator);
        Assert.Equal(
            [("web", 0), ("web", 1), ("events", 2), ("events", 3), ("events", 3), ("notifications", 4)],
            trace.Spans.Select(span => (span.Service, span.Depth)));
        Assert.All(trace.Spans, span => Assert.False(span.Orphan));
        Assert.Equal(
            ["Booked 2 seats for {Name}", "Mail {Mail} was not sent"],
            trace.Logs.Select(line => line.Text));
        Assert.Equal("TimeoutException", trace.Logs[1].ExceptionType);
        Assert.Contains("mail = '?'", trace.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("canary", trace.ToString(), StringComparison.OrdinalIgnoreCase);

        var map = await operations.Traces.GetServiceMapAsync(new GetServiceMapRequest(), operations.Operator);
        Assert.Superset(
            new HashSet<(string, string)> { ("web", "events"), ("events", "eventsdb"), ("events", "rabbitmq"), ("rabbitmq", "notifications") },
            map.Edges.Select(edge => (edge.From, edge.To)).ToHashSet());
    }

    [Fact]
    public async Task It_never_watches_itself_though_it_was_told_to()
    {
        // The process was started with itself as its own collector; its answers to these questions would be its spans.
        for (var question = 0; question < 5; question++)
        {
            await SearchAsync("");
        }

        using (var other = new Sender(operations, OtlpExportProtocol.Grpc, "other"))
        {
            other.Source.StartActivity("proof that telemetry arrives")!.Dispose();
        }

        await Task.Delay(TimeSpan.FromSeconds(1));
        var services = (await SearchAsync("")).Services;
        Assert.Contains("other", services);
        Assert.DoesNotContain("operations", services);
    }

    [Theory]
    [InlineData(OtlpExportProtocol.Grpc)]
    [InlineData(OtlpExportProtocol.HttpProtobuf)]
    public async Task A_wrong_key_leaves_nothing_behind(OtlpExportProtocol protocol)
    {
        var (refused, taken) = (NewReference(), NewReference());
        using (var stranger = new Sender(operations, protocol, "stranger", key: OperationsProcess.Key + "x"))
        using (var known = new Sender(operations, protocol, "known"))
        {
            stranger.Source.StartActivity("hello")!.SetTag("booking.reference", refused).Dispose();
            known.Source.StartActivity("hello")!.SetTag("booking.reference", taken).Dispose();
        }

        Assert.Empty((await SearchAsync(refused)).Traces);
        Assert.Single((await SearchAsync(taken)).Traces);
    }

    [Fact]
    public async Task Without_the_key_every_door_is_closed_and_a_person_s_token_opens_none()
    {
        foreach (var signal in new[] { "traces", "logs", "metrics" })
        {
            Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(signal, [], key: null)).Status);
            Assert.Equal(HttpStatusCode.Unauthorized, (await PostAsync(signal, [], key: "wrong")).Status);
            Assert.Equal(HttpStatusCode.OK, (await PostAsync(signal, [])).Status);
        }

        var anonymous = await Assert.ThrowsAsync<RpcException>(() => ExportAsync([], []));
        var person = await Assert.ThrowsAsync<RpcException>(() => ExportAsync([], operations.Operator));
        Assert.Equal([StatusCode.Unauthenticated, StatusCode.Unauthenticated], [anonymous.StatusCode, person.StatusCode]);
        Assert.Empty(await ExportAsync([], new Metadata { { "x-otlp-api-key", OperationsProcess.Key } }));
    }

    [Fact]
    public async Task Malformed_bytes_are_the_sender_s_error_and_harm_nothing()
    {
        var random = new Random(20_261_124);
        var good = Request(NewReference()).ToByteArray();
        var seen = new HashSet<HttpStatusCode>();
        for (var round = 0; round < 300; round++)
        {
            // Half of them noise, half of them a good request with a few bytes bent.
            var bytes = round % 2 == 0 ? new byte[random.Next(1, 400)] : [.. good];
            if (round % 2 == 0)
            {
                random.NextBytes(bytes);
            }
            else
            {
                for (var bend = 0; bend < 3; bend++)
                {
                    bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
                }
            }

            foreach (var signal in new[] { "traces", "logs", "metrics" })
            {
                var (status, body) = await PostAsync(signal, bytes);
                Assert.True(status is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{signal} round {round}: {status}");
                seen.Add(status);
                if (status == HttpStatusCode.BadRequest)
                {
                    Assert.Equal((int)StatusCode.InvalidArgument, ExportFailure.Parser.ParseFrom(body).Code);
                }
            }
        }

        Assert.Contains(HttpStatusCode.BadRequest, seen);
        var refused = await Assert.ThrowsAsync<RpcException>(() => ExportAsync([0xFF, 0xFF, 0xFF], new Metadata { { "x-otlp-api-key", OperationsProcess.Key } }));
        Assert.Equal(StatusCode.InvalidArgument, refused.StatusCode);
        Assert.False(operations.HasExited);
        Assert.DoesNotContain("fail:", operations.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gzip_is_unpacked_and_a_small_one_that_becomes_large_is_refused()
    {
        var reference = NewReference();
        Assert.Equal(HttpStatusCode.OK, (await PostAsync("traces", Zip(Request(reference).ToByteArray()), encoding: "gzip")).Status);
        Assert.Single((await SearchAsync(reference)).Traces);

        var bomb = Zip(new byte[200 << 20]);
        Assert.True(bomb.Length < 1 << 20);
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PostAsync("traces", bomb, encoding: "gzip")).Status);
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync("traces", [1, 2, 3, 4], encoding: "gzip")).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await PostAsync("traces", [], encoding: "br")).Status);
        Assert.Equal(HttpStatusCode.UnsupportedMediaType, (await PostAsync("traces", "{}"u8.ToArray(), type: "application/json")).Status);
    }

    [Fact]
    public async Task A_batch_beyond_the_limit_is_refused_on_both_protocols()
    {
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PostAsync("traces", new byte[(4 << 20) + 1])).Status);
        var refused = await Assert.ThrowsAsync<RpcException>(() => ExportAsync(new byte[7 << 20], new Metadata { { "x-otlp-api-key", OperationsProcess.Key } }));
        Assert.Equal(StatusCode.ResourceExhausted, refused.StatusCode);
    }

    [Fact]
    public async Task Without_a_key_it_does_not_start_outside_development()
    {
        var (status, said) = await ServiceProcess.RunAsync("Operations", new Dictionary<string, string> { ["ASPNETCORE_ENVIRONMENT"] = "Production", ["Otlp__Key"] = "" });

        Assert.Equal(78, status);
        Assert.Contains("Otlp__Key", said, StringComparison.Ordinal);
    }

    private static ActivityContext Remote(Activity activity) => new(activity.TraceId, activity.SpanId, activity.ActivityTraceFlags, isRemote: true);

    private static string NewReference() => $"T{Guid.NewGuid():N}"[..12].ToUpperInvariant();

    private async Task<SearchTracesReply> SearchAsync(string reference) =>
        await operations.Traces.SearchAsync(new SearchTracesRequest { BookingReference = reference, Limit = 200 }, operations.Operator);

    private static ExportTraceServiceRequest Request(string reference) => new()
    {
        ResourceSpans =
        {
            new ResourceSpans
            {
                Resource = new Resource { Attributes = { Text("service.name", "by-hand") } },
                ScopeSpans =
                {
                    new ScopeSpans
                    {
                        Spans =
                        {
                            new StrongCities.Operations.Otlp.Span
                            {
                                TraceId = ByteString.CopyFrom(Guid.NewGuid().ToByteArray()),
                                SpanId = ByteString.CopyFrom(1, 2, 3, 4, 5, 6, 7, 8),
                                Name = "by hand",
                                StartTimeUnixNano = 1_800_000_000_000_000_000,
                                EndTimeUnixNano = 1_800_000_000_000_000_100,
                                Attributes = { Text("booking.reference", reference) },
                            },
                        },
                    },
                },
            },
        },
    };

    private static KeyValue Text(string name, string value) => new() { Key = name, Value = new AnyValue { StringValue = value } };

    private static byte[] Zip(byte[] bytes)
    {
        using var packed = new MemoryStream();
        using (var zip = new GZipStream(packed, CompressionLevel.Optimal))
        {
            zip.Write(bytes);
        }

        return packed.ToArray();
    }

    private async Task<(HttpStatusCode Status, byte[] Body)> PostAsync(
        string signal, byte[] bytes, string? key = OperationsProcess.Key, string? encoding = null, string type = "application/x-protobuf")
    {
        using var client = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(operations.Http, $"/v1/{signal}")) { Content = new ByteArrayContent(bytes) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue(type);
        if (encoding is not null)
        {
            request.Content.Headers.ContentEncoding.Add(encoding);
        }

        // Else the answer to a body that is too large races with the bytes still being written.
        request.Headers.ExpectContinue = true;
        if (key is not null)
        {
            request.Headers.Add("x-otlp-api-key", key);
        }

        using var response = await client.SendAsync(request);
        return (response.StatusCode, await response.Content.ReadAsByteArrayAsync());
    }

    /// <summary>Sends the bytes as they are, as the one method of the trace service.</summary>
    private async Task<byte[]> ExportAsync(byte[] bytes, Metadata headers)
    {
        var raw = Marshallers.Create<byte[]>(message => message, message => message);
        var method = new Method<byte[], byte[]>(MethodType.Unary, "opentelemetry.proto.collector.trace.v1.TraceService", "Export", raw, raw);
        using var channel = Grpc.Net.Client.GrpcChannel.ForAddress(operations.Grpc, new Grpc.Net.Client.GrpcChannelOptions { MaxSendMessageSize = null });
        return await channel.CreateCallInvoker().AsyncUnaryCall(method, null, new CallOptions(headers), bytes);
    }
}
