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
            words["Your delegation is registered. The seats are yours."]),
        MailKinds.Registered when about.Registration.State is "waiting" or "offered" => Waiting(about, reader, words),
        MailKinds.OfferAccepted when about.Registration.State == "confirmed" => Confirmed(about, reader, isDelegate, invited, words, now,
            words["You accepted the seats. They are yours."]),
        MailKinds.Undone when about.Registration.State == "confirmed" => Confirmed(about, reader, isDelegate, invited, words, now,
            words["Your cancellation was undone. The seats are yours again."]),
        MailKinds.DelegateNamed when about.NameToken.Length > 0 && about.Registration.State is "confirmed" or "waiting" or "offered" => Named(about, reader, namedBy, invited, words, now),
        MailKinds.DelegateNamed when about.Registration.State == "confirmed" => Confirmed(about, reader, isDelegate, invited, words, now,
            words["Your organisation named you in its delegation."]),
        MailKinds.Moved when about.Registration.State is "confirmed" or "waiting" or "offered" => Moved(about, reader, isDelegate, invited, words, now),
        MailKinds.DelegateRemoved => Ended(about, reader, invited, words, now, words["You are no longer in this delegation. Your calendar entry is removed."]),
        MailKinds.Cancelled when about.Registration.State == "held" => Held(about, reader, words),
        MailKinds.Freed when about.Registration.State is "cancelled" or "lapsed" => Ended(about, reader, invited, words, now,
            words["Your seats have been given back and are offered to others. Thank you for letting us know. Your calendar entry is removed."]),
        MailKinds.GatheringCancelled => Ended(about, reader, invited, words, now,
            [words["This event will not take place. Your calendar entry is removed."], .. CancelledWords(about, words)]),
        MailKinds.Offered when about.Registration.State == "offered" && about.Offer?.State == "offered" => SeatLetters.Offered(
            Frame(about, reader, words), about.Offer.Seats, about.Offer.Until.ToDateTimeOffset(), Address(about, words, "offers", about.OfferToken), words),
        MailKinds.OfferDeclined when about.Offer is { State: "declined", UndoUntil: not null } => SeatLetters.Declined(
            Frame(about, reader, words), about.Offer.UndoUntil.ToDateTimeOffset(), words),
        // Who has acknowledged it meanwhile is not asked again.
        MailKinds.LabelChanged when about.Registration.State is "confirmed" or "waiting" or "offered" && about.LabelOpenPersonIds.Contains(reader.PersonId) =>
            LabelLetter.Changed(Frame(about, reader, words), RegistrationAddress(about, words) + "/label", words),
        MailKinds.DelegateLeft when about.Registration.State is "confirmed" or "waiting" or "offered" => Frame(about, reader, words).Letter(
            [words["Somebody named in your delegation has taken the own name out. The seat stays with your delegation: you can name somebody else."]],
            (words["See your registration"], RegistrationAddress(about, words))),
        MailKinds.OfferLapsed => SeatLetters.Lapsed(Frame(about, reader, words), words),
        _ => null,
    };

    private Letter Confirmed(RegistrationDescription about, Contact reader, bool isDelegate, IReadOnlyCollection<Guid> invited, Words words, DateTimeOffset now, string opening) =>
        Frame(about, reader, words).Letter(
        [opening, CalendarNote(words)],
        isDelegate ? null : (words["See or cancel your registration"], RegistrationAddress(about, words)),
        Calendars(about, reader, Entries(about), invited, words, now));

    // Whoever registered answers for the delegation; who has answered meanwhile, or knew it all along, is not asked.
    private Letter Moved(RegistrationDescription about, Contact reader, bool isDelegate, IReadOnlyCollection<Guid> invited, Words words, DateTimeOffset now)
    {
        var confirmed = about.Registration.State == "confirmed";
        IReadOnlyList<string> paragraphs = about.Registration.StillComing is not { Answered: false } ? [words["Time or place has changed. Your seats or your place in line are kept."]]
            : isDelegate ? [words["Time or place has changed. The seats of your delegation are kept, and whoever registered it was asked whether you still come."]]
            :
            [
                words["Time or place has changed. Do you still come?"],
                words["Please say so with one press on the page linked below. If you can no longer come, give your seats or your place in line back there, so that others can come; it counts as no absence."],
                words["Not answering changes nothing: nobody loses seats or a place in line by it."],
            ];
        return Frame(about, reader, words).Letter(
            confirmed ? [.. paragraphs, CalendarNote(words)] : paragraphs,
            isDelegate ? null
                : (about.Registration.StillComing is { Answered: false } ? words["Say whether you still come"] : words["See or cancel your registration"], RegistrationAddress(about, words)),
            confirmed ? Calendars(about, reader, Entries(about), invited, words, now) : null);
    }

    private static string CalendarNote(Words words) =>
        words["The calendar file in this mail adds it to your calendar. Answering in the calendar changes nothing here; to give up a seat, use the page of your registration."];

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
        (words["See your registration"], RegistrationAddress(about, words)), words);

    private Letter Held(RegistrationDescription about, Contact reader, Words words) => Frame(about, reader, words).Letter(
        [
            words["You cancelled your registration. Until {time} you can take that back; then the seats go to the next on the list.",
                ("time", ZonedTime.InWords(about.Registration.UndoUntil.ToDateTimeOffset(), ZoneOf(reader, about), words))],
        ],
        (words["Undo the cancellation"], RegistrationAddress(about, words)));

    private Letter Ended(RegistrationDescription about, Contact reader, IReadOnlyCollection<Guid> invited, Words words, DateTimeOffset now, params IReadOnlyList<string> paragraphs) =>
        Frame(about, reader, words).Letter(
        paragraphs, calendars: Calendars(about, reader, [], invited, words, now));

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
        facts.AddRange(ZonedTime.Details(gathering.StartsAt.ToDateTimeOffset(), ZoneOf(reader, about), gathering.TimeZone, words));
        facts.Add((words["Where"], Place(gathering, words)));
        if (gathering.Kind == GatheringKinds.Cohort)
        {
            facts.AddRange(gathering.Sessions.Select(session => (
                session.CalledOff ? words["Session, called off"] : words["Session"],
                $"{session.Title.For(words)}: {ZonedTime.InWords(session.StartsAt.ToDateTimeOffset(), ZoneOf(reader, about), words)}")));
        }

        if (about.Registration.Seats > 0)
        {
            facts.Add((words["Seats"], about.Registration.Seats.ToString(words.Language.Culture)));
        }

        return facts;
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
            entry.Session is { } session ? $"{title}: {session.Title.For(words)}" : title, Place(gathering, words),
            words["Answering in the calendar changes nothing; to cancel: {address}", ("address", RegistrationAddress(about, words))]
                + "\n" + words["Booking reference"] + ": " + about.Registration.BookingReference,
            settings.Sender, reader.Email, now));
    }

    private static List<CalendarSlot> Entries(RegistrationDescription about) =>
        [.. CalendarSlot.Of(about.Registration.Gathering).Where(entry => !entry.CalledOff)];

    private string RegistrationAddress(RegistrationDescription about, Words words) => Address(about, words, "registrations", about.Registration.RegistrationId);

    private string Address(RegistrationDescription about, Words words, string of, string id) =>
        $"{settings.Site}/{words.Language.Code}{GatheringKinds.PathOf(about.Registration.Gathering.Kind)}/{of}/{id}";

    private static IEnumerable<string> CancelledWords(RegistrationDescription about, Words words) =>
        about.Registration.Gathering.CancelledWords.For(words) is { Length: > 0 } reason ? [reason] : [];

    private static string ZoneOf(Contact reader, RegistrationDescription about) =>
        reader.TimeZone is { Length: > 0 } zone ? zone : about.Registration.Gathering.TimeZone;

    private static string Place(Gathering gathering, Words words) =>
        gathering.Format == "online" ? words["Online"] : gathering.Venue is { Length: > 0 } venue ? $"{venue}, {gathering.HostCity}" : gathering.HostCity;
}
