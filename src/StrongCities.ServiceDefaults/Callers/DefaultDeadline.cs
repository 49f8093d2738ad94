using Grpc.Core;
using Grpc.Core.Interceptors;

namespace StrongCities.ServiceDefaults.Callers;

/// <summary>Gives every call a deadline: a hanging neighbor must not hang its callers.</summary>
internal sealed class DefaultDeadline(TimeSpan limit) : Interceptor
{
    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        if (context.Options.Deadline is not null)
        {
            return continuation(request, context);
        }

        var options = context.Options.WithDeadline(DateTime.UtcNow + limit);
        return continuation(request, new ClientInterceptorContext<TRequest, TResponse>(context.Method, context.Host, options));
    }
}
