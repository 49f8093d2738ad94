using Google.Protobuf.WellKnownTypes;
using Microsoft.EntityFrameworkCore;
using StrongCities.Admission;
using StrongCities.Admission.Labels;
using StrongCities.Gatherings;
using StrongCities.Gatherings.Labels;
using StrongCities.Gatherings.Members;
using StrongCities.Gatherings.Moves;

namespace StrongCities.Gatherings.Registrations;

/// <summary>Reads registrations as those who may see them are told of them. A registration is the ledger's entry, seen from the gathering.</summary>
internal static class RegistrationView
{
    private static readonly TimeSpan LastDay = TimeSpan.FromHours(24);

    /// <summary>With everybody named: for staff and for mail.</summary>
    public static async Task<Wire.Registration> ShowAsync(this GatheringsDb db, Entry entry, CancellationToken stop) => (await db.ShowAsync([entry], null, stop))[0];

    /// <summary>With what <paramref name="readerId"/> acknowledged of the gathering's label; staff see everybody named.</summary>
    public static async Task<Wire.Registration> ShowToAsync(this GatheringsDb db, Entry entry, Guid readerId, bool isStaff, CancellationToken stop)
    {
        var registration = (await db.ShowAsync([entry], isStaff ? null : readerId, stop))[0];
        registration.RegisteredByReader = entry.RegisteredBy == readerId;
        registration.Acknowledgement = (await db.AcknowledgedAsync(entry.OfferingId, readerId, stop)).ToWire();
        return registration;
    }

    /// <summary>In the order given. Until a person agrees to be named, only whoever named the person (and the person) reads it here; without a reader all are shown.</summary>
    public static async Task<List<Wire.Registration>> ShowAsync(this GatheringsDb db, IReadOnlyCollection<Entry> entries, Guid? readerId, CancellationToken stop)
    {
        var now = await db.NowAsync(stop);
        var gatheringIds = entries.Select(entry => entry.OfferingId).Distinct().ToList();
        var gatherings = (await db.WithSeatsAsync(db.Gatherings.Where(gathering => gatheringIds.Contains(gathering.Id)), stop)).ToDictionary(found => found.Gathering.Id);
        var offeredIds = entries.Where(entry => entry.State == EntryState.Offered).Select(entry => entry.Id).ToList();
        // Whoever books is shown one registration: what it cannot have is not asked for.
        var deadlines = offeredIds.Count == 0 ? [] : await db.SeatOffers().Where(offer => offeredIds.Contains(offer.EntryId)).ToDictionaryAsync(offer => offer.EntryId, offer => offer.Deadline, stop);

        var entryIds = entries.Select(entry => entry.Id).ToList();
        var unagreed = (entries.All(entry => entry.People.Length == 0) ? []
            : await db.NamedPeople().Where(person => entryIds.Contains(person.EntryId) && person.AgreedAt == null).ToListAsync(stop)).ToLookup(person => person.EntryId);
        var leftOverLabel = await db.LeftOverLabelAsync(entries, stop);
        var stillComing = await db.StillComingAsync(entries, stop);
        var named = await db.NamedInReports.Where(named => entryIds.Contains(named.RegistrationId)).Select(named => named.RegistrationId).ToHashSetAsync(stop);

        var shown = new List<Wire.Registration>(entries.Count);
        foreach (var entry in entries)
        {
            var (gathering, seats) = gatherings[entry.OfferingId];
            var (asked, leftOverMove) = stillComing(entry);
            var registration = new Wire.Registration
            {
                RegistrationId = entry.Id.ToString(),
                BookingReference = entry.Reference,
                OrganizationId = entry.OrganizationId.ToString(),
                Gathering = gathering.ToWire(seats, now),
                State = StateOf(entry),
                MinSeats = entry.MinSeats,
                MaxSeats = entry.MaxSeats,
                Seats = entry.Seats,
                Position = entry.State == EntryState.Waiting ? await db.PositionAsync(entry.Id, stop) ?? 0 : 0,
                UndoUntil = entry.HeldUntil?.ToTimestamp(),
                EndedWithMembership = entry.EndReason == EndReason.Ineligible,
                OfferUntil = deadlines.TryGetValue(entry.Id, out var deadline) ? deadline.ToTimestamp() : null,
                RegisteredAt = entry.CreatedAt.ToTimestamp(),
                CancelsAtOnce = IsFreedAtOnce(gathering, now),
                LeftOverLabel = leftOverLabel.Contains(entry.Id),
                StillComing = asked?.ToWire(),
                LeftOverMove = leftOverMove,
                // As the report has it: a yes without seats names nobody.
                NamedInReport = entry.State == EntryState.Confirmed && named.Contains(entry.Id),
            };
            var hidden = unagreed[entry.Id].Where(person => readerId is { } reader && person.NamedBy != reader && person.PersonId != reader).Select(person => person.PersonId).ToHashSet();
            registration.PersonIds.AddRange(entry.People.Where(person => !hidden.Contains(person)).Select(person => person.ToString()));
            registration.UnagreedPersonIds.AddRange(unagreed[entry.Id].Select(person => person.PersonId).Where(person => !hidden.Contains(person)).Select(person => person.ToString()));
            registration.HiddenPeople = hidden.Count;
            shown.Add(registration);
        }

        return shown;
    }

    /// <summary>Whether seats given up now are freed at once, without undo.</summary>
    internal static bool IsFreedAtOnce(Gathering gathering, DateTimeOffset now) => gathering.StartsAt - now <= LastDay;

    internal static string StateOf(Entry entry) => entry.State switch
    {
        EntryState.Waiting => "waiting",
        EntryState.Offered => "offered",
        EntryState.Confirmed => "confirmed",
        EntryState.Held => "held",
        EntryState.Refused => "refused",
        _ => entry.EndReason == EndReason.Lapsed ? "lapsed" : "cancelled",
    };
}
