using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.ServiceDiscovery;

namespace StrongCities.ServiceDefaults.Callers;

/// <summary>
/// Sends each call to the next of a neighbor's addresses (<c>services__events__grpc__0</c>, <c>__1</c>, ...). Where no connection could be made nothing was sent, whatever the
/// call is: then another address is asked. So too where a process says that it is not ready (<see cref="NotNow"/>): it is asked in earnest only when no other is left.
/// </summary>
internal sealed class TakeTurns(ServiceEndpointResolver addresses) : DelegatingHandler
{
    private int _turn = Random.Shared.Next(short.MaxValue);

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var asked = request.RequestUri!;
        var known = (await addresses.GetEndpointsAsync(asked.GetLeftPart(UriPartial.Authority), cancellationToken)).Endpoints;
        var turn = Interlocked.Increment(ref _turn) & int.MaxValue;
        if (request.Content is { } message)
        {
            // gRPC writes a message once; here and where a server refuses a stream it is sent again.
            await message.LoadIntoBufferAsync(cancellationToken);
        }

        var inTurn = Enumerable.Range(0, known.Count).Select(next => At(asked, known[(turn + next) % known.Count].EndPoint)).ToList();
        var notReady = new List<Uri>();
        HttpRequestException? refused = null;
        foreach (var address in known.Count > 1 ? inTurn : [])
        {
            request.RequestUri = address;
            request.Headers.TryAddWithoutValidation(NotNow.AnotherCanBeAsked, "1");
            try
            {
                var answer = await base.SendAsync(request, cancellationToken);
                if (!NotNow.Says(answer))
                {
                    return answer;
                }

                answer.Dispose();
                notReady.Add(address);
            }
            catch (HttpRequestException error) when (NothingWasSent(error))
            {
                refused = error;
            }

            request.Headers.Remove(NotNow.AnotherCanBeAsked);
        }

        // Nobody else is left: in earnest.
        request.RequestUri = notReady.FirstOrDefault() ?? (refused is null ? inTurn[0] : throw refused);
        return await base.SendAsync(request, cancellationToken);
    }

    private static bool NothingWasSent(HttpRequestException error) =>
        error.HttpRequestError is HttpRequestError.ConnectionError or HttpRequestError.NameResolutionError or HttpRequestError.SecureConnectionError;

    private static Uri At(Uri asked, EndPoint address) => address switch
    {
        UriEndPoint { Uri: var uri } => new UriBuilder(asked) { Scheme = uri.Scheme, Host = uri.Host, Port = uri.Port }.Uri,
        IPEndPoint ip => new UriBuilder(asked) { Host = ip.Address.ToString(), Port = ip.Port }.Uri,
        DnsEndPoint dns => new UriBuilder(asked) { Host = dns.Host, Port = dns.Port == 0 ? -1 : dns.Port }.Uri,
        _ => throw new InvalidOperationException($"An address of the kind {address.GetType().Name} is not known."),
    };
}

/// <summary>Registers it.</summary>
internal static class TakingTurns
{
    public static IHttpClientBuilder TakeTurns(this IHttpClientBuilder client) =>
        client.AddHttpMessageHandler(services => new TakeTurns(services.GetRequiredService<ServiceEndpointResolver>()));
}
