namespace StrongCities.ServiceDefaults.Callers;

/// <summary>Sends to the identity provider's internal address what its metadata addresses to the public one, which this process may not reach.</summary>
public sealed class InsideIdentity : DelegatingHandler
{
    /// <summary>Name of the HTTP client that reaches the identity provider from inside.</summary>
    public const string ClientName = "identity";

    private readonly string _outside;

    private InsideIdentity(string issuer, HttpMessageHandler inner) : base(inner) => _outside = new Uri(issuer).GetLeftPart(UriPartial.Authority);

    /// <summary>A client for its metadata and keys; <paramref name="issuer"/> is its public address.</summary>
    public static HttpClient Client(string issuer, IHttpMessageHandlerFactory handlers) =>
        new(new InsideIdentity(issuer, handlers.CreateHandler(ClientName)), disposeHandler: false) { Timeout = TimeSpan.FromSeconds(5) };

    /// <inheritdoc/>
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        if (request.RequestUri!.GetLeftPart(UriPartial.Authority) == _outside)
        {
            request.RequestUri = new Uri(new Uri("http://identity"), request.RequestUri.PathAndQuery);
        }

        return base.SendAsync(request, cancellationToken);
    }
}
