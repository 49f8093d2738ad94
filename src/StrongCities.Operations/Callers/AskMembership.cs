using StrongCities.Contracts.Membership;
using StrongCities.ServiceDefaults.Callers;

namespace StrongCities.Operations.Callers;

/// <summary>Membership owns the roles; whether someone is an operator is asked there at each call.</summary>
internal sealed class AskMembership(Roles.RolesClient roles) : RoleQuestion
{
    public override async Task<bool> HoldsAsync(Guid personId, string role, CancellationToken cancellationToken) =>
        (await roles.HoldsRoleAsync(new HoldsRoleRequest { PersonId = personId.ToString(), Role = role }, cancellationToken: cancellationToken)).Holds;
}
