using StrongCities.Gatherings;
using Wire = StrongCities.Contracts.Gatherings;

namespace StrongCities.UnitTests.Gatherings.Gatherings;

public class ProposedGatheringTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_sound_dialogue_is_read_whole()
    {
        var (proposed, refusal) = ProposedGathering.Read(Content(), Now, TimeSpan.FromDays(14));

        Assert.Null(refusal);
        Assert.Equal(new DateTimeOffset(2027, 1, 21, 8, 0, 0, TimeSpan.Zero), proposed!.Starts.Instant);
        Assert.Equal(new DateTime(2027, 1, 21, 9, 0, 0), proposed.Starts.Local);
        Assert.Equal("Practitioners", Assert.Single(proposed.Sessions).Track);
    }

    public static TheoryData<string, string, Action<Wire.GatheringContent>> Mistakes => new()
    {
        { "title-missing", "title", content => content.Title.Clear() },
        { "title-missing", "title", content => { content.Title[0].Text = " \u202E "; content.Title.RemoveAt(1); } },
        { "title-too-long", "title", content => content.Title[0].Text = new string('x', 201) },
        { "language-unknown", "title", content => content.Title[0].Language = "english" },
        { "summary-too-long", "summary", content => content.Summary.Add(new Wire.LocalText { Language = "en", Text = new string('x', 4_001) }) },
        { "zone-unknown", "time_zone", content => content.TimeZone = "Europe/Atlantis" },
        { "time-unreadable", "starts", content => content.Starts = "tomorrow" },
        { "time-does-not-exist", "starts", content => { content.Starts = "2027-03-28T02:30"; content.Ends = "2027-03-28T18:00"; content.Sessions.Clear(); } },
        { "starts-in-the-past", "starts", content => { content.Starts = "2026-11-24T08:59"; content.Sessions.Clear(); content.Ends = "2026-11-25T08:59"; } },
        { "ends-before-start", "ends", content => { content.Ends = "2027-01-21T09:00"; content.Sessions.Clear(); } },
        { "gathering-too-long", "ends", content => content.Ends = "2027-03-21T09:00" },
        { "host-city-missing", "host_city", content => content.HostCity = "" },
        { "text-too-long", "venue", content => content.Venue = new string('x', 201) },
        { "format-unknown", "format", content => content.Format = "telepathic" },
        { "capacity-out-of-range", "capacity", content => { content.Capacity = 2_001; } },
        { "seats-per-organization-out-of-range", "seats_per_organization", content => content.SeatsPerOrganization = 0 },
        { "seats-per-organization-out-of-range", "seats_per_organization", content => content.SeatsPerOrganization = content.Capacity + 1 },
        { "session-outside-gathering", "sessions.0.ends", content => content.Sessions[0].Ends = "2027-01-23T10:00" },
        { "ends-before-start", "sessions.0.ends", content => content.Sessions[0].Ends = content.Sessions[0].Starts },
        { "title-missing", "sessions.0.title", content => content.Sessions[0].Title.Clear() },
        { "too-many-sessions", "sessions", content => content.Sessions.AddRange(Enumerable.Repeat(content.Sessions[0], 60).ToList()) },
    };

    [Theory]
    [MemberData(nameof(Mistakes))]
    public void A_mistake_is_refused_beside_its_field(string reason, string field, Action<Wire.GatheringContent> mistake)
    {
        var content = Content();
        mistake(content);

        var (proposed, refusal) = ProposedGathering.Read(content, Now, TimeSpan.FromDays(14));

        Assert.Null(proposed);
        Assert.Equal(reason, refusal!.Reason);
        Assert.Contains((field, reason), refusal.Facts);
    }

    [Fact]
    public void All_fields_with_a_mistake_are_named_at_once()
    {
        var content = Content();
        content.HostCity = "";
        content.Capacity = 0;

        var refusal = ProposedGathering.Read(content, Now, TimeSpan.FromDays(14)).Refusal!;

        Assert.Equal(["host_city", "capacity", "seats_per_organization"], refusal.Facts.Select(fact => fact.Key));
    }

    internal static Wire.GatheringContent Content() => new()
    {
        Title = { new Wire.LocalText { Language = "en", Text = "Winter dialogue" }, new Wire.LocalText { Language = "fr", Text = "Dialogue d’hiver" } },
        Starts = "2027-01-21T09:00",
        Ends = "2027-01-22T17:00",
        TimeZone = "Europe/Oslo",
        HostCity = "Oslo",
        Venue = "Town hall",
        Format = "in-person",
        Series = "Demonstration series",
        Capacity = 60,
        SeatsPerOrganization = 3,
        Sessions =
        {
            new Wire.SessionContent
            {
                Title = { new Wire.LocalText { Language = "en", Text = "Opening" } }, Starts = "2027-01-21T09:30", Ends = "2027-01-21T11:00", Track = "Practitioners",
            },
        },
    };
}
