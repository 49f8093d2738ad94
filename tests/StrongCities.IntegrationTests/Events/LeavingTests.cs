using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Grpc.Core;
using Grpc.Health.V1;
using Npgsql;
using StrongCities.Contracts.Gatherings;
using StrongCities.IntegrationTests.Outbox;

namespace StrongCities.IntegrationTests.Events;

/// <summary>What a process does between SIGTERM and its end, and what kill -9 in its place would break.</summary>
[Collection("servers")]
public sealed class LeavingTests(Servers servers) : IAsyncLifetime
{
    private readonly EventsProcess _events = new(servers);

    public async Task InitializeAsync()
    {
        _events.Settings["Drain__NoticeSeconds"] = "2";
        await _events.InitializeAsync();
    }

    public Task DisposeAsync() => _events.DisposeAsync();

    [Fact]
    public async Task After_SIGTERM_it_is_not_ready_at_once_serves_on_for_the_notice_and_finishes_what_is_in_flight()
    {
        var dialogue = await _events.PublishedAsync(10, 3);
        var (organization, people) = await _events.MemberAsync("NO", 1);
        using var client = new HttpClient { BaseAddress = _events.Http };
        var health = new Health.HealthClient(_events.Channel);
        foreach (var probe in new[] { "/alive", "/started", "/health" })
        {
            Assert.Equal((probe, HttpStatusCode.OK), (probe, (await client.GetAsync(probe)).StatusCode));
        }

        Assert.Equal(HealthCheckResponse.Types.ServingStatus.Serving, (await health.CheckAsync(new HealthCheckRequest())).Status);
        using var watch = _events.Gatherings.WatchSeats(new WatchSeatsRequest { GatheringId = dialogue }, _events.Staff, DateTime.UtcNow.AddMinutes(1));
        Assert.True(await watch.ResponseStream.MoveNext(default));

        var sent = Stopwatch.StartNew();
        var ended = _events.TerminateAsync();
        await Eventually.TrueAsync(async () => (await client.GetAsync("/health")).StatusCode == HttpStatusCode.ServiceUnavailable, "it is not ready");
        Assert.Equal(HealthCheckResponse.Types.ServingStatus.NotServing, (await health.CheckAsync(new HealthCheckRequest())).Status);
        using (var alive = await client.GetAsync("/alive"))
        {
            Assert.Equal((HttpStatusCode.OK, true), (alive.StatusCode, alive.Headers.ConnectionClose));
        }

        Assert.Equal(HttpStatusCode.OK, (await client.GetAsync("/started")).StatusCode);
        using (var elsewhere = new HttpRequestMessage(HttpMethod.Get, "/alive") { Headers = { { "x-another-can-be-asked", "1" } } })
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, (await client.SendAsync(elsewhere)).StatusCode);
        }

        Assert.False(await watch.ResponseStream.MoveNext(default));
        await _events.Gatherings.GetGatheringAsync(new GetGatheringRequest { GatheringId = dialogue }, EventsProcess.Nobody);
        Assert.True(sent.Elapsed < TimeSpan.FromSeconds(2), $"The notice was over before it was looked at: {sent.Elapsed}.");

        // In flight when the notice ends: it waits for a row that somebody else holds.
        await using var connection = await _events.Database.OpenConnectionAsync();
        await using var holding = await connection.BeginTransactionAsync();
        await new NpgsqlCommand("select from admission_offerings for update", connection, holding).ExecuteNonQueryAsync();
        var booking = _events.Book(dialogue, organization, people[0], 2).ResponseAsync;
        await Eventually.TrueAsync(async () => !await AnswersAsync(), "new connections are refused");
        Assert.False(booking.IsCompleted);
        Assert.False(ended.IsCompleted);
        await holding.RollbackAsync();
        var registration = await booking;

        Assert.Equal(0, await ended);
        await using var count = _events.Database.CreateCommand("select count(*) from admission_entries where id = $1");
        count.Parameters.Add(new() { Value = Guid.Parse(registration.RegistrationId) });
        Assert.Equal(1L, await count.ExecuteScalarAsync());
        // The relay's election is a lock of its connection: another process can publish now.
        await using var locks = _events.Database.CreateCommand("select count(*) from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())");
        Assert.Equal(0L, await locks.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Ended_and_started_again_under_load_it_breaks_no_call_and_killed_it_breaks_some()
    {
        var ended = await UnderLoadAsync(async () => Assert.Equal(0, await _events.TerminateAsync()));
        Assert.Empty(ended);
        Assert.NotEmpty(await UnderLoadAsync(_events.KillAsync));
    }

    /// <summary>Calls that broke after they were sent, while the process is ended and started again three times.</summary>
    private async Task<IReadOnlyCollection<string>> UnderLoadAsync(Func<Task> endAsync)
    {
        var dialogue = await _events.PublishedAsync(1000, 3);
        var members = new List<(Guid Organization, Guid Person)>();
        for (var i = 0; i < 8; i++)
        {
            var (organization, people) = await _events.MemberAsync("NO", 1);
            members.Add((organization, people[0]));
        }

        var broken = new ConcurrentQueue<string>();
        var answered = 0;
        using var over = new CancellationTokenSource();
        var callers = members.ConvertAll(member => Task.Run(async () =>
        {
            while (!over.IsCancellationRequested)
            {
                try
                {
                    await _events.Book(dialogue, member.Organization, member.Person, 1);
                }
                catch (RpcException error) when (error.Status.DebugException is SocketException or HttpRequestException { HttpRequestError: HttpRequestError.ConnectionError })
                {
                    // Nothing was sent.
                    await Task.Delay(50);
                }
                catch (RpcException error) when (error.StatusCode is StatusCode.AlreadyExists)
                {
                    // Decided by the ledger, as the first was.
                    Interlocked.Increment(ref answered);
                }
                catch (RpcException error)
                {
                    broken.Enqueue($"{error.StatusCode}: {error.Status.Detail}");
                }
            }
        }));
        for (var times = 0; times < 3; times++)
        {
            await Task.Delay(1000);
            await endAsync();
            await _events.StartAsync();
        }

        await over.CancelAsync();
        await Task.WhenAll(callers);
        Assert.True(answered > 100, $"Only {answered} calls were answered.");
        return broken;
    }

    /// <summary>On a connection of its own.</summary>
    private async Task<bool> AnswersAsync()
    {
        try
        {
            using var client = new HttpClient { BaseAddress = _events.Http };
            await client.GetAsync("/alive");
            return true;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
