using Google.Protobuf.WellKnownTypes;
using StrongCities.Contracts.Gatherings;
using StrongCities.ServiceDefaults.Languages;
using StrongCities.Web.Layout;
using StrongCities.Web.Pages.Calendar;

namespace StrongCities.UnitTests.Web.Pages;

public class PersonalFeedTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 26, 9, 0, 0, TimeSpan.Zero);
    private static readonly DateTimeOffset Starts = new(2027, 1, 21, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_held_seat_takes_its_time_and_says_first_how_to_cancel()
    {
        var entry = Assert.Single(Ical.Net.Calendar.Load(FeedFile.Write("Name", Events(Seat(GatheringKinds.Dialogue)), Now))!.Events);

        Assert.Equal(("uid-of-g", 7, "CONFIRMED", "OPAQUE"), (entry.Uid, entry.Sequence, entry.Status, entry.Transparency));
        Assert.Equal("Répondre dans l’agenda ne change rien\u00A0; pour vous désister\u00A0: https://cities.example/fr/registrations/r", entry.Description!.Split('\n')[0]);
        Assert.Equal(("Europe/Oslo", new DateTime(2027, 1, 21, 9, 0, 0)), (entry.Start!.TzId, entry.Start.Value));
    }

    [Fact]
    public void Of_a_training_each_session_is_an_entry_and_one_that_is_called_off_is_not()
    {
        var events = Events(Seat(GatheringKinds.Cohort, Session("one"), Session("two", calledOff: true), Session("three")));

        Assert.Equal(["uid-of-one", "uid-of-three"], events.Select(entry => entry.Uid));
        Assert.Equal("Titre: Séance one", events[0].Title);
        Assert.All(events, entry => Assert.Equal("https://cities.example/fr/trainings/registrations/r", entry.Address));
    }

    [Fact]
    public void A_feed_is_the_same_until_something_in_it_changes()
    {
        var before = Tag(Seat(GatheringKinds.Dialogue));
        Assert.Equal(before, Tag(Seat(GatheringKinds.Dialogue)));
        var moved = Seat(GatheringKinds.Dialogue);
        moved.CalendarSequence++;
        Assert.NotEqual(before, Tag(moved));
        Assert.NotEqual(before, Tag());
    }

    private static string Tag(params HeldSeat[] seats) => FeedFile.TagOf("Name", Events(seats));

    private static IReadOnlyList<FeedEvent> Events(params HeldSeat[] seats) =>
        PersonalFeed.Events(seats, new WordsOf(typeof(Site).Assembly).In(Language.French), "https://cities.example");

    private static HeldSeat Seat(string kind, params GatheringSession[] sessions)
    {
        var gathering = new Gathering
        {
            GatheringId = "g", Kind = kind, StartsAt = Starts.ToTimestamp(), EndsAt = Starts.AddHours(8).ToTimestamp(), TimeZone = "Europe/Oslo", HostCity = "Oslo", Format = "in-person",
            Title = { new LocalText { Language = "fr", Text = "Titre" } },
            Sessions = { sessions },
        };
        var seat = new HeldSeat { RegistrationId = "r", Gathering = gathering, CalendarSequence = 7 };
        foreach (var slot in CalendarSlot.Of(gathering))
        {
            seat.CalendarUids[slot.Id] = $"uid-of-{slot.Id}";
        }

        return seat;
    }

    private static GatheringSession Session(string id, bool calledOff = false) => new()
    {
        SessionId = id, StartsAt = Starts.ToTimestamp(), EndsAt = Starts.AddHours(1).ToTimestamp(), CalledOff = calledOff,
        Title = { new LocalText { Language = "fr", Text = $"Séance {id}" } },
    };
}
