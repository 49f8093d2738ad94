using CsCheck;
using StrongCities.Admission;

namespace StrongCities.UnitTests.Admission;

/// <summary>Any sequence of wishes and any passing of time leave the offering as the design promises.</summary>
public sealed class DeskPropertiesTests
{
    private static readonly DateTimeOffset Begin = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);
    private static readonly Guid[] Organizations = [.. Enumerable.Range(0, 14).Select(_ => Guid.NewGuid())];
    private static readonly Guid[] People = [.. Enumerable.Range(0, 20).Select(_ => Guid.NewGuid())];
    private static readonly string[][] GroupsOfEntries = [[], ["role:cso"], ["role:elected"], ["role:cso", "region:europe"], ["role:elected", "region:america"], ["region:europe"]];

    private static readonly Gen<(int Kind, int Which, int Number, int Minutes)[]> Wishes =
        Gen.Select(Gen.Int[0, 19], Gen.Int[0, 1000], Gen.Int[1, 6], Gen.OneOf(Gen.Int[0, 12], Gen.Int[0, 3000])).Array[1, 80];

    [Fact]
    public void No_seat_is_oversold_lost_or_given_twice_and_the_order_of_the_list_is_kept() =>
        Gen.Select(Gen.Int[0, 12], Among.Values(0.5, 4.0, 30.0), Gen.Bool, Wishes).Sample((capacity, days, grouped, wishes) =>
        {
            var room = Room(capacity, days, grouped);
            foreach (var wish in wishes)
            {
                var versions = room.Entries.ToDictionary(e => e.Key, e => e.Value.Version);
                var moves = room.Moves.Count;
                Do(room, wish);
                foreach (var fault in room.Faults())
                {
                    throw new InvalidOperationException($"after {wish}: {fault}");
                }

                foreach (var told in room.Moves.Skip(moves).Where(m => m.After is not null))
                {
                    if (told.After!.Version != versions.GetValueOrDefault(told.After.Id) + 1)
                    {
                        throw new InvalidOperationException($"after {wish}: version {told.After.Version} follows {versions.GetValueOrDefault(told.After.Id)}");
                    }

                    versions[told.After.Id] = told.After.Version;
                }

                foreach (var (earlier, later) in room.Moves.Zip(room.Moves.Skip(1)).Where(pair => pair.Second.After is null))
                {
                    if (later.Offering.Version <= earlier.Offering.Version)
                    {
                        throw new InvalidOperationException($"after {wish}: {later.Kind} has the offering's version {later.Offering.Version}, {earlier.Kind} had it before");
                    }
                }
            }

            return true;
        }, iter: 4_000);

    [Fact]
    public void The_sequences_reach_every_move()
    {
        HashSet<MoveKind> reached = [];
        Gen.Select(Gen.Int[0, 12], Among.Values(0.5, 4.0, 30.0), Wishes).Sample((capacity, days, wishes) =>
        {
            var room = Room(capacity, days, grouped: true);
            foreach (var wish in wishes)
            {
                Do(room, wish);
            }

            reached.UnionWith(room.Moves.Select(m => m.Kind));
        }, iter: 2_000, threads: 1);
        Assert.Empty(Enum.GetValues<MoveKind>().Except(reached));
    }

    [Fact]
    public void A_forgotten_held_seat_an_entry_passed_over_and_a_lost_seat_would_be_caught()
    {
        var forgotten = Room(2, 30, grouped: false);
        var entry = forgotten.Book(2, 2);
        forgotten.Cancel(entry);
        // A naive desk counts confirmed seats only, so it sells what is held for undo.
        forgotten.Offering = forgotten.Offering with { Taken = 0 };
        forgotten.Book(2, 2);
        Assert.Contains(forgotten.Faults(), f => f.StartsWith("oversold", StringComparison.Ordinal));

        var passedOver = new OneOffering(capacity: 1) { WaitingLeftOut = 1 };
        var seat = passedOver.Book(1, 1);
        passedOver.Book(1, 1);
        passedOver.Book(1, 1);
        passedOver.Cancel(seat);
        passedOver.Pass(TimeSpan.FromMinutes(11));
        Assert.Contains("overtaken: 2 by 3", passedOver.Faults());

        var lost = Room(3, 30, grouped: false);
        lost.Book(2, 2);
        lost.Entries.Clear();
        Assert.Contains(lost.Faults(), f => f.Contains("are counted", StringComparison.Ordinal));
    }

    private static OneOffering Room(int capacity, double days, bool grouped) => grouped
        ? new OneOffering(
            capacity,
            days,
            Group("role:cso", null, Math.Min(2, capacity), Begin.AddDays(2)),
            Group("role:elected", 2, 0, null),
            Group("region:europe", 4, 0, null))
        : new OneOffering(capacity, days);

    private static OfferingGroup Group(string name, int? ceiling, int floor, DateTimeOffset? releasesAt) =>
        new() { OfferingId = Guid.Empty, Name = name, Ceiling = ceiling, Floor = floor, ReleasesAt = releasesAt };

    private static void Do(OneOffering room, (int Kind, int Which, int Number, int Minutes) wish)
    {
        var (kind, which, number, minutes) = wish;
        var offering = room.Offering.Id;
        var caller = Guid.NewGuid();
        var entry = room.Entries.Count == 0 ? Guid.NewGuid() : room.Entries.Values.OrderBy(e => e.Sequence).ElementAt(which % room.Entries.Count).Id;
        var offer = room.Offers.Values.OrderByDescending(o => o.CreatedAt).Select(o => o.Id).ElementAtOrDefault(which % Math.Max(1, Math.Min(3, room.Offers.Count)));
        switch (kind)
        {
            case <= 6:
                var min = Math.Max(1, number - (which % 3));
                room.Submit(room.NewEntry(min, Math.Max(min, number), GroupsOfEntries[which % GroupsOfEntries.Length]) with
                {
                    OrganizationId = Organizations[which % Organizations.Length],
                    People = which % 4 == 0 ? [People[which % People.Length]] : [],
                });
                break;
            case <= 9:
                room.Submit(new Cancel(offering, caller, "k", entry) { Ineligible = number == 1 });
                break;
            case 10:
                room.Submit(new Undo(offering, caller, "k", entry));
                break;
            case 11 or 12:
                room.Submit(new AcceptOffer(offering, caller, "k", offer));
                break;
            case 13:
                room.Submit(new DeclineOffer(offering, caller, "k", offer));
                break;
            case 14:
                room.Submit(new LowerMinimum(offering, caller, "k", entry, number));
                break;
            case 15:
                room.Submit(new NamePeople(offering, caller, "k", entry, [.. People.Skip(which % People.Length).Take(number)]));
                break;
            case 16:
                room.Submit(new ChangeCapacity(offering, caller, "k", number * 2));
                break;
            case 17 when which % 25 == 0:
                room.Submit(new CallOff(offering, caller, "k"));
                break;
            case 17 when which % 5 == 0:
                room.Submit(new Reschedule(offering, caller, "k", room.Now.AddDays(number), null, null));
                break;
            default:
                room.Pass(TimeSpan.FromMinutes(minutes));
                break;
        }
    }
}
