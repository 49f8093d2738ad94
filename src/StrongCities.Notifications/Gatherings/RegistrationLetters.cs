using StrongCities.Contracts.Gatherings;
using StrongCities.Contracts.Membership;
using StrongCities.Notifications.Delivery;
using StrongCities.Notifications.Letters;
using StrongCities.ServiceDefaults.Languages;

namespace StrongCities.Notifications.Gatherings;

/// <summary>What a person is told about a registration, by what happened to it.</summary>
internal sealed class RegistrationLetters(MailSettings settings)
{
    /// <summary>The letter, or null when it would no longer be true: the registration has moved on since the fact.</summary>
    public Letter? Write(string kind, RegistrationDescription about, Contact reader, bool isDelegate, IReadOnlyCollection<Guid> invited, Words words, DateTimeOffset now, string namedBy = "") => kind switch
    {
        MailKinds.Registered when about.Registration.State == "confirmed" => Confirmed(about, reader, isDelegate, invited, words, now,
            words.Plural("Your registration is confirmed: {count} seat is yours.", "Your registration is confirmed: {count} seats are yours.", about.Registration.Seats)),
        MailKinds.Registered when about.Registration.State is "waiting" or "offered" => Waiting(about, reader, words),
        MailKinds.OfferAccepted when about.Registration.State == "confirmed" => Confirmed(about, reader, isDelegate, invited, words, now, isDelegate
            ? words.Plural("The seat that was offered to your delegation is confirmed.", "The {count} seats that were offered to your delegation are confirmed.", about.Registration.Seats)
            : words.Plural("You accepted the offer: {count} seat is yours.", "You accepted the offer: {count} seats are yours.", about.Registration.Seats)),
        // A delegate has not heard of the cancellation; what changed meanwhile is to reach the calendar all the same.
        MailKinds.Undone when about.Registration.State == "confirmed" => Confirmed(about, reader, isDelegate, invited, words, now, isDelegate
            ? words["The registration of your delegation was cancelled, and that was undone: it keeps its seats."]
            : words.Plural("Your cancellation was undone: {count} seat is yours again.", "Your cancellation was undone: {count} seats are yours again.", about.Registration.Seats)),
        MailKinds.DelegateNamed when about.NameToken.Length > 0 && about.Registration.State is "confirmed" or "waiting" or "offered" => Named(about, reader, namedBy, invited, words, now),
        MailKinds.DelegateNamed when about.Registration.State == "confirmed" => Confirmed(about, reader, isDelegate, invited, words, now,
            words["You are named in this delegation."]),
        MailKinds.Moved when about.Registration.State is "confirmed" or "waiting" or "offered" => Moved(about, reader, isDelegate, invited, words, now),
        MailKinds.DelegateRemoved => Ended(about, reader, invited, words, now, words["You are no longer in this delegation."]),
        MailKinds.Cancelled when about.Registration.State == "held" => Held(about, reader, words),
        MailKinds.PlaceGivenUp when about.Registration.State == "cancelled" => Ended(about, reader, invited, words, now,
            [.. EndedWithMembership(about, words).DefaultIfEmpty(words["Your registration is cancelled: you have left the waiting list."])]),
        MailKinds.Freed when about.Registration.State is "cancelled" or "lapsed" => Ended(about, reader, invited, words, now,
        [
            .. EndedWithMembership(about, words),
            isDelegate
                ? words["The registration of your delegation is cancelled: its seats have been given back and go to others."]
                : words["Your registration is cancelled: its seats have been given back and go to others."],
        ]),
        MailKinds.GatheringCancelled => Ended(about, reader, invited, words, now, [words["This event will not take place."], .. CancelledWords(about, words)]),
        MailKinds.Offered when about.Registration.State == "offered" && about.Offer?.State == "offered" => SeatLetters.Offered(
            Frame(about, reader, words), about.Offer.Seats, about.Offer.Until.ToDateTimeOffset(), Address(about, words, "offers", about.OfferToken), words),
        MailKinds.OfferDeclined when about.Offer is { State: "declined" } => SeatLetters.Declined(
            Frame(about, reader, words), about.Offer.UndoUntil?.ToDateTimeOffset(), Page(about, words), words),
        // Who has acknowledged it meanwhile is not asked again.
        MailKinds.LabelChanged when about.Registration.State is "confirmed" or "waiting" or "offered" && about.LabelOpenPersonIds.Contains(reader.PersonId) =>
            LabelLetter.Changed(Frame(about, reader, words), RegistrationAddress(about, words) + "/label", words),
        MailKinds.DelegateLeft when about.Registration.State is "confirmed" or "waiting" or "offered" => Frame(about, reader, words).Letter(
            [words["Somebody named in your delegation has taken their name out. The seat stays with your delegation: you can name somebody else."]],
            Page(about, words)),
        MailKinds.CalendarDeclined when about.Registration.State == "confirmed" && about.Registration.Gathering.EndsAt.ToDateTimeOffset() > now
            && (!isDelegate || about.Registration.PersonIds.Contains(reader.PersonId)) => Declined(about, reader, isDelegate, words),
        MailKinds.OfferLapsed => SeatLetters.Lapsed(Frame(about, reader, words), GatheringAddress(about, words), words),
        _ => null,
    };

    private Letter Confirmed(RegistrationDescription about, Contact reader, bool isDelegate, IReadOnlyCollection<Guid> invited, Words words, DateTimeOffset now, string opening)
    {
        var calendars = Calendars(about, reader, Entries(about), invited, words, now);
        return Frame(about, reader, words).Letter([opening, CalendarNote(calendars, invited, words)], isDelegate ? Page(about, words) : PageToCancel(about, words), calendars);
    }

    // Whoever registered answers for the delegation; who has answered meanwhile, or knew it all along, is not asked.
    private Letter Moved(RegistrationDescription about, Contact reader, bool isDelegate, IReadOnlyCollection<Guid> invited, Words words, DateTimeOffset now)
    {
        var (confirmed, asked) = (about.Registration.State == "confirmed", about.Registration.StillComing is { Answered: false });
        var calendars = confirmed ? Calendars(about, reader, Entries(about), invited, words, now) : [];
        IReadOnlyList<string> paragraphs = asked && !isDelegate
            ?
            [
                words["Time or place has changed. Do you still come?"],
                words["Please say so with one press on the page linked below. If you can no longer come, give your seats or your place in line back there, so that others can come; it counts as no absence."],
                words["Not answering changes nothing: nobody loses seats or a place in line by it."],
            ]
            : asked ? [words["Time or place has changed. The seats of your delegation are kept, and whoever registered it was asked whether you still come."]]
            : confirmed ? [words["Time or place has changed. Your seats are kept."]]
            : [words["Time or place has changed. Your place in line is kept."]];
        return Frame(about, reader, words).Letter(
            confirmed ? [.. paragraphs, CalendarNote(calendars, invited, words)] : paragraphs,
            isDelegate ? Page(about, words) : asked ? (words["Say whether you still come"], RegistrationAddress(about, words)) : PageToCancel(about, words),
            calendars);
    }

    private Letter Declined(RegistrationDescription about, Contact reader, bool isDelegate, Words words) => Frame(about, reader, words).Letter(
        [
            words["Your calendar has told us that you decline the invitation. That moves no seat: yours is kept."],
            isDelegate
                ? words["Do you give up your place? If so, please take your name out on the page linked below: your delegation can then name somebody else. If you still come, you need do nothing."]
                : words["Do you give up your place? If so, please cancel your registration on the page linked below, so that others can come. If you still come, you need do nothing."],
            .. about.Registration.Gathering.Kind == GatheringKinds.Cohort ? [words["If it is about one session only, you need do nothing either."]] : Array.Empty<string>(),
            .. isDelegate ? [words["Opening the link changes nothing: the page asks you first. You need not sign in."]] : Array.Empty<string>(),
        ],
        about.NameToken.Length > 0 ? (words["See the page where you take your name out"], Address(about, words, "names", about.NameToken)) : PageToCancel(about, words));

    private static string CalendarNote(IReadOnlyCollection<CalendarPart> calendars, IReadOnlyCollection<Guid> invited, Words words) =>
        (invited.Count == 0
            ? words.Plural("The calendar file in this mail adds it to your calendar.", "The {count} calendar files in this mail add its sessions to your calendar.", calendars.Count)
            : words.Plural("The calendar file in this mail brings your calendar up to date.", "The {count} calendar files in this mail bring your calendar up to date.", calendars.Count))
        + " " + words["Answering in the calendar changes nothing here; to give up a seat, use the page of your registration."];

    private Letter Named(RegistrationDescription about, Contact reader, string namedBy, IReadOnlyCollection<Guid> invited, Words words, DateTimeOffset now) =>
        Frame(about, reader, words).Letter(
        [
            about.Registration.State == "confirmed"
                ? words["{colleague} named you in a delegation. Its seats are confirmed.", ("colleague", namedBy)]
                : words["{colleague} named you in a delegation. It is on the waiting list.", ("colleague", namedBy)],
            words["Until you agree, your name is shown to no one but {colleague} and the organisers. The page linked below says what taking part involves; there you agree, or take your name out with one press.", ("colleague", namedBy)],
            words["Opening the link changes nothing: the page asks you first. You need not sign in."],
        ],
        (words["Agree, or take your name out"], Address(about, words, "names", about.NameToken)),
        about.Registration.State == "confirmed" ? Calendars(about, reader, Entries(about), invited, words, now) : null);

    private Letter Waiting(RegistrationDescription about, Contact reader, Words words) => SeatLetters.Waiting(
        Frame(about, reader, words),
        words["All seats are taken. Your delegation is on the waiting list, number {position} in line.", ("position", about.Registration.Position)],
        Page(about, words), words);

    private Letter Held(RegistrationDescription about, Contact reader, Words words) => Frame(about, reader, words).Letter(
        [
            words["You cancelled your registration. Until {time} you can take that back.", ("time", ZonedTime.InWords(about.Registration.UndoUntil.ToDateTimeOffset(), ZoneOf(reader, about), words))],
            .. about.Registration.Seats > 0 ? [words["After that its seats go to others."]] : Array.Empty<string>(),
        ],
        (words["Undo the cancellation"], RegistrationAddress(about, words)));

    private Letter Ended(RegistrationDescription about, Contact reader, IReadOnlyCollection<Guid> invited, Words words, DateTimeOffset now, params IReadOnlyList<string> paragraphs)
    {
        var calendars = Calendars(about, reader, [], invited, words, now);
        return Frame(about, reader, words).Letter(
            calendars.Count == 0 ? paragraphs
                : [.. paragraphs, words.Plural("The calendar file in this mail removes it from your calendar.", "The {count} calendar files in this mail remove its sessions from your calendar.", calendars.Count)],
            calendars: calendars);
    }

    private static LetterFrame Frame(RegistrationDescription about, Contact reader, Words words) =>
        new(words["Strong Cities: about your registration"], words["Dear {name},", ("name", reader.Name)], Facts(about, reader, words), ZoneOf(reader, about));

    private static IReadOnlyList<(string, string)> Facts(RegistrationDescription about, Contact reader, Words words)
    {
        var gathering = about.Registration.Gathering;
        var facts = new List<(string, string)>
        {
            (words["Booking reference"], about.Registration.BookingReference),
            (gathering.Kind == GatheringKinds.Cohort ? words["Training"] : words["Dialogue"], gathering.Title.For(words)),
        };
        var was = about.Registration.StillComing is { Answered: false } asked ? asked.Was : null;
        var (own, hosts) = (ZoneOf(reader, about), gathering.TimeZone);
        // A training lasts for weeks: each session says when it is.
        var cohort = gathering.Kind == GatheringKinds.Cohort;
        facts.Add((cohort ? words["Starts"] : words["When"], When(own)));
        if (!ZonedTime.SameClock(gathering.StartsAt.ToDateTimeOffset(), own, hosts))
        {
            facts.Add((cohort ? words["Starts, in the host's time"] : words["When, in the host's time"], When(hosts)));
        }

        if (cohort)
        {
            facts.AddRange(gathering.Sessions.Select(session => (
                session.CalledOff ? words["Session, called off"] : words["Session"],
                $"{session.Title.For(words)} · {ZonedTime.Period(session.StartsAt, session.EndsAt, own, words)}")));
        }
        else if (was is not null && (was.StartsAt != gathering.StartsAt || was.EndsAt != gathering.EndsAt))
        {
            facts.Add((words["When, until now"], ZonedTime.Period(was.StartsAt, was.EndsAt, own, words)));
        }

        facts.Add((words["Where"], Place(gathering, words)));
        if (was is not null && Place(new Gathering { Format = was.Format, Venue = was.Venue, HostCity = was.HostCity }, words) is var before && before != Place(gathering, words))
        {
            facts.Add((words["Where, until now"], before));
        }

        if (about.Registration.Seats > 0)
        {
            facts.Add((words["Seats"], about.Registration.Seats.ToString(words.Language.Culture)));
        }
        else if (about.Registration.State == "waiting")
        {
            facts.Add((words["Seats asked for"], about.Registration.MinSeats == about.Registration.MaxSeats
                ? about.Registration.MaxSeats.ToString(words.Language.Culture)
                : words["{min} to {max}", ("min", about.Registration.MinSeats), ("max", about.Registration.MaxSeats)]));
        }

        return facts;

        string When(string zone) => cohort
            ? ZonedTime.InWords(gathering.StartsAt.ToDateTimeOffset(), zone, words) : ZonedTime.Period(gathering.StartsAt, gathering.EndsAt, zone, words);
    }

    /// <summary>One file for what is in the calendar from now on, and one for each thing that was and is no longer.</summary>
    private List<CalendarPart> Calendars(
        RegistrationDescription about, Contact reader, IReadOnlyList<CalendarSlot> entries, IReadOnlyCollection<Guid> invited, Words words, DateTimeOffset now) =>
    [
        .. entries.Select(entry => Calendar(about, reader, entry, cancelled: false, words, now)),
        .. CalendarSlot.Of(about.Registration.Gathering).Where(entry => invited.Contains(Guid.Parse(entry.Id)) && !entries.Contains(entry))
            .Select(entry => Calendar(about, reader, entry, cancelled: true, words, now)),
    ];

    private CalendarPart Calendar(RegistrationDescription about, Contact reader, CalendarSlot entry, bool cancelled, Words words, DateTimeOffset now)
    {
        var gathering = about.Registration.Gathering;
        var title = gathering.Title.For(words);
        return CalendarFile.Create(new CalendarEntry(
            Guid.Parse(entry.Id), entry.UidFor(gathering, about.CalendarUid, reader.PersonId), about.CalendarSequence, cancelled,
            entry.Starts.ToDateTimeOffset(), entry.Ends.ToDateTimeOffset(), gathering.TimeZone,
            entry.Session is { } session ? words["{label}: {value}", ("label", title), ("value", session.Title.For(words))] : title, Place(gathering, words),
            words["Answering in the calendar changes nothing; to cancel: {address}", ("address", RegistrationAddress(about, words))]
                + "\n" + words["{label}: {value}", ("label", words["Booking reference"]), ("value", about.Registration.BookingReference)],
            settings.Sender, reader.Email, now));
    }

    private static List<CalendarSlot> Entries(RegistrationDescription about) =>
        [.. CalendarSlot.Of(about.Registration.Gathering).Where(entry => !entry.CalledOff)];

    private (string, string) Page(RegistrationDescription about, Words words) => (words["See your registration"], RegistrationAddress(about, words));

    private (string, string) PageToCancel(RegistrationDescription about, Words words) => (words["See or cancel your registration"], RegistrationAddress(about, words));

    private string GatheringAddress(RegistrationDescription about, Words words) =>
        $"{settings.Site}/{words.Language.Code}{GatheringKinds.FolderOf(about.Registration.Gathering.Kind)}/{about.Registration.Gathering.GatheringId}";

    private string RegistrationAddress(RegistrationDescription about, Words words) => Address(about, words, "registrations", about.Registration.RegistrationId);

    private string Address(RegistrationDescription about, Words words, string of, string id) =>
        $"{settings.Site}/{words.Language.Code}{GatheringKinds.PathOf(about.Registration.Gathering.Kind)}/{of}/{id}";

    private static IEnumerable<string> EndedWithMembership(RegistrationDescription about, Words words) =>
        about.Registration.EndedWithMembership ? [words["This registration is cancelled because your organisation left the network or was suspended."]] : [];

    private static IEnumerable<string> CancelledWords(RegistrationDescription about, Words words) =>
        about.Registration.Gathering.CancelledWords.For(words) is { Length: > 0 } reason ? [reason] : [];

    private static string ZoneOf(Contact reader, RegistrationDescription about) =>
        reader.TimeZone is { Length: > 0 } zone ? zone : about.Registration.Gathering.TimeZone;

    private static string Place(Gathering gathering, Words words) =>
        gathering.Format == "online" ? words["Online"] : gathering.Venue is { Length: > 0 } venue ? $"{venue}, {words.Place(gathering.HostCity)}" : words.Place(gathering.HostCity);
}
