using Microsoft.EntityFrameworkCore;
using StrongCities.Admission;
using StrongCities.Admission.Labels;
using StrongCities.Gatherings.Offers;
using StrongCities.Gatherings.Registrations;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings.Mail;

/// <summary>Says what a mail about a registration must say at the moment it is sent; links are made now, so that none waits in a queue or a table.</summary>
internal sealed class DescribeRegistration(GatheringsDb db)
{
    public async Task<Wire.RegistrationDescription> RunAsync(Wire.DescribeRequest request, CancellationToken stop)
    {
        var entry = await db.FindRegistrationAsync(request.RegistrationId, stop) ?? throw new RefusedException(RegistrationRefusals.Unknown);
        var description = new Wire.RegistrationDescription
        {
            Registration = await db.ShowAsync(entry, stop),
            RegistrantPersonId = entry.RegisteredBy.ToString(),
            CalendarUid = (await db.CalendarUidsAsync([entry.Id], stop))[entry.Id].ToString(),
            CalendarSequence = entry.CalendarSequence(await db.Gatherings.AsNoTracking().SingleAsync(gathering => gathering.Id == entry.OfferingId, stop)),
        };

        var concerned = await db.AcknowledgedAsync(entry.OfferingId, [entry.RegisteredBy, .. entry.People], stop);
        description.LabelOpenPersonIds.AddRange(concerned.Where(person => person.Value.Open).Select(person => person.Key.ToString()));

        if (Guid.TryParse(request.IssueNameLinkPersonId, out var named) && entry.People.Contains(named))
        {
            description.NameToken = await db.IssueNameLinkAsync(entry.OfferingId, named, stop) ?? "";
            description.NamedByPersonId = description.NameToken.Length == 0 ? ""
                : (await db.NamedPeople().Where(person => person.OfferingId == entry.OfferingId && person.PersonId == named).Select(person => person.NamedBy).SingleAsync(stop)).ToString();
        }

        // Without id the registration's only offer is meant: an entry is offered seats once.
        var offer = await db.SeatOffers().SingleOrDefaultAsync(x => x.EntryId == entry.Id, stop);
        if (offer is not null && (request.OfferId.Length == 0 || request.OfferId == offer.Id.ToString()))
        {
            description.Offer = await db.ShowOfferAsync(offer.Id, stop);
            // Of an offer that is over no new link is made: the one in the earlier mail still says what became of it.
            if (request.IssueOfferLink && description.Offer.State == "offered")
            {
                description.OfferToken = await db.IssueLinkAsync(offer.Id, stop);
            }
        }

        return description;
    }
}
