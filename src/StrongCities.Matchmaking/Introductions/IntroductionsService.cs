using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using StrongCities.Contracts.Membership;
using StrongCities.Matchmaking.Preferences;
using StrongCities.ServiceDefaults.Callers;

namespace StrongCities.Matchmaking.Introductions;

internal sealed class IntroductionsService(MatchmakingDb db, AnswerIntroduction answer, Contacts.ContactsClient contacts) : Wire.Introductions.IntroductionsBase
{
    private const int IntroductionsMax = 200;

    [Authorize(Policies.Person)]
    public override async Task<Wire.ListIntroductionsReply> ListIntroductions(Wire.ListIntroductionsRequest request, ServerCallContext context)
    {
        var stop = context.CancellationToken;
        var organization = await db.OwnOrganizationAsync(context.PersonId(), request.OrganizationId, stop);
        var views = await db.ViewsOf(db.Sides.AsNoTracking().Where(side => side.OrganizationId == organization.Id))
            .OrderByDescending(view => view.Round.OpenedAt).ThenBy(view => view.Side.Id).Take(IntroductionsMax).ToListAsync(stop);
        return new Wire.ListIntroductionsReply { Introductions = { views.Select(view => view.Show()) } };
    }

    [Authorize(Policies.Person)]
    public override async Task<Wire.Introduction> GetIntroduction(Wire.GetIntroductionRequest request, ServerCallContext context)
    {
        var view = await db.FindSideAsync(context.PersonId(), request.IntroductionId, context.CancellationToken);
        var shown = view.Show();
        shown.Counterpart = view.IsAgreed && !await db.IsSuspendedAsync(view, context.CancellationToken) ? await CounterpartAsync(view.OtherId, context.CancellationToken) : null;
        return shown;
    }

    [Authorize(Policies.Person)]
    public override async Task<Wire.Introduction> Answer(Wire.AnswerRequest request, ServerCallContext context) =>
        (await answer.RunAsync(context.PersonId(), request.IntroductionId, request.Answer, context.CancellationToken)).Show();

    // Names are Membership's; this service keeps none, so who left the network is not shown by an old agreement.
    private async Task<Wire.Counterpart?> CounterpartAsync(Guid organizationId, CancellationToken stop)
    {
        try
        {
            var contact = await contacts.GetOrganizationContactAsync(new GetOrganizationContactRequest { OrganizationId = organizationId.ToString() }, cancellationToken: stop);
            return new Wire.Counterpart
            {
                Name = contact.Name,
                Kind = contact.Kind,
                Country = contact.Country,
                Website = contact.Website,
                People = { contact.People.Select(person => new Wire.ContactPerson { Name = person.Name, Email = person.Email }) },
            };
        }
        catch (RpcException error) when (error.StatusCode is StatusCode.NotFound or StatusCode.Unavailable or StatusCode.DeadlineExceeded)
        {
            return null;
        }
    }
}
