using System.Buffers.Text;
using Grpc.Core;
using StrongCities.Contracts.Membership;
using static StrongCities.IntegrationTests.Membership.MembershipProcess;

namespace StrongCities.IntegrationTests.Membership.Feeds;

/// <summary>D12: a person's private calendar address is made, shown once, replaced and taken back.</summary>
[Collection("servers")]
public sealed class FeedsServiceTests(MembershipProcess membership) : IClassFixture<MembershipProcess>
{
    private Metadata Keeper => membership.Issuer.AsService("membership.feed");

    [Fact]
    public async Task A_token_opens_its_makers_feed_until_it_is_replaced_or_taken_back()
    {
        var asked = membership.As(AarhusFocalPoint);
        Assert.Equal("", (await membership.Feeds.GetFeedAsync(new GetFeedRequest(), asked)).MadeOn);
        var first = await membership.Feeds.MakeFeedAsync(new MakeFeedRequest(), asked);
        Assert.Equal(32, Base64Url.DecodeFromChars(first.Token).Length);
        Assert.Equal("", first.Feed.LastReadOn);
        Assert.Equal(AarhusFocalPoint, await OpenAsync(first.Token));
        var read = await membership.Feeds.GetFeedAsync(new GetFeedRequest(), asked);
        Assert.Equal((first.Feed.MadeOn, first.Feed.MadeOn), (read.MadeOn, read.LastReadOn));

        var second = await membership.Feeds.MakeFeedAsync(new MakeFeedRequest(), asked);
        Assert.Equal("", second.Feed.LastReadOn);
        var replaced = await RefusedAsync("feed-unknown", () => OpenAsync(first.Token));
        Assert.Equal(AarhusFocalPoint, await OpenAsync(second.Token));

        // Nobody else's press takes it back.
        await membership.Feeds.RevokeFeedAsync(new RevokeFeedRequest(), membership.As(MalmoFocalPoint));
        Assert.Equal(AarhusFocalPoint, await OpenAsync(second.Token));
        Assert.Equal("", (await membership.Feeds.RevokeFeedAsync(new RevokeFeedRequest(), asked)).MadeOn);
        Assert.Equal("", (await membership.Feeds.RevokeFeedAsync(new RevokeFeedRequest(), asked)).MadeOn);
        var revoked = await RefusedAsync("feed-unknown", () => OpenAsync(second.Token));

        // Forged and malformed ones are refused in the same words.
        foreach (var token in new[] { "", "forged", new string('x', 5000), Base64Url.EncodeToString(new byte[32]) })
        {
            var refused = await RefusedAsync("feed-unknown", () => OpenAsync(token));
            Assert.Equal((replaced.Status, replaced.Message), (refused.Status, refused.Message));
            Assert.Equal((revoked.Status, revoked.Message), (refused.Status, refused.Message));
        }
    }

    [Fact]
    public async Task Only_the_hash_of_a_token_and_days_are_kept()
    {
        var made = await membership.Feeds.MakeFeedAsync(new MakeFeedRequest(), membership.As(MalmoFocalPoint));
        Assert.Equal(1, await membership.ReadAsync<long>($"SELECT count(*) FROM calendar_feeds WHERE token_hash = sha256(convert_to('{made.Token}', 'UTF8')) AND person_id = '{MalmoFocalPoint}'"));
        Assert.Equal(0, await membership.ReadAsync<long>($"SELECT count(*) FROM calendar_feeds AS feed WHERE feed::text LIKE '%{made.Token}%' OR token_hash = convert_to('{made.Token}', 'UTF8')"));
        Assert.Equal(0, await membership.ReadAsync<long>("SELECT count(*) FROM information_schema.columns WHERE table_name = 'calendar_feeds' AND data_type LIKE 'timestamp%'"));
    }

    [Fact]
    public async Task A_feed_that_nobody_has_read_for_a_year_ends_and_one_that_was_read_stays()
    {
        var unread = await membership.Feeds.MakeFeedAsync(new MakeFeedRequest(), membership.As(ReviewerEurope));
        var read = await membership.Feeds.MakeFeedAsync(new MakeFeedRequest(), membership.As(ReviewerAmerica));
        await OpenAsync(read.Token);
        await membership.SqlAsync($"UPDATE calendar_feeds SET made_on = made_on - 366 WHERE person_id IN ('{ReviewerEurope}', '{ReviewerAmerica}')");
        await EventuallyAsync(async () => await membership.ReadAsync<long>($"SELECT count(*) FROM calendar_feeds WHERE person_id = '{ReviewerEurope}'") == 0, "the unread feed ends");
        await RefusedAsync("feed-unknown", () => OpenAsync(unread.Token));
        Assert.Equal(ReviewerAmerica, await OpenAsync(read.Token));
    }

    [Fact]
    public async Task Whose_a_token_is_hears_no_one_but_a_service_with_the_scope()
    {
        var made = await membership.Feeds.MakeFeedAsync(new MakeFeedRequest(), membership.As(DeciderEurope));
        foreach (var headers in new[] { membership.As(DeciderEurope), membership.Issuer.AsService("membership.roles"), new Metadata() })
        {
            var error = await Assert.ThrowsAsync<RpcException>(async () => await membership.Feeds.OpenFeedAsync(new OpenFeedRequest { Token = made.Token }, headers));
            Assert.True(error.StatusCode is StatusCode.Unauthenticated or StatusCode.PermissionDenied, error.StatusCode.ToString());
        }

        await RefusedAsync("person-unknown", membership.Feeds.MakeFeedAsync(new MakeFeedRequest(), membership.As(Guid.NewGuid())));
        var nobody = await Assert.ThrowsAsync<RpcException>(async () => await membership.Feeds.MakeFeedAsync(new MakeFeedRequest()));
        Assert.Equal(StatusCode.Unauthenticated, nobody.StatusCode);
    }

    private async Task<Guid> OpenAsync(string token) => Guid.Parse((await membership.Feeds.OpenFeedAsync(new OpenFeedRequest { Token = token }, Keeper)).PersonId);
}
