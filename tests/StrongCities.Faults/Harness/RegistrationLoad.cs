using System.Collections.Concurrent;
using System.Diagnostics;
using Grpc.Core;
using StrongCities.Contracts.Gatherings;

namespace StrongCities.Faults.Harness;

/// <summary>One wish to register; the key stays the same however often it is asked.</summary>
internal sealed record Wish(Guid Gathering, Guid Organization, Guid Person, int MinSeats, int MaxSeats)
{
    public string Key { get; init; } = Guid.NewGuid().ToString();
}

/// <summary>A registration that Events has acknowledged to the caller.</summary>
internal sealed record Acknowledged(Wish Wish, Guid Registration, int Tries);

/// <summary>Callers who register one organization after another until told to stop, each asking with the same key until the answer is definite.</summary>
internal sealed class RegistrationLoad(
    IReadOnlyList<Registrations.RegistrationsClient> events, IReadOnlyDictionary<Guid, string> tokens, IEnumerable<Wish> wishes, int callers = 5, int pauseMillisecondsMax = 300)
{
    private static readonly TimeSpan AnswerTimeMax = TimeSpan.FromSeconds(4);
    private static readonly TimeSpan PatienceOfACaller = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan PauseAfterNoAnswer = TimeSpan.FromMilliseconds(200);

    private readonly ConcurrentQueue<Wish> _wishes = new(wishes);
    private readonly ConcurrentQueue<Acknowledged> _acknowledged = new();
    private readonly ConcurrentQueue<string> _refused = new();
    private readonly ConcurrentDictionary<StatusCode, int> _indefinite = new();
    private volatile bool _isOver;
    private Task _callers = Task.CompletedTask;

    public IReadOnlyCollection<Acknowledged> Acknowledged => _acknowledged;

    /// <summary>Refusals for good; nobody asks for what would be refused, so each is a fault.</summary>
    public IReadOnlyCollection<string> Refused => _refused;

    /// <summary>Answers after which a caller had to ask again, by status.</summary>
    public IReadOnlyDictionary<StatusCode, int> Indefinite => _indefinite;

    /// <summary>How long the slowest answer took, definite or not.</summary>
    public TimeSpan Longest { get; private set; }

    public void Start() => _callers = Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(CallAsync)));

    /// <summary>Until every wish has its answer.</summary>
    public Task RunAsync()
    {
        Start();
        return _callers;
    }

    /// <summary>No new wishes; the callers still ask until each has its answer.</summary>
    public Task StopAsync()
    {
        _isOver = true;
        return _callers;
    }

    /// <summary>Asks the first of the services once more, with the key of an earlier answer; another one may be dead for good.</summary>
    public async Task<Guid> AskAgainAsync(Wish wish) => Guid.Parse((await CallAsync(events[0], wish)).RegistrationId);

    private async Task CallAsync()
    {
        while (!_isOver && _wishes.TryDequeue(out var wish))
        {
            await RegisterAsync(wish);
            await Task.Delay(Random.Shared.Next(pauseMillisecondsMax / 3, pauseMillisecondsMax + 1));
        }
    }

    private async Task RegisterAsync(Wish wish)
    {
        var patience = Stopwatch.StartNew();
        for (var tries = 1; ; tries++)
        {
            try
            {
                _acknowledged.Enqueue(new Acknowledged(wish, Guid.Parse((await AskAsync(wish)).RegistrationId), tries));
                return;
            }
            catch (RpcException error) when (IsDefinite(error.StatusCode) || patience.Elapsed > PatienceOfACaller)
            {
                _refused.Enqueue($"{error.StatusCode} after {tries} tries: {error.Status.Detail}");
                return;
            }
            catch (RpcException error)
            {
                _indefinite.AddOrUpdate(error.StatusCode, 1, (_, times) => times + 1);
                await Task.Delay(PauseAfterNoAnswer);
            }
        }
    }

    private async Task<RegisterDelegationReply> AskAsync(Wish wish)
    {
        var asked = Stopwatch.StartNew();
        try
        {
            return await CallAsync(events[Random.Shared.Next(events.Count)], wish);
        }
        finally
        {
            lock (_indefinite)
            {
                Longest = asked.Elapsed > Longest ? asked.Elapsed : Longest;
            }
        }
    }

    private async Task<RegisterDelegationReply> CallAsync(Registrations.RegistrationsClient service, Wish wish) => await service.RegisterDelegationAsync(
        new RegisterDelegationRequest
        {
            GatheringId = wish.Gathering.ToString(),
            OrganizationId = wish.Organization.ToString(),
            MinSeats = wish.MinSeats,
            MaxSeats = wish.MaxSeats,
            Key = wish.Key,
            LabelVersion = 1,
        },
        new Metadata { { "authorization", $"Bearer {tokens[wish.Person]}" } },
        DateTime.UtcNow + AnswerTimeMax);

    private static bool IsDefinite(StatusCode status) => status
        is StatusCode.InvalidArgument or StatusCode.NotFound or StatusCode.AlreadyExists or StatusCode.FailedPrecondition or StatusCode.PermissionDenied;
}
