using System.Net;
using System.Net.Http.Headers;
using StrongCities.ServiceDefaults.Callers;

namespace StrongCities.Notifications.Identity;

/// <summary>Asks Identity what a mail of its own is to say, at the moment of sending.</summary>
internal sealed class IdentityQuestion(IHttpClientFactory clients, ServiceTokens tokens)
{
    /// <summary>The answer, or null when there is nothing to send any more; throws when Identity does not answer.</summary>
    public async Task<T?> AskAsync<T>(HttpMethod method, string path, CancellationToken stop) where T : class
    {
        using var client = clients.CreateClient(InsideIdentity.ClientName);
        using var request = new HttpRequestMessage(method, path);
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", await tokens.GetAsync("identity.sign-in-mail", stop));
        using var response = await client.SendAsync(request, stop);
        if (response.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Gone)
        {
            return null;
        }

        response.EnsureSuccessStatusCode();
        return await response.Content.ReadFromJsonAsync<T>(stop);
    }
}
