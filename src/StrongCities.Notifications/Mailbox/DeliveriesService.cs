using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using StrongCities.Contracts.Notifications;
using StrongCities.Notifications.Delivery;
using StrongCities.ServiceDefaults.Callers;
using static StrongCities.Contracts.Notifications.Deliveries;

namespace StrongCities.Notifications.Mailbox;

/// <summary>Mail that did not arrive, for the management unit; what it was about, never to which address.</summary>
[Authorize(Policies.Staff)]
public sealed class DeliveriesService(NotificationsDb db) : DeliveriesBase
{
    public override async Task<ListBouncedReply> ListBounced(ListBouncedRequest request, ServerCallContext context)
    {
        var rows = await db.Intents.AsNoTracking()
            .Where(intent => intent.BouncedAt != null || intent.GaveUpAt != null)
            .OrderByDescending(intent => intent.BouncedAt ?? intent.GaveUpAt)
            .Take(200)
            .ToListAsync(context.CancellationToken);
        var reply = new ListBouncedReply();
        reply.Bounces.AddRange(rows.Select(intent => new Bounce
        {
            MailId = intent.Id.ToString(),
            Kind = intent.Kind,
            AboutKind = AboutKind(intent),
            AboutId = intent.AboutId.ToString(),
            At = (intent.BouncedAt ?? intent.GaveUpAt)!.Value.ToTimestamp(),
            Status = intent.BounceStatus ?? 0,
            GatheringKind = intent.GatheringKind ?? "",
            Returned = intent.BouncedAt is not null,
        }));
        return reply;
    }

    private static string AboutKind(MailIntent intent) => intent.Kind switch
    {
        MailKinds.SignIn or MailKinds.SecondFactorAdded or MailKinds.SecondFactorRemoved => "sign-in",
        _ when MailKinds.IsAboutIntroduction(intent.Kind) => "introduction",
        MailKinds.ColleagueRegistered or MailKinds.ColleagueUndone => "colleague",
        _ when MailKinds.IsAboutSuspension(intent.Kind) => "suspension",
        _ when MailKinds.IsAboutApplication(intent.Kind) => "application",
        _ => "registration",
    };
}
