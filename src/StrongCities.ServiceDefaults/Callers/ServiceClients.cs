using Grpc.Core;
using Grpc.Net.ClientFactory;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace StrongCities.ServiceDefaults.Callers;

/// <summary>gRPC clients of other services of the platform.</summary>
public static class ServiceClients
{
    /// <summary>
    /// Registers a client of the named service's <c>grpc</c> endpoint; every call has a deadline of ten seconds unless it names its own.
    /// Of several addresses each call takes the next (<see cref="TakeTurns"/>); what bears repetition is asked again when a connection breaks (<see cref="AskAgain"/>).
    /// </summary>
    /// <param name="builder">The process.</param>
    /// <param name="service">Resource name, such as <c>membership</c>.</param>
    /// <param name="scope">
    /// Null: the calling person's access token travels along, and an anonymous caller stays anonymous.
    /// Otherwise the process calls as itself, with a token of exactly this scope.
    /// </param>
    /// <param name="key">Of the keyed service that the client becomes, where several services serve one contract; null: the only client of its type.</param>
    public static IHttpClientBuilder AddServiceClient<TClient>(this WebApplicationBuilder builder, string service, string? scope = null, string? key = null)
        where TClient : ClientBase
    {
        if (key is not null)
        {
            builder.Services.AddKeyedTransient(key, (services, _) => services.GetRequiredService<GrpcClientFactory>().CreateClient<TClient>(NameOf<TClient>(key)));
        }

        var scheme = Neighbors.SchemeOf(builder.Configuration, builder.Environment, service, "grpc");
        var again = AskAgain.For<TClient>();
        return builder.Services
            .AddGrpcClient<TClient>(NameOf<TClient>(key), options => options.Address = new Uri($"{scheme}://_grpc.{service}"))
            .ConfigurePrimaryHttpMessageHandler(() => Neighbors.Handler(builder.Configuration))
            .ConfigureChannel(channel =>
            {
                channel.UnsafeUseInsecureChannelCallCredentials = scheme == Uri.UriSchemeHttp;
                channel.MaxReceiveMessageSize = 6 * 1024 * 1024;
                channel.ServiceConfig = again;
            })
            .AddInterceptor(() => new DefaultDeadline(TimeSpan.FromSeconds(10)))
            .AddCallCredentials((_, metadata, services) => AddTokenAsync(metadata, services, scope))
            .TakeTurns();
    }

    // The first is the name that the library gives to a client without one.
    private static string NameOf<TClient>(string? key) => key is null ? typeof(TClient).Name : $"{typeof(TClient).Name} {key}";

    private static async Task AddTokenAsync(Metadata metadata, IServiceProvider services, string? scope)
    {
        if (scope is not null)
        {
            metadata.Add("Authorization", $"Bearer {await services.GetRequiredService<ServiceTokens>().GetAsync(scope, CancellationToken.None)}");
            return;
        }

        if (services.GetService<IHttpContextAccessor>()?.HttpContext is not { } context)
        {
            return;
        }

        // A page's sign-in keeps the token with the session; a service received it in the header of the call it is answering.
        if (context.User.Identity?.IsAuthenticated == true && await context.GetTokenAsync("access_token") is { Length: > 0 } token)
        {
            metadata.Add("Authorization", $"Bearer {token}");
        }
        else if (context.Request.Headers.Authorization.ToString() is { Length: > 0 } header)
        {
            metadata.Add("Authorization", header);
        }
    }
}
