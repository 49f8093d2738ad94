using MassTransit;
using StrongCities.Contracts.Membership;

namespace StrongCities.IntegrationTests.Events.Members;

/// <summary>Each test its own process: the first start is what is tested.</summary>
[Collection("servers")]
public sealed class MembersProjectionTests(Servers servers) : IAsyncLifetime
{
    private readonly EventsProcess _events = new(servers);

    public Task InitializeAsync() => _events.PrepareAsync();

    public Task DisposeAsync() => _events.DisposeAsync();

    [Fact]
    public async Task A_service_first_started_after_the_seeding_finds_every_member_and_keeps_up_with_facts_doubled_and_out_of_order()
    {
        var members = Enumerable.Range(0, 40).Select(_ => _events.Membership.AddMember("NO", 2)).ToList();
        // Published before any queue exists: these facts reach nobody.
        foreach (var (organization, people) in members)
        {
            await PublishAsync(new OrganizationAdmitted(organization, 1, "city", "NO", "europe"), 1);
            await PublishAsync(new OrganizationRoleGranted(organization, people[0], "practitioner", 1, null), 1);
        }

        await _events.StartAsync();

        // Ready means complete.
        Assert.Equal(40, await _events.AskAsync<long>("SELECT count(*) FROM member_organizations WHERE standing = 'member'"));
        Assert.Equal(80, await _events.AskAsync<long>("SELECT count(*) FROM organization_roles WHERE held"));

        // Facts twice each and shuffled, of an organization that was admitted, suspended and resumed, and of a role given, ended and given again until an instant.
        var (known, knownPeople) = members[0];
        var fresh = Guid.CreateVersion7();
        var person = Guid.NewGuid();
        var until = new DateTimeOffset(2100, 1, 1, 0, 0, 0, TimeSpan.Zero);
        _events.Membership.Organizations[fresh] = new OrganizationRow
        {
            OrganizationId = fresh.ToString(), Version = 1, Kind = "cso", Country = "FR", Region = "europe", Standing = "member",
        };
        object[] facts =
        [
            new OrganizationStandingChanged(fresh, 3, "member"),
            new OrganizationStandingChanged(fresh, 2, "suspended"),
            new OrganizationAdmitted(fresh, 1, "cso", "FR", "europe"),
            new OrganizationRoleGranted(fresh, person, "focal-point", 3, until),
            new OrganizationRoleEnded(fresh, person, "focal-point", 2),
            new OrganizationRoleGranted(fresh, person, "focal-point", 1, null),
            new OrganizationStandingChanged(known, 2, "suspended"),
            new OrganizationRoleEnded(known, knownPeople[0], "practitioner", 2),
        ];
        _events.Membership.Organizations[fresh].Version = 3;
        foreach (var fact in facts)
        {
            await PublishAsync(fact, 2);
        }

        await _events.UntilAsync(() => _events.AskAsync<bool>("SELECT count(*) = 8 FROM inbox"), "Eight facts are handled once each.");
        await _events.UntilAsync(
            () => _events.AskAsync<bool>("SELECT count(*) = 1 FROM member_organizations WHERE id = $1 AND version = 3 AND standing = 'member' AND kind = 'cso'", fresh),
            "The fresh organization is as its owner says.");
        Assert.True(await _events.AskAsync<bool>("SELECT held AND until = $2 AND version = 3 FROM organization_roles WHERE organization_id = $1", fresh, until));
        Assert.Equal("suspended", await _events.AskAsync<string>("SELECT standing FROM member_organizations WHERE id = $1", known));
        Assert.False(await _events.AskAsync<bool>("SELECT held FROM organization_roles WHERE person_id = $1", knownPeople[0]));

        // What the projection is for: the suspended city is told so, the person whose role ended finds no organization.
        var id = await _events.PublishedAsync(10, 3);
        Assert.Equal("organization-not-member", (await EventsProcess.RefusalOf(_events.Book(id, known, knownPeople[1], 1))).Reason);
        Assert.Equal("organization-unknown", (await EventsProcess.RefusalOf(_events.Book(id, known, knownPeople[0], 1))).Reason);
        Assert.Equal("confirmed", (await _events.Register(id, fresh, person, 1)).State);
        Assert.Equal("confirmed", (await _events.Register(id, members[1].Organization, members[1].People[1], 1)).State);
    }

    private async Task PublishAsync(object fact, int times)
    {
        var messageId = NewId.NextGuid();
        for (var time = 0; time < times; time++)
        {
            await _events.Bus.Publish(fact, context => context.MessageId = messageId);
        }
    }
}
