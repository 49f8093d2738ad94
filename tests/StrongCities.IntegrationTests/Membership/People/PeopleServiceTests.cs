using System.Security.Claims;
using System.Security.Cryptography;
using Grpc.Core;
using Microsoft.IdentityModel.Tokens;
using StrongCities.Contracts.Membership;
using static StrongCities.IntegrationTests.Membership.MembershipProcess;

namespace StrongCities.IntegrationTests.Membership.People;

[Collection("servers")]
public sealed class PeopleServiceTests(MembershipProcess membership) : IClassFixture<MembershipProcess>
{
    [Fact]
    public async Task A_person_sees_and_changes_the_own_name_language_and_zone()
    {
        var me = await membership.People.GetMeAsync(new GetMeRequest(), membership.As(DeciderEurope));
        Assert.Equal(("Claire Aubert", "fr", "Europe/Paris"), (me.Name, me.Language, me.TimeZone));
        Assert.Equal(["decider"], me.NetworkRoles);
        var changed = await membership.People.UpdateMeAsync(new UpdateMeRequest { Name = "Claire A.", Language = "en", TimeZone = "America/New_York" }, membership.As(DeciderEurope));
        Assert.Equal(("Claire A.", "en", "America/New_York"), (changed.Name, changed.Language, changed.TimeZone));
        foreach (var (reason, bad) in new[]
        {
            ("name-missing", new UpdateMeRequest { Name = " ", Language = "en" }),
            ("name-too-long", new UpdateMeRequest { Name = new string('x', 201), Language = "en" }),
            ("language-unknown", new UpdateMeRequest { Name = "C", Language = "tlh" }),
            ("time-zone-unknown", new UpdateMeRequest { Name = "C", Language = "en", TimeZone = "Mars/Olympus" }),
        })
        {
            await RefusedAsync(reason, membership.People.UpdateMeAsync(bad, membership.As(DeciderEurope)));
        }

        await RefusedAsync("person-unknown", membership.People.GetMeAsync(new GetMeRequest(), membership.As(Guid.NewGuid())));
    }

    [Fact]
    public async Task Roles_and_contacts_are_for_services_with_the_scope()
    {
        async Task<bool> HoldsAsync(Guid person, string role) =>
            (await membership.Roles.HoldsRoleAsync(new HoldsRoleRequest { PersonId = person.ToString(), Role = role }, membership.Issuer.AsService("membership.roles"))).Holds;
        Assert.True(await HoldsAsync(ReviewerEurope, "reviewer"));
        Assert.False(await HoldsAsync(ReviewerEurope, "decider"));
        Assert.False(await HoldsAsync(Guid.NewGuid(), "reviewer"));
        await membership.SqlAsync($"UPDATE network_roles SET until = now() WHERE person_id = '{Staff}'");
        Assert.False(await HoldsAsync(Staff, "staff"));

        var contact = await membership.Contacts.GetContactAsync(new GetContactRequest { PersonId = AarhusFocalPoint.ToString() }, membership.Issuer.AsService("membership.contacts"));
        Assert.Equal("maja.holm@example.org", contact.Email);
        await RefusedAsync("person-unknown", membership.Contacts.GetContactAsync(new GetContactRequest { PersonId = "x" }, membership.Issuer.AsService("membership.contacts")));
        foreach (var headers in new[] { membership.As(Operator), membership.Issuer.AsService("membership.roles"), new Metadata() })
        {
            var error = await Assert.ThrowsAsync<RpcException>(async () =>
                await membership.Contacts.GetContactAsync(new GetContactRequest { PersonId = AarhusFocalPoint.ToString() }, headers));
            Assert.True(error.StatusCode is StatusCode.Unauthenticated or StatusCode.PermissionDenied, error.StatusCode.ToString());
        }
    }

    [Fact]
    public async Task A_token_that_is_not_quite_right_lets_nobody_in()
    {
        var subject = new ClaimsIdentity([new Claim("sub", AarhusFocalPoint.ToString())]);
        using var stranger = RSA.Create(2048);
        var issuer = membership.Issuer;
        string[] forged =
        [
            issuer.Sign(subject, audience: "another"),
            issuer.Sign(subject, issuer: "http://evil.example"),
            issuer.Sign(subject, key: new RsaSecurityKey(stranger) { KeyId = "stranger" }),
            issuer.Sign(subject, key: new SymmetricSecurityKey(new byte[32]) { KeyId = "shared" }),
            issuer.Sign(subject, type: "JWT"),
            issuer.Sign(subject, lifetime: TimeSpan.FromMinutes(-3)),
            $"{Base64UrlEncoder.Encode("""{"alg":"none","typ":"at+jwt"}""")}.{issuer.PersonToken(AarhusFocalPoint).Split('.')[1]}.",
        ];
        foreach (var token in forged)
        {
            var error = await Assert.ThrowsAsync<RpcException>(async () => await membership.People.GetMeAsync(new GetMeRequest(), TestIssuer.Bearer(token)));
            Assert.Equal(StatusCode.Unauthenticated, error.StatusCode);
        }

        Assert.Equal("Maja Holm", (await membership.People.GetMeAsync(new GetMeRequest(), TestIssuer.Bearer(issuer.Sign(subject)))).Name);
    }

    [Fact]
    public async Task The_first_operator_is_granted_the_role_once_however_often_the_fact_arrives()
    {
        var person = Guid.NewGuid();
        await membership.PublishAsync("Identity", "OperatorInvited", new { personId = person });
        await membership.PublishAsync("Identity", "OperatorInvited", new { personId = person });
        await EventuallyAsync(
            async () => await membership.ReadAsync<long>($"SELECT count(*) FROM network_roles WHERE person_id = '{person}' AND role = 'operator'") == 1, "the role is granted");
        await EventuallyAsync(async () => await membership.ReadAsync<long>("SELECT count(*) FROM inbox") >= 2, "both messages are handled");
        Assert.Equal(1, await membership.ReadAsync<long>($"SELECT count(*) FROM membership_history WHERE person_id = '{person}' AND deed = 'network-role-granted'"));
        Assert.Equal(["operator"], (await membership.People.GetMeAsync(new GetMeRequest(), membership.As(person))).NetworkRoles);
    }
}
