using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Core.Interceptors;
using Grpc.Net.ClientFactory;
using StrongCities.Contracts.Gatherings;
using StrongCities.Contracts.Membership;

namespace StrongCities.Web.Security;

/// <summary>
/// Opening a page changes nothing: while a GET or HEAD is answered, services are asked nothing but what their contracts call a reading (<c>NO_SIDE_EFFECTS</c>).
/// A link in somebody else's page, a preview or a scanner therefore presses no button.
/// </summary>
internal sealed class ReadingOnly(IHttpContextAccessor accessor) : Interceptor
{
    /// <summary>Notes the day on which a feed was last read, which its owner is shown; nothing else.</summary>
    private static readonly string FeedIsRead = $"/{HeldSeats.Descriptor.FullName}/ListHeldSeats";

    private static readonly HashSet<string> Readings =
    [
        .. typeof(Me).Assembly.GetTypes().Where(type => type.Name.EndsWith("Reflection", StringComparison.Ordinal))
            .Select(type => type.GetProperty("Descriptor")?.GetValue(null)).OfType<FileDescriptor>().SelectMany(file => file.Services).SelectMany(service => service.Methods)
            .Where(method => method.GetOptions()?.IdempotencyLevel == MethodOptions.Types.IdempotencyLevel.NoSideEffects)
            .Select(method => $"/{method.Service.FullName}/{method.Name}"),
        FeedIsRead,
    ];

    /// <summary>For every client of this process.</summary>
    public static void AddTo(IServiceCollection services) =>
        services.ConfigureAll<GrpcClientFactoryOptions>(options => options.InterceptorRegistrations.Add(
            new InterceptorRegistration(InterceptorScope.Client, provider => new ReadingOnly(provider.GetRequiredService<IHttpContextAccessor>()))));

    public override AsyncUnaryCall<TResponse> AsyncUnaryCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncUnaryCallContinuation<TRequest, TResponse> continuation)
    {
        Demand(context.Method);
        return continuation(request, context);
    }

    public override AsyncServerStreamingCall<TResponse> AsyncServerStreamingCall<TRequest, TResponse>(
        TRequest request, ClientInterceptorContext<TRequest, TResponse> context, AsyncServerStreamingCallContinuation<TRequest, TResponse> continuation)
    {
        Demand(context.Method);
        return continuation(request, context);
    }

    private void Demand(IMethod method)
    {
        if (accessor.HttpContext?.Request.Method is { } verb && (HttpMethods.IsGet(verb) || HttpMethods.IsHead(verb)) && !Readings.Contains(method.FullName))
        {
            throw new InvalidOperationException($"{method.FullName} changes something and was called while a page was only opened.");
        }
    }
}
