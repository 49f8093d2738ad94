using System.Diagnostics;
using Google.Protobuf.WellKnownTypes;
using Google.Rpc;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using StrongCities.ServiceDefaults.Callers;

namespace StrongCities.ServiceDefaults.Refusals;

/// <summary>
/// Turns refusals into <c>google.rpc.Status</c> with an <c>ErrorInfo</c> (reason, domain, metadata) and everything else into a fixed text:
/// an exception's own words may hold personal data and never reach the wire or the log.
/// </summary>
internal sealed class RefusalInterceptor(IHostEnvironment environment, ILogger<RefusalInterceptor> logger) : Interceptor
{
    public override async Task<TResponse> UnaryServerHandler<TRequest, TResponse>(
        TRequest request, ServerCallContext context, UnaryServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            return await continuation(request, context);
        }
        catch (Exception error) when (error is not RpcException)
        {
            throw Answer(error, context);
        }
    }

    public override async Task ServerStreamingServerHandler<TRequest, TResponse>(
        TRequest request, IServerStreamWriter<TResponse> responseStream, ServerCallContext context,
        ServerStreamingServerMethod<TRequest, TResponse> continuation)
    {
        try
        {
            await continuation(request, responseStream, context);
        }
        catch (Exception error) when (error is not RpcException)
        {
            throw Answer(error, context);
        }
    }

    private RpcException Answer(Exception error, ServerCallContext context)
    {
        if (error is RefusedException { Refusal: var refusal })
        {
            Activity.Current?.SetTag("refusal.reason", refusal.Reason);
            Log.Refused(logger, context.Method, refusal.Reason);
            return ToRpcException(refusal, environment.ApplicationName);
        }

        if (error is OperationCanceledException && context.CancellationToken.IsCancellationRequested)
        {
            return new RpcException(new Grpc.Core.Status(Grpc.Core.StatusCode.Cancelled, "Cancelled by the caller."));
        }

        Activity.Current?.SetStatus(ActivityStatusCode.Error);
        if (DatabaseAway.Caused(error))
        {
            Log.Away(logger, context.Method, error.GetType().FullName!);
            return new RpcException(new Grpc.Core.Status(Grpc.Core.StatusCode.Unavailable, "Not confirmed; asking again is safe."), [AskAgain.Not]);
        }

        Log.Faulted(logger, context.Method, error.GetType().FullName!, StackOf(error));
        return new RpcException(new Grpc.Core.Status(Grpc.Core.StatusCode.Internal, "Something went wrong; the trace id says where."));
    }

    internal static RpcException ToRpcException(Refusal refusal, string domain)
    {
        var info = new ErrorInfo { Reason = refusal.Reason, Domain = domain };
        foreach (var (key, value) in refusal.Facts)
        {
            info.Metadata[key] = value;
        }

        var answer = new Google.Rpc.Status { Code = (int)refusal.Status, Message = refusal.Message, Details = { Any.Pack(info) } }.ToRpcException();
        if (refusal.Status == Grpc.Core.StatusCode.Unavailable)
        {
            answer.Trailers.Add(AskAgain.Not);
        }

        return answer;
    }

    // Types and code places only: messages of exceptions quote values.
    internal static string StackOf(Exception error)
    {
        var frames = new StackTrace(error, fNeedFileInfo: false).GetFrames()
            .Select(frame => frame.GetMethod()).OfType<System.Reflection.MethodBase>()
            .Select(method => $"{method.DeclaringType?.FullName}.{method.Name}").Take(12);
        var inner = error.InnerException is { } cause ? $" <- {cause.GetType().FullName}" : "";
        return string.Join(" < ", frames) + inner;
    }

    private static class Log
    {
        private static readonly Action<ILogger, string, string, Exception?> RefusedMessage = LoggerMessage.Define<string, string>(
            LogLevel.Information, new EventId(1, "Refused"), "{Method} refused: {Reason}");

        private static readonly Action<ILogger, string, string, string, Exception?> FaultedMessage = LoggerMessage.Define<string, string, string>(
            LogLevel.Error, new EventId(2, "Faulted"), "{Method} failed with {ErrorType} at {Frames}");

        private static readonly Action<ILogger, string, string, Exception?> AwayMessage = LoggerMessage.Define<string, string>(
            LogLevel.Warning, new EventId(3, "DatabaseAway"), "{Method} could not reach the database: {ErrorType}");

        public static void Refused(ILogger logger, string method, string reason) => RefusedMessage(logger, method, reason, null);

        public static void Away(ILogger logger, string method, string type) => AwayMessage(logger, method, type, null);

        public static void Faulted(ILogger logger, string method, string type, string frames) => FaultedMessage(logger, method, type, frames, null);
    }
}
