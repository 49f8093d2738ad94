using StrongCities.Admission;
using StrongCities.Gatherings.Moves;

namespace StrongCities.UnitTests.Gatherings.Moves;

public class StillComingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);
    private static readonly Guid Gathering = Guid.NewGuid();
    // Registrations 1 and 2 were there before the first move, 3 came between the two.
    private static readonly GatheringMove[] Moves = [Move(1, lastSequence: 2, "Oslo", Now), Move(2, lastSequence: 3, "Bergen", Now.AddHours(2))];

    [Theory]
    [InlineData(1, 0, false, "Oslo")]
    [InlineData(1, 1, false, "Bergen")]
    [InlineData(1, 2, true, "Bergen")]
    [InlineData(3, 0, false, "Bergen")]
    public void Each_registration_is_asked_about_the_last_move_and_shown_what_it_knew(long sequence, int answered, bool isAnswered, string was)
    {
        var asked = StillComing.Of(Entry(sequence, EntryState.Confirmed), Moves, Answer(answered))!;
        Assert.Equal((2, isAnswered, was), (asked.Move, asked.Answered, asked.Was.HostCity));
    }

    [Theory]
    [InlineData(4, EntryState.Confirmed)]
    [InlineData(1, EntryState.Held)]
    [InlineData(1, EntryState.Cancelled)]
    [InlineData(1, EntryState.Refused)]
    public void Who_came_after_the_moves_or_has_ended_is_asked_nothing(long sequence, EntryState state) =>
        Assert.Null(StillComing.Of(Entry(sequence, state), Moves, null));

    [Theory]
    [InlineData(EntryState.Waiting)]
    [InlineData(EntryState.Offered)]
    public void Who_waits_or_is_offered_seats_is_asked_too(EntryState state) => Assert.NotNull(StillComing.Of(Entry(1, state), Moves, null));

    [Theory]
    [InlineData(0, 3, true)]
    [InlineData(1, 3, true)]
    [InlineData(2, 3, false)]
    [InlineData(1, 1, false)]
    [InlineData(0, -1, false)]
    public void Leaving_over_a_move_is_told_from_leaving_before_it_or_after_a_yes(int answered, int leftAfterHours, bool leftOver)
    {
        var left = Entry(1, EntryState.Cancelled) with { EndReason = EndReason.Withdrawn, ChangedAt = Now.AddHours(leftAfterHours) };
        Assert.Equal(leftOver, StillComing.IsLeftOver(left, Moves, Answer(answered)));
        Assert.False(StillComing.IsLeftOver(left with { EndReason = EndReason.CalledOff }, Moves, null));
        Assert.False(StillComing.IsLeftOver(left with { State = EntryState.Confirmed }, Moves, null));
    }

    [Fact]
    public void What_it_was_is_read_as_it_was_kept()
    {
        var was = new Schedule(Now, Now.AddHours(2), "Europe/Oslo", "Oslo", "Town hall", "hybrid", [new Sitting(Guid.NewGuid(), Now, Now.AddHours(1))]);
        var read = Schedule.FromJson(was.ToJson());
        Assert.Equal(was.Sittings, read.Sittings);
        Assert.Equal(was, read with { Sittings = was.Sittings });
    }

    private static Reconfirmation? Answer(int move) => move == 0 ? null : new() { RegistrationId = Guid.NewGuid(), GatheringId = Gathering, Move = move, At = Now };

    private static GatheringMove Move(int number, long lastSequence, string wasIn, DateTimeOffset at) => new()
    {
        GatheringId = Gathering, Number = number, At = at, LastSequence = lastSequence, Was = new Schedule(Now, Now.AddHours(2), "Europe/Oslo", wasIn, "", "in-person", []),
    };

    private static Entry Entry(long sequence, EntryState state) => new()
    {
        Id = Guid.NewGuid(), OfferingId = Gathering, OrganizationId = Guid.NewGuid(), Track = "", Reference = "K7QF-2M9TX", Sequence = sequence, State = state,
        MinSeats = 1, MaxSeats = 1, Seats = 1, Groups = [], People = [], Zone = "Europe/Oslo", RegisteredBy = Guid.NewGuid(), Version = 1, CreatedAt = Now, ChangedAt = Now,
    };
}
