using Google.Protobuf;
using Microsoft.EntityFrameworkCore;
using StrongCities.Matchmaking;
using StrongCities.Matchmaking.Introductions;
using StrongCities.Matchmaking.Members;
using StrongCities.Matchmaking.Preferences;
using StrongCities.Matchmaking.Rounds;
using StrongCities.Outbox;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.IntegrationTests.Matchmaking;

/// <summary>Rounds and answers on a real PostgreSQL: who answered what cannot be told from anything that is kept, shown or published.</summary>
[Collection("servers")]
public sealed class RoundTests(Servers servers) : IAsyncLifetime
{
    private static readonly CancellationToken Stop = CancellationToken.None;
    private static readonly string[][] Rare = [["mediation"], ["funding"], ["evaluation"], ["venue"]];
    private readonly List<(Guid Organization, Guid Person)> _members = [];
    private string _address = "";

    public async Task InitializeAsync()
    {
        _address = await servers.CreateDatabaseAsync<MatchmakingDb>("matchmaking");
        await using var db = Context();
        // Four pairs that fit each other and nobody else.
        for (var number = 0; number < 8; number++)
        {
            var (organization, person) = (Guid.NewGuid(), Guid.NewGuid());
            _members.Add((organization, person));
            db.Add(new MemberOrganization { Id = organization, Version = 1, ProfileVersion = 1, Kind = "city", Country = "NO", Region = "europe", Standing = "member", PublicId = Guid.NewGuid(), Languages = ["en"] });
            db.Add(new OrganizationRole { OrganizationId = organization, PersonId = person, Role = OrganizationRole.FocalPoint, Version = 1, Held = true });
            db.Add(new HelpPreferences
            {
                OrganizationId = organization, Willing = true, LimitsConfirmedAt = DateTimeOffset.UtcNow, TimeZone = "Europe/Oslo",
                Needs = number % 2 == 0 ? Rare[number / 2] : [], Offers = number % 2 == 1 ? Rare[number / 2] : [],
            });
        }

        await db.SaveChangesAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task No_not_yet_and_no_answer_end_alike_byte_for_byte_and_the_answers_are_gone()
    {
        var round = await OpenAsync();
        // 0-1 agree; 3 says no, 5 says not yet, 7 never answers; 2, 4 and 6 said yes.
        var answers = new[] { "yes", "yes", "yes", "no", "yes", "not-yet", "yes", null };
        for (var number = 0; number < answers.Length; number++)
        {
            if (answers[number] is { } answer)
            {
                // Whoever changes its mind has answered once.
                await AnswerAsync(number, "not-yet");
                await AnswerAsync(number, answer);
            }
        }

        // While it is open, those who said yes are shown the same; so is nothing published but that the round opened.
        Assert.Single(new[] { await ShownAsync(2), await ShownAsync(4), await ShownAsync(6) }.Distinct());
        Assert.Equal(["RoundOpened"], await FactsAsync());

        await EndAsync(round);
        Assert.Equal("agreed", (await ViewAsync(0)).Show().State);
        Assert.Equal("agreed", (await ViewAsync(1)).Show().State);
        var ended = new List<string>();
        for (var number = 2; number < 8; number++)
        {
            ended.Add(await ShownAsync(number));
        }

        // The three met with a no, a not yet and a silence; and the three who said so themselves.
        Assert.Single(new[] { ended[0], ended[2], ended[4] }.Distinct());
        Assert.Single(new[] { ended[1], ended[3], ended[5] }.Distinct());
        Assert.Equal(["RoundEnded", "RoundOpened"], await FactsAsync());
        await using var db = Context();
        Assert.False(await db.Sides.AnyAsync(side => side.Answer != null));
        await RefusedAsync("answer-date-passed", () => AnswerAsync(2, "yes"));
    }

    [Fact]
    public async Task Another_organizations_introduction_is_refused_like_one_that_does_not_exist()
    {
        await OpenAsync();
        var foreign = (await ViewAsync(0)).Side.Id.ToString();
        await using var db = Context();
        var stranger = _members[2].Person;
        foreach (var id in new[] { foreign, Guid.NewGuid().ToString(), "not an id" })
        {
            await RefusedAsync("introduction-unknown", () => db.FindSideAsync(stranger, id, Stop));
            await RefusedAsync("introduction-unknown", () => new AnswerIntroduction(db).RunAsync(stranger, id, "yes", Stop));
        }

        Assert.NotEqual(foreign, (await ViewAsync(1)).Side.Id.ToString());
    }

    [Fact]
    public async Task A_veto_holds_and_whoever_was_introduced_rests_whatever_was_answered()
    {
        await using (var db = Context())
        {
            db.Add(new Limit { OrganizationId = _members[1].Organization, OtherId = _members[0].Organization, Kind = Limit.Never });
            await db.SaveChangesAsync();
        }

        var first = await OpenAsync();
        Assert.Equal(3, await IntroductionsAsync(first));
        await AnswerAsync(2, "yes");
        await AnswerAsync(3, "yes");
        await EndAsync(first);
        Assert.Equal(0, await IntroductionsAsync(await OpenAsync()));
    }

    [Fact]
    public async Task Who_is_suspended_meanwhile_meets_nobody_and_is_shown_nobody_it_met_before()
    {
        var first = await OpenAsync();
        foreach (var number in new[] { 0, 1, 2, 3 })
        {
            await AnswerAsync(number, "yes");
        }

        await using var db = Context();
        await db.KeepStandingAsync(_members[0].Organization, 2, "suspended", Stop);
        await EndAsync(first);
        Assert.Equal("ended", (await ViewAsync(1)).Show().State);
        // The control: two that stayed members meet, until one of them is suspended; the other side then learns nothing of it here.
        Assert.Equal("agreed", (await ViewAsync(2)).Show().State);
        Assert.False(await db.IsSuspendedAsync(await ViewAsync(2), Stop));
        await db.KeepStandingAsync(_members[2].Organization, 2, "suspended", Stop);
        Assert.True(await db.IsSuspendedAsync(await ViewAsync(2), Stop));
        Assert.False(await db.IsSuspendedAsync(await ViewAsync(3), Stop));
    }

    [Fact]
    public async Task Two_staff_at_once_open_one_round_and_the_same_form_sent_twice_is_one()
    {
        await using var one = Context();
        await using var other = Context();
        var until = DateTimeOffset.UtcNow.AddDays(5);
        var (first, again) = (await new OpenRound(one).RunAsync(Guid.NewGuid(), "key", until, Stop), await new OpenRound(other).RunAsync(Guid.NewGuid(), "key", until, Stop));
        Assert.Equal(first.Id, again.Id);
        await RefusedAsync("round-running", () => new OpenRound(other).RunAsync(Guid.NewGuid(), "other key", until, Stop));
        await RefusedAsync("answer-date-out-of-range", () => new OpenRound(other).RunAsync(Guid.NewGuid(), "third key", until.AddDays(-4), Stop));
    }

    [Fact]
    public async Task A_round_cut_off_while_it_is_prepared_or_ended_has_not_begun_it_and_then_does_it_once()
    {
        Guid round;
        await using (var db = Context())
        {
            round = (await new OpenRound(db).RunAsync(Guid.NewGuid(), "key", DateTimeOffset.UtcNow.AddDays(5), Stop)).Id;
        }

        await CutOffAsync(db => PrepareRound.RunAsync(db, round, Stop));
        Assert.Equal(0, await IntroductionsAsync(round));
        Assert.Empty(await FactsAsync());
        await TwiceAsync(db => PrepareRound.RunAsync(db, round, Stop));
        Assert.Equal(4, await IntroductionsAsync(round));
        Assert.Equal(["RoundOpened"], await FactsAsync());

        await AnswerAsync(0, "yes");
        await AnswerAsync(1, "yes");
        await CutOffAsync(db => EndRound.RunAsync(db, round, Stop));
        Assert.Equal(("open", "yes"), ((await ViewAsync(0)).Show().State, (await ViewAsync(0)).Show().OwnAnswer));
        await using (var db = Context())
        {
            Assert.All(await db.Introductions.ToListAsync(), introduction => Assert.Equal(IntroductionState.Open, introduction.State));
        }

        await TwiceAsync(db => EndRound.RunAsync(db, round, Stop));
        Assert.Equal(["RoundEnded", "RoundOpened"], await FactsAsync());
        Assert.Equal("agreed", (await ViewAsync(0)).Show().State);
        Assert.Equal("ended", (await ViewAsync(2)).Show().State);
    }

    /// <summary>What PostgreSQL sees of a process that is killed: the connection ends, here when the deed has written something and waits for the sides.</summary>
    private async Task CutOffAsync(Func<MatchmakingDb, Task> deed)
    {
        await using var inTheWay = Context();
        await using var transaction = await inTheWay.Database.BeginTransactionAsync();
        await inTheWay.Database.ExecuteSqlAsync($"LOCK TABLE sides IN SHARE MODE");
        await using var db = Context();
        var cut = Assert.ThrowsAnyAsync<Exception>(() => deed(db));
        await using var administrator = Context();
        await Outbox.Eventually.TrueAsync(
            async () => (await administrator.Database.SqlQuery<bool>(
                $"""
                SELECT pg_terminate_backend(pid) AS "Value" FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'
                """).ToListAsync()).Count > 0,
            "the deed is cut off");
        await cut;
    }

    private async Task TwiceAsync(Func<MatchmakingDb, Task> deed)
    {
        for (var times = 0; times < 2; times++)
        {
            await using var db = Context();
            await deed(db);
        }
    }

    private async Task<Guid> OpenAsync()
    {
        await using var db = Context();
        var round = await new OpenRound(db).RunAsync(Guid.NewGuid(), Guid.NewGuid().ToString("N"), DateTimeOffset.UtcNow.AddDays(5), Stop);
        await using var fresh = Context();
        await PrepareRound.RunAsync(fresh, round.Id, Stop);
        return round.Id;
    }

    private async Task EndAsync(Guid round)
    {
        await using var db = Context();
        await EndRound.RunAsync(db, round, Stop);
    }

    private async Task AnswerAsync(int member, string answer)
    {
        await using var db = Context();
        var side = (await ViewAsync(member)).Side.Id.ToString();
        await new AnswerIntroduction(db).RunAsync(_members[member].Person, side, answer, Stop);
    }

    private async Task<SideView> ViewAsync(int member)
    {
        await using var db = Context();
        var organization = _members[member].Organization;
        return await db.ViewsOf(db.Sides.AsNoTracking().Where(side => side.OrganizationId == organization)).SingleAsync();
    }

    // All that an answer of the service holds, but for what names the introduction, the reader and the reader's own reasons.
    private async Task<string> ShownAsync(int member)
    {
        var shown = (await ViewAsync(member)).Show();
        var size = shown.CalculateSize() - shown.Reasons.Sum(reason => reason.CalculateSize() + 2);
        shown.IntroductionId = "";
        shown.OrganizationId = "";
        shown.Reasons.Clear();
        return $"{size} {Convert.ToHexString(shown.ToByteArray())}";
    }

    private async Task<int> IntroductionsAsync(Guid round)
    {
        await using var db = Context();
        return await db.Introductions.CountAsync(introduction => introduction.RoundId == round);
    }

    private async Task<List<string>> FactsAsync()
    {
        await using var db = Context();
        var facts = await db.Set<OutboxRow>().AsNoTracking().Select(row => new { row.Type, row.Body }).ToListAsync();
        // A round and a version, nothing of anybody.
        Assert.All(facts, fact => Assert.DoesNotContain(_members, member => fact.Body.Contains(member.Organization.ToString(), StringComparison.OrdinalIgnoreCase)));
        return [.. facts.Select(fact => fact.Type.Split('.')[^1]).Order()];
    }

    private static async Task RefusedAsync(string reason, Func<Task> deed) => Assert.Equal(reason, (await Assert.ThrowsAsync<RefusedException>(deed)).Refusal.Reason);

    private MatchmakingDb Context() => new(DatabaseOptions.For<MatchmakingDb>(_address));
}
