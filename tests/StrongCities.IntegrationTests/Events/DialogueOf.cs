using StrongCities.Contracts.Gatherings;
using StrongCities.Contracts.Labels;
using StrongCities.IntegrationTests.Gatherings;

namespace StrongCities.IntegrationTests.Events;

/// <summary>Dialogues that tests write.</summary>
internal static class DialogueOf
{
    /// <summary>A year ahead, in summer time.</summary>
    public static string Day(int day) => $"{TimeProvider.System.GetUtcNow().Year + 1}-06-{day:D2}";

    public static GatheringContent Content(int capacity, int seatsPerOrganization) => new()
    {
        Title = { new LocalText { Language = "en", Text = "Summer dialogue" }, new LocalText { Language = "fr", Text = "Dialogue d’été" } },
        Summary = { new LocalText { Language = "en", Text = "Two days" } },
        Starts = $"{Day(21)}T09:00",
        Ends = $"{Day(22)}T17:00",
        TimeZone = "Europe/Oslo",
        HostCity = "Oslo",
        Venue = "Town hall",
        Format = "in-person",
        Series = "Test series",
        Capacity = capacity,
        SeatsPerOrganization = seatsPerOrganization,
        Sessions =
        {
            new SessionContent
            {
                Title = { new LocalText { Language = "en", Text = "Opening" } }, Starts = $"{Day(21)}T09:30", Ends = $"{Day(21)}T11:00", Track = "Mayors",
            },
        },
    };

    public static async Task<string> PublishedAsync(this GatheringsProcess service, int capacity, int seatsPerOrganization)
    {
        var draft = await service.Gatherings.DraftGatheringAsync(new DraftGatheringRequest { Content = Content(capacity, seatsPerOrganization) }, service.Staff);
        var id = draft.Gathering.GatheringId;
        await service.Gatherings.EditLabelAsync(new EditLabelRequest { GatheringId = id, Version = draft.Version, Label = Label() }, service.Staff);
        await service.Gatherings.PublishGatheringAsync(new PublishGatheringRequest { GatheringId = id }, service.Staff);
        return id;
    }

    /// <summary>A complete label: one passing-on of names, and one of numbers.</summary>
    public static Label Label() => new()
    {
        Hosts = { new LocalText { Language = "en", Text = "The city of Oslo" } },
        Pays = { new LocalText { Language = "en", Text = "The city of Oslo" } },
        Police = false,
        SecurityServices = false,
        Press = true,
        Photos = true,
        Recordings = false,
        DataLeave = true,
        Leaving =
        {
            Leaving("Names", "Reception of the town hall", names: true),
            Leaving("Numbers", "The funder", names: false),
        },
    };

    public static LeavingData Leaving(string data, string recipient, bool names) => new()
    {
        Data = { new LocalText { Language = "en", Text = data } },
        Recipient = { new LocalText { Language = "en", Text = recipient } },
        KeptDays = 2,
        Names = names,
    };

    /// <summary>A member that the service has heard of.</summary>
    public static async Task<(Guid Organization, Guid[] People)> MemberAsync(this GatheringsProcess service, string country, int people, string standing = "member")
    {
        var member = service.Membership.AddMember(country, people, standing);
        var row = service.Membership.Organizations[member.Organization];
        await service.ExecuteAsync("INSERT INTO member_organizations (id, version, kind, country, region, standing) VALUES ($1, 1, 'city', $2, 'europe', $3)",
            member.Organization, row.Country, row.Standing);
        foreach (var person in member.People)
        {
            await service.ExecuteAsync("INSERT INTO organization_roles (organization_id, person_id, role, version, held) VALUES ($1, $2, 'practitioner', 1, true)",
                member.Organization, person);
        }

        return member;
    }

    /// <summary>Registers, and reads what became of it.</summary>
    public static async Task<Registration> Register(
        this GatheringsProcess service, string dialogue, Guid organization, Guid person, int seats, string? key = null, int? atLeast = null, params Guid[] people)
    {
        var registered = await service.Book(dialogue, organization, person, seats, key, atLeast, people);
        return await service.Registrations.GetRegistrationAsync(new GetRegistrationRequest { RegistrationId = registered.RegistrationId }, service.As(person));
    }

    public static Grpc.Core.AsyncUnaryCall<RegisterDelegationReply> Book(
        this GatheringsProcess service, string dialogue, Guid organization, Guid person, int seats, string? key = null, int? atLeast = null, params Guid[] people) =>
        service.Registrations.RegisterDelegationAsync(
            new RegisterDelegationRequest
            {
                GatheringId = dialogue,
                OrganizationId = organization.ToString(),
                MinSeats = atLeast ?? seats,
                MaxSeats = seats,
                Key = key ?? Guid.NewGuid().ToString(),
                LabelVersion = 1,
                PersonIds = { people.Select(id => id.ToString()) },
            }, service.As(person));

    /// <summary>Moves the end of the ten minutes into the past, as ten minutes would.</summary>
    public static async Task EndHoldAsync(this GatheringsProcess service, string registration)
    {
        var id = Guid.Parse(registration);
        await service.ExecuteAsync("UPDATE admission_entries SET held_until = now() - interval '1 second' WHERE id = $1 AND state = 4", id);
        await service.ExecuteAsync("UPDATE admission_moves SET due_at = now() - interval '1 second' WHERE id = $1", id);
    }
}
