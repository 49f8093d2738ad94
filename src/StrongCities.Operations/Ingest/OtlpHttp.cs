using System.IO.Compression;
using Google.Protobuf;
using Grpc.Core;
using Microsoft.AspNetCore.Mvc;
using StrongCities.Operations.Otlp;

namespace StrongCities.Operations.Ingest;

/// <summary>OTLP over HTTP with protobuf bodies, plain or gzip. Failures carry a status message, as the specification demands.</summary>
internal static class OtlpHttp
{
    /// <summary>Of a body, before and after decompression: a small gzip must not become a large memory.</summary>
    public const int BodyBytesMax = 4 << 20;

    private const string MediaType = "application/x-protobuf";

    public static void MapOtlpHttp(this IEndpointRouteBuilder app)
    {
        Map(app, "/v1/traces", ExportTraceServiceRequest.Parser, (telemetry, request) => telemetry.Receive(request));
        Map(app, "/v1/logs", ExportLogsServiceRequest.Parser, (telemetry, request) => telemetry.Receive(request));
        Map(app, "/v1/metrics", ExportMetricsServiceRequest.Parser, (telemetry, request) => telemetry.Receive(request));
    }

    private static void Map<TRequest>(
        IEndpointRouteBuilder app, string path, MessageParser<TRequest> parser, Func<ReceiveTelemetry, TRequest, IMessage> receive)
        where TRequest : IMessage<TRequest>
    {
        var tolerant = parser.WithDiscardUnknownFields(true);
        app.MapPost(path, (HttpContext http, ReceiveTelemetry telemetry) => AnswerAsync(http, bytes => receive(telemetry, tolerant.ParseFrom(bytes))))
            .RequireAuthorization(OtlpKey.Policy)
            .WithMetadata(new RequestSizeLimitAttribute(BodyBytesMax))
            .WithIngestLimits();
    }

    private static async Task AnswerAsync(HttpContext http, Func<byte[], IMessage> receive)
    {
        var encoding = http.Request.Headers.ContentEncoding.ToString();
        if (http.Request.ContentType?.Split(';')[0].Trim() != MediaType || encoding is not ("" or "identity" or "gzip"))
        {
            await FailAsync(http, StatusCodes.Status415UnsupportedMediaType, StatusCode.InvalidArgument, $"Send {MediaType}, plain or as gzip.");
            return;
        }

        try
        {
            await using var unpacked = encoding == "gzip" ? new GZipStream(http.Request.Body, CompressionMode.Decompress) : null;
            if (await ReadAsync(unpacked ?? http.Request.Body, http.RequestAborted) is { } bytes)
            {
                await WriteAsync(http, receive(bytes));
                return;
            }

            await FailAsync(http, StatusCodes.Status413PayloadTooLarge, StatusCode.ResourceExhausted, $"A body has at most {BodyBytesMax} bytes, unpacked.");
        }
        catch (Exception error) when (error is InvalidProtocolBufferException or InvalidDataException)
        {
            await FailAsync(http, StatusCodes.Status400BadRequest, StatusCode.InvalidArgument, "These bytes are not this request.");
        }
    }

    /// <summary>Null when there is more than may be sent.</summary>
    private static async Task<byte[]?> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        using var read = new MemoryStream();
        var buffer = new byte[16_384];
        int count;
        while ((count = await body.ReadAsync(buffer, cancellationToken)) > 0)
        {
            if (read.Length + count > BodyBytesMax)
            {
                return null;
            }

            read.Write(buffer, 0, count);
        }

        return read.ToArray();
    }

    private static Task FailAsync(HttpContext http, int status, StatusCode code, string message)
    {
        http.Response.StatusCode = status;
        return WriteAsync(http, new ExportFailure { Code = (int)code, Message = message });
    }

    private static async Task WriteAsync(HttpContext http, IMessage message)
    {
        http.Response.ContentType = MediaType;
        http.Response.ContentLength = message.CalculateSize();
        await http.Response.Body.WriteAsync(message.ToByteArray(), http.RequestAborted);
    }
}
