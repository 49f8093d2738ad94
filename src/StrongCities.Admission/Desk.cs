namespace StrongCities.Admission;

/// <summary>
/// What one transaction knows of one offering, and the rules that decide on it: no clock, no database, no chance.
/// Between two decisions no waiting entry fits into the free seats, so a new entry that fits overtakes nobody who could have had them.
/// </summary>
internal sealed class Desk(Offering offering, DateTimeOffset now, Func<Guid> newId, Func<string> newReference)
{
    /// <summary>Minutes for which a cancelled or declined entry is kept for undo.</summary>
    internal const int UndoMinutes = 10;

    /// <summary>This long before the start a cancelled seat is freed at once.</summary>
    internal static readonly TimeSpan FreedAtOnce = TimeSpan.FromHours(24);

    private readonly Dictionary<Guid, Entry> _entries = [];
    private readonly Dictionary<(Guid Organization, string Track), Guid> _active = [];
    private readonly Dictionary<Guid, SeatOffer> _offers = [];
    private readonly Dictionary<Guid, Guid> _offerOfEntry = [];
    private readonly Dictionary<Guid, Guid> _entryOfPerson = [];
    private readonly List<Move> _moves = [];
    private Guid? _by;
    private long? _promotedUpTo;

    /// <summary>The database's clock at the start of the transaction.</summary>
    public DateTimeOffset Now => now;

    /// <summary>The offering as it stands after the decisions so far.</summary>
    public Offering Offering { get; private set; } = offering;

    /// <summary>Whether the offering's own row must be written.</summary>
    public bool OfferingChanged { get; private set; }

    public HashSet<Guid> NewEntries { get; } = [];
    public HashSet<Guid> ChangedEntries { get; } = [];
    public HashSet<Guid> NewOffers { get; } = [];
    public HashSet<Guid> ChangedOffers { get; } = [];

    /// <summary>Entries whose named persons, or whose hold on them, changed.</summary>
    public HashSet<Guid> ChangedPeople { get; } = [];

    /// <summary>Who named each person that this batch names anew.</summary>
    public Dictionary<Guid, Guid> NamedBy { get; } = [];

    /// <summary>Entries whose timed move must be written anew from their state.</summary>
    public HashSet<Guid> Timed { get; } = [];

    /// <summary>Releases that are done.</summary>
    public List<Guid> DoneReleases { get; } = [];

    /// <summary>
    /// Set while freed seats look for the waiting entry that they fit: hand <see cref="Promote"/> the next waiting entries whose sequence is above
    /// <c>After</c> and whose minimum is at most <c>Room</c>, in order, before the next decision.
    /// </summary>
    public (long After, int Room)? WaitingWanted => _promotedUpTo is { } after ? (after, Offering.Capacity - Offering.Taken) : null;

    public Entry Entry(Guid id) => _entries[id];

    public Entry? EntryOrNone(Guid id) => _entries.GetValueOrDefault(id);

    public SeatOffer Offer(Guid id) => _offers[id];

    public SeatOffer OfferOfEntry(Guid entryId) => _offers[_offerOfEntry[entryId]];

    public void Know(Entry entry)
    {
        // What was decided in this transaction is newer than what is read later in it.
        if (_entries.TryAdd(entry.Id, entry) && entry.IsActive)
        {
            _active[(entry.OrganizationId, entry.Track)] = entry.Id;
        }
    }

    public void Know(SeatOffer offer)
    {
        if (_offers.TryAdd(offer.Id, offer))
        {
            _offerOfEntry[offer.EntryId] = offer.Id;
        }
    }

    public void KnowPerson(Guid person, Guid entry) => _entryOfPerson.TryAdd(person, entry);

    /// <summary>The moves since the last call, in order.</summary>
    public IReadOnlyList<Move> TakeMoves()
    {
        Move[] moves = [.. _moves];
        _moves.Clear();
        return moves;
    }

    public Answer Decide(LedgerRequest request)
    {
        _by = request.Caller == Guid.Empty ? null : request.Caller;
        return request switch
        {
            Book book => Decide(book),
            Cancel cancel => EntryOrNone(cancel.EntryId) is { } entry ? (cancel.Ineligible ? Disqualify(entry) : CancelEntry(entry)) : Answer.Refuse(AdmissionRefusals.EntryNotFound),
            Undo undo => EntryOrNone(undo.EntryId) is { } entry ? UndoEntry(entry) : Answer.Refuse(AdmissionRefusals.EntryNotFound),
            AcceptOffer accept => FindOffer(accept.OfferId) is { } offer ? Accept(offer) : Answer.Refuse(AdmissionRefusals.OfferNotFound),
            DeclineOffer decline => FindOffer(decline.OfferId) is { } offer ? Decline(offer) : Answer.Refuse(AdmissionRefusals.OfferNotFound),
            LowerMinimum lower => EntryOrNone(lower.EntryId) is { } entry ? Lower(entry, lower.MinSeats) : Answer.Refuse(AdmissionRefusals.EntryNotFound),
            NamePeople name => EntryOrNone(name.EntryId) is { } entry ? Name(entry, name.People) : Answer.Refuse(AdmissionRefusals.EntryNotFound),
            ChangeCapacity change => Change(change.Capacity),
            Reschedule reschedule => Decide(reschedule),
            CallOff => CallOffAll(),
            EndHold end => End(end.EntryId),
            ExpireOffer expire => Expire(expire.EntryId),
            ReleaseReservation release => Release(release),
            _ => throw new ArgumentOutOfRangeException(nameof(request), request.GetType().Name, "The ledger does not know this request."),
        };
    }

    /// <summary>Offers freed seats to the entries of <paramref name="page"/> that they fit; <paramref name="last"/> when no waiting entry follows.</summary>
    public void Promote(IReadOnlyList<Entry> page, bool last)
    {
        foreach (var entry in page)
        {
            Know(entry);
        }

        var after = _promotedUpTo!.Value;
        var upTo = last ? long.MaxValue : page[^1].Sequence;
        var candidates = _entries.Values.Where(e => e.State == EntryState.Waiting && e.Sequence > after && e.Sequence <= upTo).OrderBy(e => e.Sequence).ToList();
        foreach (var entry in FirstThatFit(candidates))
        {
            OfferSeats(entry);
        }

        _promotedUpTo = last || !MayPromote ? null : upTo;
    }

    /// <summary>The waiting entries that get the freed seats: in order of arrival, whoever's minimum fits. The rule for overtaken entries (D6) belongs here.</summary>
    private IEnumerable<Entry> FirstThatFit(List<Entry> candidates) => candidates.Where(e => MayPromote && Offering.RoomFor(e.Groups) >= e.MinSeats);

    private bool MayPromote => !Offering.CalledOff && now < Offering.StartsAt && Offering.Waiting > 0 && Offering.Taken < Offering.Capacity;

    private void BeginPromotion() => _promotedUpTo = MayPromote ? 0 : null;

    private SeatOffer? FindOffer(Guid id) => _offers.GetValueOrDefault(id);

    private Answer Decide(Book book)
    {
        if (CannotBook(book) is { } refusal)
        {
            return Answer.Refuse(refusal);
        }

        if (_active.TryGetValue((book.OrganizationId, book.Track), out var standing))
        {
            return AnswerFor(_entries[standing]) with { Outcome = Outcome.Refused, Refusal = AdmissionRefusals.AlreadyRegistered };
        }

        if (book.People.Any(_entryOfPerson.ContainsKey))
        {
            return Answer.Refuse(AdmissionRefusals.PersonAlreadyNamed);
        }

        string[] groups = [.. book.Groups];
        var seats = Math.Min(book.MaxSeats, Offering.RoomFor(groups));
        var confirmed = seats >= book.MinSeats;
        var entry = new Entry
        {
            Id = book.EntryId,
            OfferingId = Offering.Id,
            OrganizationId = book.OrganizationId,
            Track = book.Track,
            Reference = newReference(),
            Sequence = Offering.LastSequence + 1,
            State = confirmed ? EntryState.Confirmed : EntryState.Waiting,
            MinSeats = book.MinSeats,
            MaxSeats = book.MaxSeats,
            Seats = confirmed ? seats : 0,
            Groups = groups,
            People = [.. book.People],
            Zone = book.Zone,
            RegisteredBy = book.Caller,
            Version = 1,
            CreatedAt = now,
            ChangedAt = now,
        };
        Change(Offering.Take(groups, entry.Seats) with { LastSequence = entry.Sequence, Waiting = Offering.Waiting + (confirmed ? 0 : 1) });
        Know(entry);
        NewEntries.Add(entry.Id);
        Seat(entry, []);
        _moves.Add(new Move(confirmed ? MoveKind.Booked : MoveKind.Waitlisted, Offering, null, entry, null, _by, now));
        return AnswerFor(entry) with { Position = confirmed ? 0 : Offering.Waiting };
    }

    private AdmissionRefusal? CannotBook(Book book)
    {
        if (Offering.CalledOff)
        {
            return AdmissionRefusals.OfferingCalledOff;
        }

        if (now >= Offering.StartsAt)
        {
            return AdmissionRefusals.OfferingStarted;
        }

        if (now < Offering.OpensAt)
        {
            return AdmissionRefusals.BookingNotOpen;
        }

        if (now >= Offering.ClosesAt)
        {
            return AdmissionRefusals.BookingClosed;
        }

        if (book.MinSeats < 1 || book.MaxSeats < book.MinSeats)
        {
            return AdmissionRefusals.SeatsInvalid;
        }

        // An entry that the whole capacity could not seat would wait for ever.
        var limit = Math.Min(Offering.SeatsPerEntryMax, Offering.Capacity);
        if (book.MaxSeats > Offering.SeatsPerEntryMax || book.MinSeats > limit)
        {
            return AdmissionRefusals.EntryExceedsLimit with { Number = limit };
        }

        return IsWellFormed(book) ? null : AdmissionRefusals.EntryInvalid;
    }

    private bool IsWellFormed(Book book) =>
        book.EntryId != Guid.Empty
        && !_entries.ContainsKey(book.EntryId)
        && book.Track.Length <= 40
        && book.Groups.Count <= 16
        && book.Groups.Distinct().Count() == book.Groups.Count
        && book.Groups.All(GroupName.IsValid)
        && book.People.Count <= book.MaxSeats
        && book.People.Distinct().Count() == book.People.Count
        && book.Zone.Length <= 60
        && TimeZoneInfo.TryFindSystemTimeZoneById(book.Zone, out _);

    private Answer CancelEntry(Entry entry) => entry.State switch
    {
        EntryState.Offered => Decline(OfferOfEntry(entry.Id)),
        EntryState.Confirmed or EntryState.Waiting => GiveUp(entry, EndReason.Withdrawn, MoveKind.Cancelled, null),
        _ => AnswerFor(entry),
    };

    private Answer Decline(SeatOffer offer)
    {
        if (CannotAnswer(offer) is { } refusal)
        {
            return Answer.Refuse(refusal);
        }

        if (offer.State != SeatOfferState.Open)
        {
            return offer.State == SeatOfferState.Accepted ? Answer.Refuse(AdmissionRefusals.OfferAccepted) : AnswerFor(_entries[offer.EntryId]);
        }

        var declined = Write(offer with { State = SeatOfferState.Declined, AnsweredAt = now });
        return GiveUp(_entries[offer.EntryId], EndReason.Declined, MoveKind.OfferDeclined, declined);
    }

    private Answer Accept(SeatOffer offer)
    {
        if (CannotAnswer(offer) is { } refusal)
        {
            return Answer.Refuse(refusal);
        }

        var before = _entries[offer.EntryId];
        if (offer.State != SeatOfferState.Open)
        {
            return offer.State == SeatOfferState.Declined ? Answer.Refuse(AdmissionRefusals.OfferDeclined) : AnswerFor(before);
        }

        if (now >= Offering.StartsAt)
        {
            return Answer.Refuse(AdmissionRefusals.OfferingStarted);
        }

        var accepted = Write(offer with { State = SeatOfferState.Accepted, AnsweredAt = now });
        var after = Write(before, before with { State = EntryState.Confirmed });
        _moves.Add(new Move(MoveKind.OfferAccepted, Offering, before, after, accepted, _by, now));
        return AnswerFor(after);
    }

    private AdmissionRefusal? CannotAnswer(SeatOffer offer)
    {
        if (offer.State == SeatOfferState.Withdrawn)
        {
            return AdmissionRefusals.OfferingCalledOff;
        }

        return offer.State == SeatOfferState.Lapsed || (offer.State == SeatOfferState.Open && now > offer.Deadline) ? AdmissionRefusals.OfferLapsed : null;
    }

    private Answer GiveUp(Entry before, EndReason reason, MoveKind kind, SeatOffer? offer)
    {
        if (before.State == EntryState.Waiting)
        {
            Change(Offering with { Waiting = Offering.Waiting - 1 });
        }

        Entry after;
        if (now >= Offering.StartsAt - FreedAtOnce)
        {
            after = Finish(before, reason);
        }
        else
        {
            after = Write(before, before with { State = EntryState.Held, HeldFrom = before.State, HeldUntil = now.AddMinutes(UndoMinutes), EndReason = reason });
        }

        _moves.Add(new Move(kind, Offering, before, after, offer, _by, now));
        return AnswerFor(after);
    }

    /// <summary>Ends an entry and frees its seats for the first waiting entry that they fit.</summary>
    private Entry Finish(Entry before, EndReason reason)
    {
        if (before.Seats > 0)
        {
            Change(Offering.Take(before.Groups, -before.Seats));
        }

        var after = Write(before, before with { State = EntryState.Cancelled, Seats = 0, HeldFrom = null, HeldUntil = null, EndReason = reason });
        _active.Remove((before.OrganizationId, before.Track));
        if (before.People.Length > 0)
        {
            foreach (var person in before.People)
            {
                _entryOfPerson.Remove(person);
            }

            ChangedPeople.Add(before.Id);
        }

        if (before.Seats > 0)
        {
            BeginPromotion();
        }

        return after;
    }

    private Answer UndoEntry(Entry before)
    {
        if (before.State is EntryState.Waiting or EntryState.Offered or EntryState.Confirmed)
        {
            return AnswerFor(before);
        }

        if (before.State != EntryState.Held || now > before.HeldUntil)
        {
            return Answer.Refuse(AdmissionRefusals.UndoTooLate);
        }

        SeatOffer? reopened = null;
        var state = before.HeldFrom!.Value;
        if (state == EntryState.Offered)
        {
            var offer = OfferOfEntry(before.Id);
            var deadline = offer.Deadline > before.HeldUntil ? offer.Deadline : before.HeldUntil!.Value;
            reopened = Write(offer with { State = SeatOfferState.Open, AnsweredAt = null, Deadline = deadline });
        }

        var after = Write(before, before with { State = state, HeldFrom = null, HeldUntil = null, EndReason = EndReason.None });
        if (state == EntryState.Waiting)
        {
            // Seats may have been freed while it stood aside.
            Change(Offering with { Waiting = Offering.Waiting + 1 });
            BeginPromotion();
        }

        _moves.Add(new Move(reopened is null ? MoveKind.CancelUndone : MoveKind.DeclineUndone, Offering, before, after, reopened, _by, now));
        return AnswerFor(after);
    }

    private Answer Lower(Entry before, int minSeats)
    {
        if (before.State != EntryState.Waiting)
        {
            return Answer.Refuse(AdmissionRefusals.EntryNotWaiting);
        }

        if (minSeats < 1)
        {
            return Answer.Refuse(AdmissionRefusals.SeatsInvalid);
        }

        if (minSeats > before.MinSeats)
        {
            return Answer.Refuse(AdmissionRefusals.MinimumOnlyLowered);
        }

        if (minSeats == before.MinSeats)
        {
            return AnswerFor(before);
        }

        var after = Write(before, before with { MinSeats = minSeats });
        _moves.Add(new Move(MoveKind.MinimumLowered, Offering, before, after, null, _by, now));
        BeginPromotion();
        return AnswerFor(after);
    }

    private Answer Name(Entry before, IReadOnlyList<Guid> people)
    {
        if (before.State is EntryState.Held or EntryState.Refused or EntryState.Cancelled)
        {
            return Answer.Refuse(AdmissionRefusals.EntryOver);
        }

        var seats = before.State == EntryState.Waiting ? before.MaxSeats : before.Seats;
        if (people.Count > seats)
        {
            return Answer.Refuse(AdmissionRefusals.PeopleExceedSeats, seats);
        }

        if (people.Distinct().Count() != people.Count || people.Any(p => _entryOfPerson.TryGetValue(p, out var entry) && entry != before.Id))
        {
            return Answer.Refuse(AdmissionRefusals.PersonAlreadyNamed);
        }

        if (people.ToHashSet().SetEquals(before.People))
        {
            return AnswerFor(before);
        }

        var after = Write(before, before with { People = [.. people] });
        Seat(after, before.People);
        _moves.Add(new Move(MoveKind.PeopleNamed, Offering, before, after, null, _by, now));
        return AnswerFor(after);
    }

    private Answer Change(int capacity)
    {
        if (capacity < 0)
        {
            return Answer.Refuse(AdmissionRefusals.SeatsInvalid);
        }

        if (capacity < Offering.Taken + Offering.KeptFree)
        {
            return Answer.Refuse(AdmissionRefusals.CapacityBelowTaken, Offering.Taken + Offering.KeptFree - capacity);
        }

        if (capacity != Offering.Capacity)
        {
            Change(Offering with { Capacity = capacity });
            _moves.Add(new Move(MoveKind.CapacityChanged, Offering, null, null, null, _by, now));
            BeginPromotion();
        }

        return new Answer { Outcome = Outcome.Changed };
    }

    private Answer Decide(Reschedule reschedule)
    {
        if (Offering.CalledOff)
        {
            return Answer.Refuse(AdmissionRefusals.OfferingCalledOff);
        }

        var after = Offering with { StartsAt = reschedule.StartsAt, OpensAt = reschedule.OpensAt, ClosesAt = reschedule.ClosesAt };
        if (after != Offering)
        {
            Change(after);
            _moves.Add(new Move(MoveKind.Rescheduled, Offering, null, null, null, _by, now));
            BeginPromotion();
        }

        return new Answer { Outcome = Outcome.Changed };
    }

    private Answer CallOffAll()
    {
        if (Offering.CalledOff)
        {
            return new Answer { Outcome = Outcome.Changed };
        }

        Change(Offering with { CalledOff = true });
        _moves.Add(new Move(MoveKind.CalledOff, Offering, null, null, null, _by, now));
        foreach (var before in _entries.Values.Where(e => e.IsActive).OrderBy(e => e.Sequence).ToList())
        {
            EndForGood(before, EndReason.CalledOff, MoveKind.EntryCalledOff);
        }

        return new Answer { Outcome = Outcome.Changed };
    }

    private Answer Disqualify(Entry entry) => AnswerFor(entry.IsActive ? EndForGood(entry, EndReason.Ineligible, MoveKind.Cancelled) : entry);

    /// <summary>Ends an active entry so that nothing of it can be taken, or taken back.</summary>
    private Entry EndForGood(Entry before, EndReason reason, MoveKind kind)
    {
        if (before.State == EntryState.Waiting)
        {
            Change(Offering with { Waiting = Offering.Waiting - 1 });
        }

        SeatOffer? withdrawn = null;
        if (before.State == EntryState.Offered || before.HeldFrom == EntryState.Offered)
        {
            withdrawn = Write(OfferOfEntry(before.Id) with { State = SeatOfferState.Withdrawn, AnsweredAt = now });
        }

        var after = Finish(before, before.State == EntryState.Held ? before.EndReason : reason);
        _moves.Add(new Move(before.State == EntryState.Held ? MoveKind.HoldEnded : kind, Offering, before, after, withdrawn, _by, now));
        return after;
    }

    private Answer End(Guid entryId)
    {
        Timed.Add(entryId);
        if (EntryOrNone(entryId) is not { } before)
        {
            return Answer.Refuse(AdmissionRefusals.EntryNotFound);
        }

        if (before.State != EntryState.Held || now <= before.HeldUntil)
        {
            return AnswerFor(before);
        }

        var after = Finish(before, before.EndReason);
        _moves.Add(new Move(MoveKind.HoldEnded, Offering, before, after, null, _by, now));
        return AnswerFor(after);
    }

    private Answer Expire(Guid entryId)
    {
        Timed.Add(entryId);
        if (EntryOrNone(entryId) is not { } before)
        {
            return Answer.Refuse(AdmissionRefusals.EntryNotFound);
        }

        if (before.State != EntryState.Offered || now <= OfferOfEntry(entryId).Deadline)
        {
            return AnswerFor(before);
        }

        var lapsed = Write(OfferOfEntry(entryId) with { State = SeatOfferState.Lapsed, AnsweredAt = now });
        var after = Finish(before, EndReason.Lapsed);
        _moves.Add(new Move(MoveKind.OfferLapsed, Offering, before, after, lapsed, _by, now));
        return AnswerFor(after);
    }

    private Answer Release(ReleaseReservation release)
    {
        if (Offering.Groups.FirstOrDefault(g => g.Name == release.Group) is { Floor: > 0, ReleasesAt: { } releasesAt } group && releasesAt < now)
        {
            Change((Offering with { Groups = [.. Offering.Groups.Select(g => g == group ? g with { Floor = 0 } : g)] }).Counted());
            _moves.Add(new Move(MoveKind.ReservationReleased, Offering, null, null, null, _by, now));
            BeginPromotion();
        }

        DoneReleases.Add(release.MoveId);
        return new Answer { Outcome = Outcome.Changed };
    }

    private void OfferSeats(Entry before)
    {
        var seats = Math.Min(before.MaxSeats, Offering.RoomFor(before.Groups));
        var offer = new SeatOffer
        {
            Id = newId(),
            OfferingId = Offering.Id,
            EntryId = before.Id,
            Seats = seats,
            State = SeatOfferState.Open,
            CreatedAt = now,
            Deadline = OfferDeadline.Of(now, Offering.StartsAt, TimeZoneInfo.FindSystemTimeZoneById(before.Zone)),
        };
        Know(offer);
        NewOffers.Add(offer.Id);
        Change(Offering.Take(before.Groups, seats) with { Waiting = Offering.Waiting - 1 });
        var after = Write(before, before with { State = EntryState.Offered, Seats = seats });
        _moves.Add(new Move(MoveKind.Offered, Offering, before, after, offer, null, now));
    }

    private void Change(Offering after)
    {
        Offering = after with { Version = Offering.Version + 1 };
        OfferingChanged = true;
    }

    private Entry Write(Entry before, Entry after)
    {
        after = after with { Version = before.Version + 1, ChangedAt = now };
        _entries[after.Id] = after;
        ChangedEntries.Add(after.Id);
        Timed.Add(after.Id);
        return after;
    }

    private SeatOffer Write(SeatOffer offer)
    {
        _offers[offer.Id] = offer;
        ChangedOffers.Add(offer.Id);
        return offer;
    }

    private void Seat(Entry entry, Guid[] before)
    {
        if (entry.People.Length == 0 && before.Length == 0)
        {
            return;
        }

        foreach (var person in before)
        {
            _entryOfPerson.Remove(person);
        }

        foreach (var person in entry.People)
        {
            _entryOfPerson[person] = entry.Id;
            if (!before.Contains(person))
            {
                NamedBy[person] = _by ?? entry.RegisteredBy;
            }
        }

        ChangedPeople.Add(entry.Id);
    }

    private Answer AnswerFor(Entry entry) => new()
    {
        Outcome = entry.State switch
        {
            EntryState.Waiting => Outcome.Waiting,
            EntryState.Offered => Outcome.Offered,
            EntryState.Confirmed => Outcome.Confirmed,
            EntryState.Held => Outcome.Held,
            _ => Outcome.Cancelled,
        },
        EntryId = entry.Id,
        Reference = entry.Reference,
        Seats = entry.Seats,
        Until = entry.State == EntryState.Offered && _offerOfEntry.TryGetValue(entry.Id, out var offer) ? _offers[offer].Deadline : entry.HeldUntil,
    };
}
