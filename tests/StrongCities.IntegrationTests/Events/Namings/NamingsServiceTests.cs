using Grpc.Core;
using StrongCities.Contracts.Gatherings;

namespace StrongCities.IntegrationTests.Events.Namings;

/// <summary>M7: whoever is named by somebody else is told, agrees or takes the name out; until then hardly anybody reads it.</summary>
[Collection("servers")]
public sealed class NamingsServiceTests(EventsProcess events) : IClassFixture<EventsProcess>
{
    [Fact]
    public async Task Until_a_delegate_agrees_the_name_is_read_by_whoever_gave_it_and_staff_alone()
    {
        var (registration, dialogue, people) = await NamedAsync();
        var named = people[1].ToString();
        Assert.Equal([named], (await GetAsync(registration, people[0])).UnagreedPersonIds);
        Assert.Contains(named, (await GetAsync(registration, people[1])).PersonIds);
        var colleague = await GetAsync(registration, people[2]);
        Assert.Equal((0, 1), (colleague.PersonIds.Count, colleague.HiddenPeople));
        Assert.DoesNotContain(named, (await events.Registrations.ListMyRegistrationsAsync(new ListMyRegistrationsRequest(), events.As(people[2]))).ToString(), StringComparison.Ordinal);
        var staff = await events.Registrations.ListForGatheringAsync(new ListForGatheringRequest { GatheringId = dialogue }, events.Staff);
        Assert.Contains(named, staff.Registrations.Single().PersonIds);

        // A colleague who cannot see the name cannot drop it by leaving it out.
        await events.Registrations.NameDelegatesAsync(new NameDelegatesRequest { RegistrationId = registration, PersonIds = { people[2].ToString() } }, events.As(people[2]));
        Assert.Contains(named, (await GetAsync(registration, people[0])).PersonIds);

        var token = (await DescribeAsync(registration, people[1])).NameToken;
        var asked = await events.Namings.GetNamingAsync(new GetNamingRequest { Token = token }, EventsProcess.Nobody);
        Assert.Equal((null, true), (asked.AgreedAt, asked.Acknowledgement.Open));
        Assert.Equal("label-not-acknowledged", (await EventsProcess.RefusalOf(
            events.Namings.AgreeToNamingAsync(new AgreeToNamingRequest { Token = token }, EventsProcess.Nobody))).Reason);
        Assert.Equal(0, (await GetAsync(registration, people[2])).PersonIds.Count(person => person == named));

        var agreed = await events.Namings.AgreeToNamingAsync(new AgreeToNamingRequest { Token = token, LabelVersion = 1 }, EventsProcess.Nobody);
        Assert.Equal((true, false), (agreed.AgreedAt is not null, agreed.Acknowledgement.Open));
        Assert.Equal(agreed.AgreedAt, (await events.Namings.AgreeToNamingAsync(new AgreeToNamingRequest { Token = token, LabelVersion = 1 }, EventsProcess.Nobody)).AgreedAt);
        var seen = await GetAsync(registration, people[2]);
        Assert.Equal((true, 0), (seen.PersonIds.Contains(named), seen.HiddenPeople));

        // Naming others later keeps what was answered.
        await events.Registrations.NameDelegatesAsync(new NameDelegatesRequest { RegistrationId = registration, PersonIds = { named, people[0].ToString() } }, events.As(people[0]));
        Assert.DoesNotContain(named, (await GetAsync(registration, people[0])).UnagreedPersonIds);
    }

    [Fact]
    public async Task One_press_takes_the_name_out_the_seat_stays_and_whoever_registered_is_told()
    {
        var (registration, _, people) = await NamedAsync();
        var described = await DescribeAsync(registration, people[1]);
        Assert.Equal(people[0].ToString(), described.NamedByPersonId);
        var newer = (await DescribeAsync(registration, people[1])).NameToken;
        Assert.Equal("naming-unknown", (await EventsProcess.RefusalOf(events.Namings.GetNamingAsync(new GetNamingRequest { Token = described.NameToken }, EventsProcess.Nobody))).Reason);

        // A mail filter opens the link: nothing changes.
        await events.Namings.GetNamingAsync(new GetNamingRequest { Token = newer }, EventsProcess.Nobody);
        Assert.Contains(people[1].ToString(), (await GetAsync(registration, people[0])).PersonIds);

        await events.Namings.EndNamingAsync(new EndNamingRequest { Token = newer }, EventsProcess.Nobody);
        var after = await GetAsync(registration, people[0]);
        Assert.Equal(("confirmed", 2, 0), (after.State, after.Seats, after.PersonIds.Count));
        var fact = await events.FactAsync<DelegateLeft>(left => left.RegistrationId == Guid.Parse(registration));
        Assert.Equal(people[1], fact.PersonId);
        var used = await EventsProcess.RefusalOf(events.Namings.EndNamingAsync(new EndNamingRequest { Token = newer }, EventsProcess.Nobody));
        var forged = await EventsProcess.RefusalOf(events.Namings.GetNamingAsync(new GetNamingRequest { Token = "forged" }, EventsProcess.Nobody));
        Assert.Equal((StatusCode.NotFound, "naming-unknown", used.Message), (forged.Status, forged.Reason, forged.Message));
    }

    [Fact]
    public async Task Only_the_hash_of_a_link_is_kept_and_who_names_oneself_is_asked_nothing()
    {
        var (registration, _, people) = await NamedAsync();
        var token = (await DescribeAsync(registration, people[1])).NameToken;
        Assert.Equal(0, await events.AskAsync<long>("SELECT count(*) FROM admission_people WHERE link_hash = convert_to($1, 'UTF8')", token));
        Assert.Equal(1, await events.AskAsync<long>("SELECT count(*) FROM admission_people WHERE link_hash = sha256(convert_to($1, 'UTF8'))", token));

        await events.Registrations.NameDelegatesAsync(new NameDelegatesRequest { RegistrationId = registration, PersonIds = { people[0].ToString() } }, events.As(people[0]));
        Assert.Empty((await GetAsync(registration, people[0])).UnagreedPersonIds);
        Assert.Equal("", (await DescribeAsync(registration, people[0])).NameToken);
    }

    private async Task<(string Registration, string Gathering, Guid[] People)> NamedAsync()
    {
        var id = await events.PublishedAsync(10, 3);
        var (organization, people) = await events.MemberAsync("NO", 3);
        var registration = await events.Register(id, organization, people[0], 2, people: people[1]);
        return (registration.RegistrationId, id, people);
    }

    private async Task<Registration> GetAsync(string registration, Guid person) =>
        await events.Registrations.GetRegistrationAsync(new GetRegistrationRequest { RegistrationId = registration }, events.As(person));

    private async Task<RegistrationDescription> DescribeAsync(string registration, Guid person) => await events.Mail.DescribeAsync(
        new DescribeRequest { RegistrationId = registration, IssueNameLinkPersonId = person.ToString() }, events.WithScope("registrations.mail"));
}
