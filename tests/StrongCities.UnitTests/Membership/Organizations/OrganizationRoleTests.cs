using StrongCities.Membership.Applications;
using StrongCities.Membership.Organizations;
using static StrongCities.UnitTests.Membership.AnApplication;

namespace StrongCities.UnitTests.Membership.Organizations;

public sealed class OrganizationRoleTests
{
    private static readonly Guid First = Guid.NewGuid();
    private static readonly Guid Second = Guid.NewGuid();

    [Fact]
    public void The_last_focal_point_for_good_stays()
    {
        var first = Role(First, "focal-point");
        var delegated = Role(Second, "focal-point", Now.AddDays(3));
        Assert.Equal(OrganizationRefusals.LastFocalPoint, OrganizationRole.MayBeEnded([first, delegated], First, "focal-point", Now));
        Assert.Null(OrganizationRole.MayBeEnded([first, delegated], Second, "focal-point", Now));
        Assert.Null(OrganizationRole.MayBeEnded([first, Role(Second, "focal-point")], First, "focal-point", Now));
    }

    [Fact]
    public void A_role_ends_by_itself_at_its_instant()
    {
        var delegated = Role(Second, "elected", Now.AddDays(3));
        Assert.True(delegated.IsHeld(Now.AddDays(3).AddTicks(-1)));
        Assert.False(delegated.IsHeld(Now.AddDays(3)));
        Assert.Equal(OrganizationRefusals.RoleNotHeld, OrganizationRole.MayBeEnded([delegated], Second, "elected", Now.AddDays(3)));
    }

    [Fact]
    public void A_role_is_given_with_a_name_an_address_and_an_end_in_the_future()
    {
        Assert.Equal(OrganizationRefusals.RoleUnknown, OrganizationRole.MayBeGranted("mayor", "A", "a@example.org", null, false, Now));
        Assert.Equal(OrganizationRefusals.NameMissing, OrganizationRole.MayBeGranted("elected", " ", "a@example.org", null, false, Now));
        Assert.Equal(AnswerRefusals.EmailInvalid, OrganizationRole.MayBeGranted("elected", "A", "a", null, false, Now));
        Assert.Equal(OrganizationRefusals.EndInThePast, OrganizationRole.MayBeGranted("elected", "A", "a@example.org", Now, false, Now));
        Assert.Equal(OrganizationRefusals.RoleAlreadyHeld, OrganizationRole.MayBeGranted("elected", "A", "a@example.org", null, true, Now));
        Assert.Null(OrganizationRole.MayBeGranted("elected", "A", "a@example.org", Now.AddSeconds(1), false, Now));
    }

    private static OrganizationRole Role(Guid person, string role, DateTimeOffset? until = null) =>
        new() { Id = Guid.NewGuid(), PersonId = person, Role = role, Until = until, GrantedAt = Now };
}
