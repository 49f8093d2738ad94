using System.Collections.Concurrent;
using System.Net.Http.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace StrongCities.ServiceDefaults.Callers;

/// <summary>
/// Access tokens of the process itself (client credentials), one per scope: fetched once for all callers, renewed a minute before their end.
/// The client's id is the service's name (<c>OTEL_SERVICE_NAME</c>), its secret <c>Identity__ClientSecret</c>.
/// </summary>
public sealed class ServiceTokens(IHttpClientFactory clients, IConfiguration configuration, IHostEnvironment environment, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new(StringComparer.Ordinal);
    private readonly ConcurrentDictionary<string, (string Token, DateTimeOffset Until)> _tokens = new(StringComparer.Ordinal);

    /// <summary>A token that carries exactly this scope.</summary>
    /// <exception cref="HttpRequestException">The identity provider does not answer or refuses this client the scope.</exception>
    public async Task<string> GetAsync(string scope, CancellationToken cancellationToken)
    {
        if (Current(scope) is { } current)
        {
            return current;
        }

        var gate = _gates.GetOrAdd(scope, _ => new SemaphoreSlim(1, 1));
        await gate.WaitAsync(cancellationToken);
        try
        {
            if (Current(scope) is { } fetchedMeanwhile)
            {
                return fetchedMeanwhile;
            }

            // The token serves every caller of this process and is part of no caller's trace.
            System.Diagnostics.Activity.Current = null;
            using var client = clients.CreateClient(InsideIdentity.ClientName);
            client.Timeout = TimeSpan.FromSeconds(5);
            using var response = await client.PostAsync(
                "/connect/token",
                new FormUrlEncodedContent(new Dictionary<string, string>
                {
                    ["grant_type"] = "client_credentials",
                    ["client_id"] = configuration["OTEL_SERVICE_NAME"] ?? environment.ApplicationName,
                    ["client_secret"] = configuration.Required("Identity:ClientSecret"),
                    ["scope"] = scope,
                }),
                cancellationToken);
            response.EnsureSuccessStatusCode();
            var answer = (await response.Content.ReadFromJsonAsync<TokenAnswer>(cancellationToken))!;
            _tokens[scope] = (answer.AccessToken, time.GetUtcNow().AddSeconds(answer.ExpiresIn));
            return answer.AccessToken;
        }
        finally
        {
            gate.Release();
        }
    }

    private string? Current(string scope) =>
        _tokens.TryGetValue(scope, out var kept) && kept.Until - TimeSpan.FromMinutes(1) > time.GetUtcNow() ? kept.Token : null;

    private sealed record TokenAnswer(
        [property: JsonPropertyName("access_token")] string AccessToken, [property: JsonPropertyName("expires_in")] int ExpiresIn);
}
