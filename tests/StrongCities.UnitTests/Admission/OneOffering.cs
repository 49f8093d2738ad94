using StrongCities.Admission;

namespace StrongCities.UnitTests.Admission;

/// <summary>One offering on a clock that the test moves: hands the desk what the ledger would read (named rows, waiting entries two by two) and keeps what it decides.</summary>
internal sealed class OneOffering
{
    private static readonly DateTimeOffset Begin = new(2026, 11, 2, 9, 0, 0, TimeSpan.Zero);
    private int _references;

    public OneOffering(int capacity, double daysToStart = 60, params OfferingGroup[] groups) =>
        Offering = new Offering { Id = Guid.NewGuid(), Capacity = capacity, StartsAt = Begin.AddDays(daysToStart), SeatsPerEntryMax = 6, Groups = groups }.Counted();

    public Offering Offering { get; set; }

    public DateTimeOffset Now { get; set; } = Begin;

    public Dictionary<Guid, Entry> Entries { get; } = [];

    public Dictionary<Guid, SeatOffer> Offers { get; } = [];

    public List<Move> Moves { get; } = [];

    /// <summary>Offers that did not go to the first waiting entry they fitted, as the naive reckoning below sees it.</summary>
    public List<string> Overtaken { get; } = [];

    /// <summary>Waiting entries that a badly written read leaves out at the head of the list; 0 but in the negative control.</summary>
    public int WaitingLeftOut { get; init; }

    public IEnumerable<Entry> In(EntryState state) => Entries.Values.Where(e => e.State == state).OrderBy(e => e.Sequence);

    public Answer Submit(LedgerRequest request)
    {
        var desk = new Desk(Offering, Now, Guid.CreateVersion7, () => $"R{++_references}");
        foreach (var entry in Entries.Values.Where(e => IsRead(request, e)))
        {
            desk.Know(entry);
            foreach (var person in entry.People.Where(_ => entry.IsActive))
            {
                desk.KnowPerson(person, entry.Id);
            }

            foreach (var offer in Offers.Values.Where(o => o.EntryId == entry.Id))
            {
                desk.Know(offer);
            }
        }

        foreach (var entry in Entries.Values.Where(e => e.IsActive))
        {
            foreach (var person in entry.People)
            {
                desk.KnowPerson(person, entry.Id);
            }
        }

        var answer = desk.Decide(request);
        while (desk.WaitingWanted is { } wanted)
        {
            List<Entry> page = [.. In(EntryState.Waiting).Where(e => e.Sequence > wanted.After && e.MinSeats <= wanted.Room).Skip(WaitingLeftOut).Take(2)];
            desk.Promote(page, last: page.Count < 2);
        }

        foreach (var move in desk.TakeMoves())
        {
            if (move.Kind == MoveKind.Offered)
            {
                Overtaken.AddRange(In(EntryState.Waiting).Where(e => e.Sequence < move.After!.Sequence && NaiveRoomFor(e) >= e.MinSeats).Select(e => $"{e.Sequence} by {move.After!.Sequence}"));
            }

            Moves.Add(move);
            if (move.After is { } after)
            {
                Entries[after.Id] = after;
            }

            if (move.Offer is { } offer)
            {
                Offers[offer.Id] = offer;
            }

            Offering = move.Offering;
        }

        return answer;
    }

    public Answer Book(int min, int max, params string[] groups) => Submit(NewEntry(min, max, groups));

    public Book NewEntry(int min, int max, params string[] groups) =>
        new(Offering.Id, Guid.NewGuid(), "k", Guid.CreateVersion7(), Guid.NewGuid(), min, max) { Zone = "Europe/Paris", Groups = groups };

    public Answer Cancel(Answer entry) => Submit(new Cancel(Offering.Id, Guid.NewGuid(), "k", entry.EntryId!.Value));

    public Answer Disqualify(Answer entry) => Submit(new Cancel(Offering.Id, Guid.NewGuid(), "k", entry.EntryId!.Value) { Ineligible = true });

    public Answer Undo(Answer entry) => Submit(new Undo(Offering.Id, Guid.NewGuid(), "k", entry.EntryId!.Value));

    public SeatOffer OfferOf(Answer entry) => Offers.Values.Single(o => o.EntryId == entry.EntryId);

    public Answer Accept(Answer entry) => Submit(new AcceptOffer(Offering.Id, Guid.NewGuid(), "k", OfferOf(entry).Id));

    public Answer Decline(Answer entry) => Submit(new DeclineOffer(Offering.Id, Guid.NewGuid(), "k", OfferOf(entry).Id));

    /// <summary>Moves the clock and runs what is due.</summary>
    public void Pass(TimeSpan time)
    {
        Now += time;
        foreach (var entry in In(EntryState.Held).Where(e => e.HeldUntil < Now).ToList())
        {
            Submit(new EndHold(Offering.Id, entry.Id));
        }

        foreach (var entry in In(EntryState.Offered).Where(e => Offers.Values.Single(o => o.EntryId == e.Id).Deadline < Now).ToList())
        {
            Submit(new ExpireOffer(Offering.Id, entry.Id));
        }

        foreach (var group in Offering.Groups.Where(g => g.Floor > 0 && g.ReleasesAt < Now).ToList())
        {
            Submit(new ReleaseReservation(Offering.Id, Guid.NewGuid(), group.Name));
        }
    }

    /// <summary>Everything that is wrong, reckoned from the entries alone and without the rules' own arithmetic.</summary>
    public IEnumerable<string> Faults()
    {
        var seats = Entries.Values.Where(e => e.State is EntryState.Confirmed or EntryState.Offered or EntryState.Held).Sum(e => e.Seats);
        if (seats > Offering.Capacity)
        {
            yield return $"oversold: {seats} of {Offering.Capacity}";
        }

        if (seats != Offering.Taken)
        {
            yield return $"{seats} seats are taken and {Offering.Taken} are counted";
        }

        if (Entries.Values.Sum(e => e.Seats) != seats)
        {
            yield return "an entry that is over or waits has seats";
        }

        if (seats + NaiveKeptFree(_ => true) + Offering.Free != Offering.Capacity || Offering.Free < 0)
        {
            yield return $"seats are not conserved: {seats} taken, {NaiveKeptFree(_ => true)} kept, {Offering.Free} free of {Offering.Capacity}";
        }

        foreach (var group in Offering.Groups.Where(g => g.Taken != NaiveTaken(g) || g.Taken > g.Ceiling))
        {
            yield return $"group {group.Name} has {NaiveTaken(group)} seats, counts {group.Taken}, may have {group.Ceiling}";
        }

        if (In(EntryState.Waiting).Count() != Offering.Waiting)
        {
            yield return $"{In(EntryState.Waiting).Count()} wait and {Offering.Waiting} are counted";
        }

        if (!Offering.CalledOff && Now < Offering.StartsAt)
        {
            foreach (var entry in In(EntryState.Waiting).Where(e => NaiveRoomFor(e) >= e.MinSeats))
            {
                yield return $"entry {entry.Sequence} waits although it fits";
            }
        }

        foreach (var entry in Entries.Values.Where(e => e.State == EntryState.Offered))
        {
            if (Offers.Values.SingleOrDefault(o => o.EntryId == entry.Id) is not { State: SeatOfferState.Open } offer || offer.Seats != entry.Seats)
            {
                yield return $"entry {entry.Sequence} has no matching open offer";
            }
        }

        if (Offers.Values.Count(o => o.State == SeatOfferState.Open) != In(EntryState.Offered).Count())
        {
            yield return "an offer is open without an entry";
        }

        if (Entries.Values.Where(e => e.IsActive).GroupBy(e => (e.OrganizationId, e.Track)).Any(g => g.Count() > 1))
        {
            yield return "an organization has two active entries";
        }

        if (Entries.Values.Where(e => e.IsActive).SelectMany(e => e.People).GroupBy(p => p).Any(g => g.Count() > 1))
        {
            yield return "a person is named twice";
        }

        foreach (var overtaken in Overtaken)
        {
            yield return $"overtaken: {overtaken}";
        }
    }

    private bool IsRead(LedgerRequest request, Entry entry) => request switch
    {
        Book book => entry.OrganizationId == book.OrganizationId && entry.IsActive,
        AcceptOffer or DeclineOffer => Offers.TryGetValue(request.Subject, out var offer) && offer.EntryId == entry.Id,
        CallOff => entry.IsActive,
        _ => entry.Id == request.Subject,
    };

    private int NaiveTaken(OfferingGroup group) => Entries.Values.Where(e => e.Groups.Contains(group.Name)).Sum(e => e.Seats);

    private int NaiveKeptFree(Func<OfferingGroup, bool> which) => Offering.Groups.Where(which).Sum(g => Math.Max(0, g.Floor - NaiveTaken(g)));

    /// <summary>The sentence of the design, tried seat by seat: every limit holds, and total taken + seats + unused reservations of other groups is at most the capacity.</summary>
    private int NaiveRoomFor(Entry entry)
    {
        var taken = Entries.Values.Sum(e => e.Seats);
        var seats = 0;
        while (taken + seats + 1 + NaiveKeptFree(g => !entry.Groups.Contains(g.Name)) <= Offering.Capacity
            && Offering.Groups.Where(g => entry.Groups.Contains(g.Name)).All(g => g.Ceiling is null || NaiveTaken(g) + seats + 1 <= g.Ceiling))
        {
            seats++;
        }

        return seats;
    }
}
