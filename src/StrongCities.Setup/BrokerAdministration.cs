using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text;
using StrongCities.Outbox;

namespace StrongCities.Setup;

/// <summary>Makes one broker user a service, with permissions on its own queues and exchanges, through RabbitMQ's management API.</summary>
internal sealed class BrokerAdministration : IDisposable
{
    /// <summary>The services that publish or consume facts.</summary>
    public static readonly IReadOnlyList<string> Services = ["identity", "membership", "events", "training", "matchmaking", "notifications"];

    private const int AttemptsMax = 480;

    private readonly HttpClient _client;
    private readonly string _virtualHost;

    public BrokerAdministration(Uri messaging, Uri management)
    {
        _virtualHost = messaging.AbsolutePath.Length > 1 ? messaging.AbsolutePath[1..] : "%2F";
        _client = new HttpClient { BaseAddress = management, Timeout = TimeSpan.FromSeconds(10) };
        var login = Uri.UnescapeDataString(messaging.UserInfo);
        _client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes(login)));
    }

    public async Task CreateUserAsync(string service, string password, CancellationToken cancellationToken)
    {
        await PutAsync($"/api/users/{service}", new { password, tags = "" }, cancellationToken);
        var (configure, write, read) = BrokerPermissions.For(service);
        await PutAsync($"/api/permissions/%2F/{service}", new { configure, write, read }, cancellationToken);
    }

    /// <summary>The names of all queues of the virtual host.</summary>
    public async Task<IReadOnlyList<string>> QueuesAsync(CancellationToken cancellationToken)
    {
        try
        {
            var queues = await _client.GetFromJsonAsync<List<NamedQueue>>($"/api/queues/{_virtualHost}?columns=name", cancellationToken);
            return [.. queues!.Select(queue => queue.Name)];
        }
        catch (HttpRequestException)
        {
            throw new SetupException("RabbitMQ's management cannot be reached.");
        }
    }

    public void Dispose() => _client.Dispose();

    /// <summary>Retries for four minutes: nobody waits for the broker before setup starts, and its management starts after its port opens.</summary>
    private async Task PutAsync(string path, object body, CancellationToken cancellationToken)
    {
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                using var response = await _client.PutAsJsonAsync(path, body, cancellationToken);
                if (response.IsSuccessStatusCode)
                {
                    return;
                }

                if (attempt == AttemptsMax || response.StatusCode is System.Net.HttpStatusCode.Unauthorized)
                {
                    throw new SetupException($"RabbitMQ's management refused {path} ({(int)response.StatusCode}).");
                }
            }
            catch (HttpRequestException) when (attempt < AttemptsMax)
            {
                // Not up yet.
            }
            catch (HttpRequestException)
            {
                throw new SetupException("RabbitMQ's management cannot be reached.");
            }

            await Task.Delay(TimeSpan.FromMilliseconds(500), cancellationToken);
        }
    }

    private sealed record NamedQueue(string Name);
}
