using StrongCities.ServiceDefaults.Callers;

namespace StrongCities.Web.SignIn;

/// <summary>Answers the policies of pages (<c>[Authorize(Policy = Policies.Staff)]</c>) by what Membership says about the reader now.</summary>
internal sealed class OwnRoles(CurrentPerson person) : RoleQuestion
{
    public override async Task<bool> HoldsAsync(Guid personId, string role, CancellationToken cancellationToken) =>
        await person.GetAsync() is { } me && me.Id == personId && me.Holds(role);
}
