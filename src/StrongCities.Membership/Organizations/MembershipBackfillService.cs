using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;

namespace StrongCities.Membership.Organizations;

/// <summary>The current rows with their versions, for services that were not there when the facts were published.</summary>
internal sealed class MembershipBackfillService(MembershipDb db) : Wire.MembershipBackfill.MembershipBackfillBase
{
    [Authorize("scope:membership.backfill")]
    public override async Task StreamOrganizations(
        Wire.StreamOrganizationsRequest request, IServerStreamWriter<Wire.OrganizationRow> responseStream, ServerCallContext context)
    {
        await foreach (var organization in db.Organizations.AsNoTracking().OrderBy(row => row.Id).AsAsyncEnumerable().WithCancellation(context.CancellationToken))
        {
            var profile = organization.ProfileFact();
            await responseStream.WriteAsync(new Wire.OrganizationRow
            {
                OrganizationId = organization.Id.ToString(),
                Version = organization.Version,
                Kind = organization.Kind,
                Country = organization.Country,
                Region = organization.Region,
                Standing = organization.Standing,
                ProfileVersion = organization.ProfileVersion,
                PublicId = organization.PublicId,
                Themes = { profile.Themes },
                Languages = { profile.Languages },
                Population = profile.Population,
                Listing = organization.Listing,
            }, context.CancellationToken);
        }
    }

    [Authorize("scope:membership.backfill")]
    public override async Task StreamRoles(Wire.StreamRolesRequest request, IServerStreamWriter<Wire.OrganizationRoleRow> responseStream, ServerCallContext context)
    {
        await foreach (var role in db.OrganizationRoles.AsNoTracking().OrderBy(row => row.Id).AsAsyncEnumerable().WithCancellation(context.CancellationToken))
        {
            await responseStream.WriteAsync(new Wire.OrganizationRoleRow
            {
                OrganizationId = role.OrganizationId.ToString(),
                PersonId = role.PersonId.ToString(),
                Role = role.Role,
                Version = role.Version,
                Held = role.Held,
                Until = role.Until?.ToTimestamp(),
            }, context.CancellationToken);
        }
    }

    [Authorize("scope:membership.backfill")]
    public override async Task StreamPeople(Wire.StreamPeopleRequest request, IServerStreamWriter<Wire.PersonRow> responseStream, ServerCallContext context)
    {
        var people = db.People.AsNoTracking().Where(row => row.Email != null).OrderBy(row => row.Id).Select(row => new { row.Id, row.Version });
        await foreach (var person in people.AsAsyncEnumerable().WithCancellation(context.CancellationToken))
        {
            await responseStream.WriteAsync(new Wire.PersonRow { PersonId = person.Id.ToString(), Version = person.Version }, context.CancellationToken);
        }
    }
}
