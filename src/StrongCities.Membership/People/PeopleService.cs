using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using StrongCities.ServiceDefaults.Callers;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.People;

/// <summary>The signed-in person.</summary>
internal sealed class PeopleService(MembershipDb db) : Wire.People.PeopleBase
{
    [Authorize(Policies.Person)]
    public override async Task<Wire.Me> GetMe(Wire.GetMeRequest request, ServerCallContext context)
    {
        var personId = context.PersonId();
        var person = await db.People.AsNoTracking().SingleOrDefaultAsync(person => person.Id == personId, context.CancellationToken)
            ?? throw new RefusedException(PeopleRefusals.PersonUnknown);
        return await ShowAsync(person, context.CancellationToken);
    }

    [Authorize(Policies.Person)]
    public override async Task<Wire.Me> UpdateMe(Wire.UpdateMeRequest request, ServerCallContext context)
    {
        var person = await People.UpdateMe.RunAsync(db, context.PersonId(), request.Name, request.Language, request.TimeZone, context.CancellationToken);
        return await ShowAsync(person, context.CancellationToken);
    }

    private async Task<Wire.Me> ShowAsync(Person person, CancellationToken stop)
    {
        var now = await db.NowAsync(stop);
        var networkRoles = await db.NetworkRoles.Where(role => role.PersonId == person.Id && (role.Until == null || role.Until > now))
            .OrderBy(role => role.Role).Select(role => role.Role).ToListAsync(stop);
        var held = await db.OrganizationRoles.Where(role => role.PersonId == person.Id && role.Held && (role.Until == null || role.Until > now))
            .Join(db.Organizations, role => role.OrganizationId, organization => organization.Id, (role, organization) => new { role.Role, organization.Id, organization.Name, organization.Kind, organization.Standing })
            .OrderBy(row => row.Name).ThenBy(row => row.Role).ToListAsync(stop);
        return new Wire.Me
        {
            PersonId = person.Id.ToString(),
            Name = person.Name,
            Language = person.Language,
            TimeZone = person.TimeZone,
            NetworkRoles = { networkRoles },
            Organizations =
            {
                held.GroupBy(row => row.Id).Select(rows => new Wire.OwnOrganization
                {
                    OrganizationId = rows.Key.ToString(),
                    Name = rows.First().Name,
                    Kind = rows.First().Kind,
                    Standing = rows.First().Standing,
                    Roles = { rows.Select(row => row.Role) },
                }),
            },
        };
    }
}
