using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using StrongCities.Contracts.Demonstration;

namespace StrongCities.Faults.Harness;

/// <summary>
/// People who read pages and send registration forms until told to stop. Nobody tries anything twice: every answer that is not what a person expects is a failure,
/// also a page on which a part is said not to answer.
/// </summary>
internal sealed class SiteLoad(IReadOnlyList<(DemonstrationPerson Person, HttpClient Browser)> people, IEnumerable<Guid> dialogues)
{
    // What the first page grants its parts; a machine whose cores are busy starting processes may need longer, also when all answer.
    private static readonly TimeSpan PartTimeMax = TimeSpan.FromSeconds(2);
    private const string PartIsMissing = "The rest of the page works";
    private static readonly string[] Pages = ["/en", "/en/dialogues", "/en/members", "/en/registrations", "/en/trainings"];

    private readonly ConcurrentQueue<(DemonstrationPerson Person, HttpClient Browser, Guid Dialogue)> _wishes = new(dialogues.SelectMany(dialogue => people.Select(one => (one.Person, one.Browser, dialogue))));
    private readonly ConcurrentQueue<string> _failed = new();
    private readonly ConcurrentQueue<Acknowledged> _acknowledged = new();
    private volatile bool _isOver;
    private Task _running = Task.CompletedTask;
    private int _read;
    private int _slow;

    public IReadOnlyCollection<string> Failed => _failed;

    public IReadOnlyCollection<Acknowledged> Acknowledged => _acknowledged;

    public int Read => _read;

    /// <summary>Pages that gave up on a part after its time; one that is refused is missing at once, and a failure.</summary>
    public int Slow => _slow;

    /// <summary>Two readers and a registrant for each person.</summary>
    public void Start() => _running = Task.WhenAll(people.SelectMany(one => new[]
    {
        Task.Run(() => ReadAsync(one.Browser)), Task.Run(() => ReadAsync(one.Browser)), Task.Run(RegisterAsync),
    }));

    public Task StopAsync()
    {
        _isOver = true;
        return _running;
    }

    private async Task ReadAsync(HttpClient browser)
    {
        while (!_isOver)
        {
            var address = Pages[Random.Shared.Next(Pages.Length)];
            if (await TryAsync($"GET {address}", () => browser.GetAsync(address)) is { } page)
            {
                Interlocked.Increment(ref _read);
                var lacks = page.Text.Contains(PartIsMissing, StringComparison.Ordinal);
                if (page.Status == HttpStatusCode.OK && lacks && page.Took >= PartTimeMax)
                {
                    Interlocked.Increment(ref _slow);
                }
                else if (page.Status != HttpStatusCode.OK || lacks)
                {
                    _failed.Enqueue($"GET {address}: {page.Status}{(page.Status == HttpStatusCode.OK ? " without a part" : "")} after {page.Took.TotalSeconds:0.0} s");
                }
            }

            await Task.Delay(Random.Shared.Next(20, 120));
        }
    }

    private async Task RegisterAsync()
    {
        while (!_isOver && _wishes.TryDequeue(out var wish))
        {
            var address = $"/en/dialogues/{wish.Dialogue}/register";
            if (await TryAsync("GET form", () => wish.Browser.GetAsync(address)) is { } form)
            {
                if (form.Status != HttpStatusCode.OK)
                {
                    _failed.Enqueue($"GET form: {form.Status}");
                }
                else
                {
                    await SendAsync(wish.Person, wish.Browser, wish.Dialogue, address, SignIn.FieldsOf(form.Text, "name=\"key\"").ToDictionary());
                }
            }

            await Task.Delay(Random.Shared.Next(50, 350));
        }
    }

    private async Task SendAsync(DemonstrationPerson person, HttpClient browser, Guid dialogue, string address, Dictionary<string, string> fields)
    {
        using var content = new FormUrlEncodedContent(fields);
        if (await TryAsync("POST form", () => browser.PostAsync(address, content)) is not { } answer)
        {
            return;
        }

        if (answer.Location?.Split('/', '?') is { } parts && parts.FirstOrDefault(part => Guid.TryParse(part, out _)) is { } registration)
        {
            var wish = new Wish(dialogue, Guid.Parse(fields["organization"]), person.PersonId, 1, 1) { Key = fields["key"] };
            _acknowledged.Enqueue(new Acknowledged(wish, Guid.Parse(registration), 1));
        }
        else
        {
            _failed.Enqueue($"POST form: {answer.Status} to {answer.Location}");
        }
    }

    private async Task<(HttpStatusCode Status, string Text, string? Location, TimeSpan Took)?> TryAsync(string what, Func<Task<HttpResponseMessage>> ask)
    {
        var watch = Stopwatch.StartNew();
        try
        {
            using var answer = await ask();
            return (answer.StatusCode, await answer.Content.ReadAsStringAsync(), answer.Headers.Location?.ToString(), watch.Elapsed);
        }
        catch (Exception error) when (error is HttpRequestException or TaskCanceledException)
        {
            _failed.Enqueue($"{what}: {error.GetType().Name} {error.InnerException?.GetType().Name} {error.Message}");
            return null;
        }
    }
}
