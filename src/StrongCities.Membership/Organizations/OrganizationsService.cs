using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using StrongCities.Membership.Directory;
using StrongCities.Membership.Suspensions;
using StrongCities.ServiceDefaults.Callers;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Organizations;

/// <summary>An organization's own page, for those who act for it.</summary>
internal sealed class OrganizationsService(MembershipDb db) : Wire.Organizations.OrganizationsBase
{
    private const int NamesMax = 1000;
    private const int EditsMax = 200;

    [Authorize(Policies.Person)]
    public override async Task<Wire.Organization> GetOrganization(Wire.GetOrganizationRequest request, ServerCallContext context)
    {
        var (organization, mayEdit) = await FindOrganization.ForReaderAsync(db, request.OrganizationId, context.PersonId(), context.HasSecondFactor(), context.CancellationToken);
        return await ShowAsync(organization, mayEdit, context);
    }

    [Authorize(Policies.Person)]
    public override async Task<Wire.Organization> EditProfile(Wire.EditProfileRequest request, ServerCallContext context)
    {
        var given = request.Profile ?? new Wire.Profile();
        var profile = new OrganizationProfile(
            [.. given.Themes.Distinct()], [.. given.Languages.Distinct()], given.Population, given.Website.Trim(), given.About.Trim(), given.AboutLanguage,
            given.Needs.Trim(), given.Offers.Trim(), given.ContactBy, given.Listing, given.Audiences);
        var organization = await Organizations.EditProfile.RunAsync(
            db, request.OrganizationId, context.PersonId(), request.Version, profile, context.CancellationToken);
        return await ShowAsync(organization, true, context);
    }

    [Authorize(Policies.Person)]
    public override async Task<Wire.ProfileHistory> GetProfileHistory(Wire.GetOrganizationRequest request, ServerCallContext context)
    {
        var (organization, _) = await FindOrganization.ForReaderAsync(db, request.OrganizationId, context.PersonId(), context.HasSecondFactor(), context.CancellationToken);
        var edits = await db.ProfileEdits.AsNoTracking().Where(edit => edit.OrganizationId == organization.Id).OrderByDescending(edit => edit.Id).Take(EditsMax)
            .Select(edit => new { edit.At, edit.Changes, Name = db.People.Where(person => person.Id == edit.PersonId).Select(person => person.Name).FirstOrDefault() })
            .ToListAsync(context.CancellationToken);
        // Who decided for the network is not told: of others than its own people there is no name.
        var standings = await db.MembershipSteps.AsNoTracking().Where(step => step.OrganizationId == organization.Id && (step.Deed == "admitted" || step.Deed == "standing-changed"))
            .OrderByDescending(step => step.Id)
            .Select(step => new
            {
                step.At,
                step.What,
                Name = db.People.Where(person => person.Id == step.ByPersonId && db.OrganizationRoles.Any(role => role.OrganizationId == organization.Id && role.PersonId == person.Id))
                    .Select(person => person.Name).FirstOrDefault(),
            })
            .ToListAsync(context.CancellationToken);
        return new Wire.ProfileHistory
        {
            Standings = { standings.Select(step => new Wire.StandingStep { At = step.At.ToTimestamp(), Standing = step.What, PersonName = step.Name ?? "" }) },
            Edits =
            {
                edits.Select(edit => new Wire.ProfileEdit
                {
                    At = edit.At.ToTimestamp(),
                    PersonName = edit.Name ?? "",
                    Changes = { edit.Changes.Select(change => new Wire.FieldChange { Field = change.Field, Before = change.Before, After = change.After }) },
                }),
            },
        };
    }

    [Authorize(Policies.Person)]
    public override async Task<Wire.MemberPreview> PreviewMember(Wire.PreviewMemberRequest request, ServerCallContext context)
    {
        var (organization, _) = await FindOrganization.ForReaderAsync(db, request.OrganizationId, context.PersonId(), context.HasSecondFactor(), context.CancellationToken);
        return request.Reader is Audience.Public or Audience.Members
            ? new Wire.MemberPreview { Listed = organization.IsListed, Entry = ShowMember.To(request.Reader, organization) }
            : throw new RefusedException(OrganizationRefusals.AudienceUnknown);
    }

    [Authorize(Policies.Person)]
    public override async Task<Wire.Organization> GrantRole(Wire.GrantRoleRequest request, ServerCallContext context)
    {
        var organization = await Organizations.GrantRole.RunAsync(
            db, request.OrganizationId, context.PersonId(), request.Name, request.Email, request.Role, request.Until?.ToDateTimeOffset(), context.CancellationToken);
        return await ShowAsync(organization, true, context);
    }

    [Authorize(Policies.Person)]
    public override async Task<Wire.Organization> EndRole(Wire.EndRoleRequest request, ServerCallContext context)
    {
        var organization = await Organizations.EndRole.RunAsync(
            db, request.OrganizationId, context.PersonId(), request.PersonId, request.Role, context.CancellationToken);
        return await ShowAsync(organization, true, context);
    }

    [Authorize(Policies.Person)]
    public override Task<Wire.Organization> PauseMembership(Wire.ChangeStandingRequest request, ServerCallContext context) =>
        ChangeAsync(request, OrganizationStanding.Paused, context);

    [Authorize(Policies.Person)]
    public override Task<Wire.Organization> ResumeMembership(Wire.ChangeStandingRequest request, ServerCallContext context) =>
        ChangeAsync(request, OrganizationStanding.Member, context);

    [Authorize(Policies.Person)]
    public override Task<Wire.Organization> LeaveNetwork(Wire.ChangeStandingRequest request, ServerCallContext context) =>
        ChangeAsync(request, OrganizationStanding.Left, context);

    [Authorize(Policies.Staff)]
    public override async Task<Wire.GetNamesReply> GetNames(Wire.GetNamesRequest request, ServerCallContext context)
    {
        var ids = request.OrganizationIds.Take(NamesMax).Select(id => Guid.TryParse(id, out var parsed) ? parsed : Guid.Empty).ToList();
        var found = await db.Organizations.AsNoTracking().Where(organization => ids.Contains(organization.Id)).ToListAsync(context.CancellationToken);
        return new Wire.GetNamesReply
        {
            Names =
            {
                found.Select(organization => new Wire.OrganizationName
                {
                    OrganizationId = organization.Id.ToString(),
                    Name = organization.Name,
                    Kind = organization.Kind,
                    Country = organization.Country,
                }),
            },
        };
    }

    private async Task<Wire.Organization> ChangeAsync(Wire.ChangeStandingRequest request, string standing, ServerCallContext context)
    {
        var organization = await ChangeStanding.RunAsync(db, request.OrganizationId, context.PersonId(), standing, context.CancellationToken);
        return await ShowAsync(organization, true, context);
    }

    private async Task<Wire.Organization> ShowAsync(Organization organization, bool mayEdit, ServerCallContext context)
    {
        var (readerId, stop) = (context.PersonId(), context.CancellationToken);
        var isStaff = context.HasSecondFactor() && await db.NetworkRoles.AnyAsync(role => role.PersonId == readerId && role.Role == "staff" && (role.Until == null || role.Until > DateTimeOffset.UtcNow), stop);
        var now = await db.NowAsync(stop);
        var roles = await db.OrganizationRoles.Where(role => role.OrganizationId == organization.Id).ToListAsync(stop);
        var actsForIt = roles.Exists(role => role.PersonId == readerId && role.IsHeld(now));
        return new Wire.Organization
        {
            OrganizationId = organization.Id.ToString(),
            Name = organization.Name,
            Kind = organization.Kind,
            Standing = organization.Standing,
            Version = organization.ProfileVersion,
            Country = organization.Country,
            Place = organization.Place,
            MemberSince = organization.MemberSince?.ToTimestamp(),
            MayEdit = mayEdit,
            ReturnUntil = organization.ReturnUntil?.ToTimestamp(),
            Suspension = actsForIt ? (await FindSuspension.InForceAsync(db, organization.Id, stop))?.ToOwn() : null,
            Profile = new Wire.Profile
            {
                Themes = { organization.Themes },
                Languages = { organization.Languages },
                Population = organization.Population,
                Website = organization.Website,
                About = organization.About,
                AboutLanguage = organization.AboutLanguage,
                Needs = organization.Needs,
                Offers = organization.Offers,
                ContactBy = organization.ContactBy,
                Listing = organization.IsCity ? "" : organization.Listing,
                Audiences = { ProfileField.All.ToDictionary(field => field, organization.AudienceOf) },
            },
            People =
            {
                roles.Where(role => role.IsHeld(now) && role.IsShownTo(readerId, isStaff)).OrderBy(role => role.KnownAs, StringComparer.InvariantCulture).Select(role => new Wire.PersonRole
                {
                    PersonId = role.PersonId.ToString(),
                    Name = role.KnownAs,
                    Role = role.Role,
                    Until = role.Until?.ToTimestamp(),
                    Unagreed = role.RegisteredBy is not null && role.AgreedAt is null,
                }),
            },
        };
    }
}
