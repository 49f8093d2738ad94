using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace StrongCities.Faults.Harness;

/// <summary>
/// What a reverse proxy does in front of several Webs: asks each for its readiness four times a second, spreads requests over those that are ready, keeps connections,
/// and takes another one only when a connection is refused. Whatever else fails is a failed request.
/// </summary>
internal sealed class Front : HttpMessageHandler
{
    private readonly IReadOnlyList<Replica> _webs;
    private readonly SocketsHttpHandler _connections;
    private readonly HttpMessageInvoker _invoker;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentDictionary<Replica, bool> _ready = new();
    private readonly Task _probing;
    private int _turn;

    public Front(IReadOnlyList<Replica> webs, CookieContainer cookies)
    {
        _webs = webs;
        _connections = new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = cookies };
        _invoker = new HttpMessageInvoker(_connections);
        _probing = Task.Run(ProbeAsync);
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        var turn = Interlocked.Increment(ref _turn);
        var inTurn = Enumerable.Range(0, _webs.Count).Select(next => _webs[(turn + next) % _webs.Count]).OrderByDescending(web => _ready.GetValueOrDefault(web, true)).ToList();
        foreach (var web in inTurn)
        {
            request.RequestUri = new Uri(new Uri(web.Http), request.RequestUri!.PathAndQuery);
            try
            {
                return await _invoker.SendAsync(request, cancellationToken);
            }
            catch (HttpRequestException refused) when (web != inTurn[^1] && refused.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionRefused })
            {
                _ready[web] = false;
            }
        }

        throw new InvalidOperationException("There is no Web.");
    }

    protected override void Dispose(bool disposing)
    {
        _stop.Cancel();
        _probing.Wait();
        _connections.Dispose();
        _stop.Dispose();
        base.Dispose(disposing);
    }

    private async Task ProbeAsync()
    {
        while (!_stop.IsCancellationRequested)
        {
            foreach (var web in _webs)
            {
                _ready[web] = await web.IsReadyAsync();
            }

            await Task.Delay(250, _stop.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }
}
