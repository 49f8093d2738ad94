using StrongCities.Contracts.Demonstration;
using StrongCities.Membership.Demonstration;

namespace StrongCities.UnitTests.Contracts;

public sealed class DemonstrationTests
{
    [Fact]
    public void As_many_members_are_waited_for_as_are_seeded() =>
        Assert.Equal(
            DemonstrationPeople.MembersCount,
            DemonstrationOrganizations.CitiesByKey.Count + DemonstrationOrganizations.OtherCities.Length + DemonstrationOrganizations.Csos.Length);
}
