using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using StrongCities.ServiceDefaults.Callers;

namespace StrongCities.Membership.People;

/// <summary>Answers the other services before they serve staff.</summary>
internal sealed class RolesService(RoleQuestion roles) : Wire.Roles.RolesBase
{
    [Authorize("scope:membership.roles")]
    public override async Task<Wire.HoldsRoleReply> HoldsRole(Wire.HoldsRoleRequest request, ServerCallContext context) => new()
    {
        Holds = Guid.TryParse(request.PersonId, out var personId) && await roles.HoldsAsync(personId, request.Role, context.CancellationToken),
    };
}
