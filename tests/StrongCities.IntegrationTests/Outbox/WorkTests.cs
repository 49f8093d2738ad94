using System.Collections.Concurrent;
using System.Diagnostics;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using StrongCities.Outbox;

namespace StrongCities.IntegrationTests.Outbox;

[Collection("servers")]
public sealed class WorkTests(OutboxFixture at) : IClassFixture<OutboxFixture>, IAsyncLifetime
{
    public Task InitializeAsync() => at.ClearAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task Two_loops_share_the_rows_and_work_each_once()
    {
        // A letter takes a moment: 100 of them, four at a time, outlast the second after which the other loop looks again.
        static Task AMoment(Letter letter) => Task.Delay(60);
        await using var one = await StartAsync(new Clerk("one", works: AMoment));
        await using var two = await StartAsync(new Clerk("two", works: AMoment));
        await using (var db = at.Open())
        {
            db.Letters.AddRange(Enumerable.Range(0, 100).Select(number => new Letter { Number = number }));
            await db.SaveChangesAsync();
        }

        await DoneAsync(100);
        await using var after = at.Open();
        var letters = await after.Letters.ToListAsync();
        Assert.All(letters, letter => Assert.Equal(1, letter.Attempts));
        Assert.Equal(["one", "two"], letters.Select(letter => letter.WorkedBy!).Distinct().Order());
        // The fact that each try recorded committed with its completion.
        Assert.Equal(100L, await at.QueryAsync<long>("SELECT count(DISTINCT body->>'number') FROM outbox"));
    }

    [Fact]
    public async Task A_committed_row_is_worked_at_once_and_joins_the_trace_that_added_it()
    {
        using var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name is "StrongCities.Outbox" or "test",
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
        };
        ActivitySource.AddActivityListener(listener);
        using var source = new ActivitySource("test");
        var clerk = new Clerk("clerk");
        await using var service = await StartAsync(clerk);
        string trace;
        using (var request = source.StartActivity("request"))
        {
            trace = request!.TraceId.ToString();
            await using var db = await service.Services.GetRequiredService<IDbContextFactory<OutboxDb>>().CreateDbContextAsync();
            db.Letters.Add(new Letter { Number = 1 });
            await db.SaveChangesAsync();
        }

        await DoneAsync(1);
        await using var after = at.Open();
        Assert.Equal(trace, (await after.Letters.SingleAsync()).Trace);
    }

    [Fact]
    public async Task A_failed_row_waits_longer_each_time_and_the_loop_gives_up_at_its_limit()
    {
        await using (var db = at.Open())
        {
            db.Letters.Add(new Letter { Number = 1, Failing = 1 });
            db.Letters.Add(new Letter { Number = 2, Failing = 99 });
            await db.SaveChangesAsync();
        }

        await using var service = await StartAsync(new Clerk("clerk", triesMax: 2));
        await DoneAsync(1);
        await Eventually.TrueAsync(async () => await at.QueryAsync<long>("SELECT count(*) FROM letters WHERE gave_up_at IS NOT NULL") == 1, "the loop gives up");
        await using var after = at.Open();
        var letters = await after.Letters.OrderBy(letter => letter.Number).ToListAsync();
        Assert.Equal((2, (string?)null), (letters[0].Attempts, letters[0].Error));
        Assert.Equal((2, "TimeoutException"), (letters[1].Attempts, letters[1].Error));
        Assert.True(letters[0].DoneAt - letters[0].CreatedAt > TimeSpan.FromSeconds(0.75));
    }

    [Fact]
    public async Task Whoever_works_past_its_lease_cannot_complete_the_row()
    {
        var slow = new Clerk("slow", lease: TimeSpan.FromSeconds(5.2), works: _ => Task.Delay(TimeSpan.FromSeconds(7)));
        var quick = new Clerk("quick", lease: TimeSpan.FromSeconds(30));
        await using (var db = at.Open())
        {
            db.Letters.Add(new Letter { Number = 1 });
            await db.SaveChangesAsync();
        }

        await using var first = await StartAsync(slow);
        await Eventually.TrueAsync(() => Task.FromResult(slow.Begun.Count == 1), "the slow one holds the claim");
        await using var second = await StartAsync(quick);
        await DoneAsync(1);
        await Eventually.TrueAsync(() => Task.FromResult(slow.Ended.Count == 1), "the slow one has ended");
        await Task.Delay(300);
        await using var after = at.Open();
        var letter = await after.Letters.SingleAsync();
        Assert.Equal(("quick", 2), (letter.WorkedBy, letter.Attempts));
        Assert.Equal(1L, await at.QueryAsync<long>("SELECT count(*) FROM outbox"));
    }

    [Fact]
    public async Task A_row_due_later_is_not_worked_before_its_instant()
    {
        await using (var db = at.Open())
        {
            db.Letters.Add(new Letter { Number = 1, NextTry = DateTimeOffset.UtcNow.AddHours(1) });
            db.Letters.Add(new Letter { Number = 2, NextTry = DateTimeOffset.UtcNow.AddSeconds(-1) });
            await db.SaveChangesAsync();
        }

        await using var service = await StartAsync(new Clerk("clerk"));
        await DoneAsync(1);
        Assert.Equal(2, await at.QueryAsync<int>("SELECT number FROM letters WHERE done_at IS NOT NULL"));
    }

    private Task DoneAsync(int count) =>
        Eventually.TrueAsync(async () => await at.QueryAsync<long>("SELECT count(*) FROM letters WHERE done_at IS NOT NULL") == count, $"{count} letters are done");

    [Fact]
    public async Task Whoever_is_stopped_finishes_what_it_can_and_gives_the_rest_back_at_once()
    {
        await using (var db = at.Open())
        {
            db.Letters.Add(new Letter { Number = 1 });
            db.Letters.Add(new Letter { Number = 2 });
            await db.SaveChangesAsync();
        }

        var clerk = new Clerk("leaving", works: letter => Task.Delay(letter.Number == 1 ? 500 : 3000));
        await using (var service = await StartAsync(clerk))
        {
            await Eventually.TrueAsync(() => Task.FromResult(clerk.Begun.Count == 2), "both are begun");
        }

        await using var after = at.Open();
        var letters = await after.Letters.OrderBy(letter => letter.Number).ToListAsync();
        Assert.NotNull(letters[0].DoneAt);
        Assert.Equal((null, null, 0), (letters[1].DoneAt, letters[1].Claim, letters[1].Attempts));
    }

    private async Task<Running> StartAsync(Clerk clerk)
    {
        var builder = OutboxService.Builder(at.Database, at.Messaging);
        builder.Services.AddSingleton(clerk);
        builder.Services.AddHostedService<LetterLoop>();
        var host = builder.Build();
        await host.StartAsync();
        return new Running(host);
    }

    private sealed class Running(IHost host) : IAsyncDisposable
    {
        public IServiceProvider Services => host.Services;

        public async ValueTask DisposeAsync()
        {
            await host.StopAsync();
            host.Dispose();
        }
    }

    internal sealed class Clerk(string name, int triesMax = 200, TimeSpan? lease = null, Func<Letter, Task>? works = null)
    {
        public string Name => name;

        public int TriesMax => triesMax;

        public TimeSpan Lease => lease ?? TimeSpan.FromSeconds(60);

        public Func<Letter, Task> Works => works ?? (_ => Task.CompletedTask);

        public ConcurrentBag<Guid> Begun { get; } = [];

        public ConcurrentBag<Guid> Ended { get; } = [];
    }

    internal sealed class LetterLoop(IServiceProvider services, Clerk clerk) : WorkLoop<OutboxDb, Letter>(services)
    {
        protected override int TriesMax => clerk.TriesMax;

        protected override TimeSpan Lease => clerk.Lease;

        protected override TimeSpan FinishTime => TimeSpan.FromSeconds(1);

        protected override async Task WorkAsync(Letter row, OutboxDb db, CancellationToken stop)
        {
            clerk.Begun.Add(row.Id);
            await clerk.Works(row);
            clerk.Ended.Add(row.Id);
            if (row.Attempts <= row.Failing)
            {
                throw new TimeoutException("secret words of a neighbor");
            }

            row.WorkedBy = clerk.Name;
            row.Trace = Activity.Current?.TraceId.ToString();
            db.AddFact(new DecisionMade("letter", row.Number), "letter");
        }
    }
}
