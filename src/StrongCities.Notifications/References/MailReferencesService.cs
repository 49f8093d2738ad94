using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.EntityFrameworkCore;
using StrongCities.Contracts;
using StrongCities.Contracts.Notifications;
using StrongCities.Notifications.Delivery;
using StrongCities.ServiceDefaults.Refusals;
using static StrongCities.Contracts.Notifications.MailReferences;

namespace StrongCities.Notifications.References;

/// <summary>Says of a reference whether a mail with it went out, and on which day; nothing of what it said or to whom.</summary>
[AllowAnonymous]
public sealed class MailReferencesService(NotificationsDb db) : MailReferencesBase
{
    public override async Task<ConfirmedMail> ConfirmMail(ConfirmMailRequest request, ServerCallContext context)
    {
        // What is mistyped and what was never sent are answered alike.
        var reference = MailReference.Read(request.Reference) ?? "";
        var at = await db.Intents.Where(intent => intent.Reference == reference && intent.DoneAt > DateTimeOffset.UtcNow - TimeSpan.FromDays(Retention.MailReferenceDays))
            .MaxAsync(intent => intent.DoneAt, context.CancellationToken);
        return at is { } sent
            ? new ConfirmedMail { Day = new DateTimeOffset(sent.UtcDateTime.Date, TimeSpan.Zero).ToTimestamp() }
            : throw new RefusedException(MailReferenceRefusals.MailNotOurs);
    }
}
