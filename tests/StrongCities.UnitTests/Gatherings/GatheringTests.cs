using StrongCities.Contracts.Gatherings;
using StrongCities.Gatherings;
using StrongCities.Gatherings.Texts;
using Gathering = StrongCities.Gatherings.Gathering;

namespace StrongCities.UnitTests.Gatherings.Gatherings;

public class GatheringTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Another_time_moves_a_dialogue_and_another_title_does_not()
    {
        var dialogue = Drafted();

        var renamed = ProposedGatheringTests.Content();
        renamed.Title[0].Text = "Another title";
        Assert.False(dialogue.Take(ProposedGathering.Read(renamed, Now, TimeSpan.FromDays(14)).Proposed!));

        var later = ProposedGatheringTests.Content();
        later.Starts = "2027-01-21T09:15";
        Assert.True(dialogue.Take(ProposedGathering.Read(later, Now, TimeSpan.FromDays(14)).Proposed!));
    }

    [Fact]
    public void A_session_that_stays_keeps_its_identity()
    {
        var dialogue = Drafted();
        var known = dialogue.Sessions.Single().Id;
        var content = ProposedGatheringTests.Content();
        content.Sessions[0].SessionId = known.ToString();
        content.Sessions.Add(content.Sessions[0].Clone());
        content.Sessions[1].SessionId = Guid.NewGuid().ToString();

        dialogue.Take(ProposedGathering.Read(content, Now, TimeSpan.FromDays(14)).Proposed!);

        Assert.Equal(known, dialogue.Sessions[0].Id);
        Assert.NotEqual(Guid.Parse(content.Sessions[1].SessionId), dialogue.Sessions[1].Id);
    }

    [Fact]
    public void New_rules_of_a_zone_move_the_instant_and_keep_the_promised_wall_time()
    {
        var dialogue = Drafted();
        Assert.False(dialogue.FollowZoneRules());

        // What was stored when the zone was thought to be an hour further east.
        dialogue.StartsAt = dialogue.StartsAt.AddHours(-1);

        Assert.True(dialogue.FollowZoneRules());
        Assert.Equal(new DateTimeOffset(2027, 1, 21, 8, 0, 0, TimeSpan.Zero), dialogue.StartsAt);
        Assert.Equal(new DateTime(2027, 1, 21, 9, 0, 0), dialogue.StartsLocal);
    }

    [Fact]
    public void Only_a_published_dialogue_that_has_not_begun_is_open()
    {
        var dialogue = Drafted();
        Assert.False(dialogue.IsOpen(Now));
        Assert.True(dialogue.WillOpen(Now));
        Assert.False(dialogue.WillOpen(dialogue.StartsAt));

        dialogue.State = GatheringState.Published;
        Assert.True(dialogue.IsOpen(Now));
        Assert.False(dialogue.WillOpen(Now));
        Assert.False(dialogue.IsOpen(dialogue.StartsAt));

        dialogue.State = GatheringState.Cancelled;
        Assert.False(dialogue.IsOpen(Now));
    }

    [Fact]
    public void A_draft_is_not_called_off_and_a_published_dialogue_is()
    {
        var why = Words.Read([new LocalText { Language = "en", Text = "Rain" }])!;
        var dialogue = Drafted();
        Assert.Equal(GatheringRefusals.NotPublished, dialogue.Cancel(why, Now));
        Assert.Equal((GatheringState.Draft, 1), (dialogue.State, dialogue.Version));

        dialogue.Publish(Now);
        Assert.Null(dialogue.Cancel(why, Now));
        Assert.Equal(GatheringState.Cancelled, dialogue.State);
    }

    private static Gathering Drafted()
    {
        var dialogue = new Gathering { Id = Guid.CreateVersion7(), State = GatheringState.Draft, Version = 1 };
        dialogue.Take(ProposedGathering.Read(ProposedGatheringTests.Content(), Now, TimeSpan.FromDays(14)).Proposed!);
        return dialogue;
    }
}
