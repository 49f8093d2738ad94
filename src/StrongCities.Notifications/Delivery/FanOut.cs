using Microsoft.EntityFrameworkCore;

namespace StrongCities.Notifications.Delivery;

/// <summary>One intent that becomes several: one a reader, or one a thing that people are told about.</summary>
internal static class FanOut
{
    /// <summary>Adds an intent about <paramref name="about"/> for the same occasion and in the same trace; a second try adds none.</summary>
    /// <param name="person">Whom to write to; null = whoever the owner names.</param>
    /// <param name="kind">When the new mail is of another kind than its cause.</param>
    public static Task AddOnceAsync(this NotificationsDb db, MailIntent cause, Guid about, Guid? person, CancellationToken stop, string? kind = null) =>
        db.Database.ExecuteSqlAsync(
            $"""
            insert into mail_intents (id, kind, about_id, occasion, person_id, offer_id, gathering_kind, is_about_gathering, trace_parent, trace_state)
            values ({Guid.CreateVersion7()}, {kind ?? cause.Kind}, {about}, {cause.Occasion}, {person}, {cause.OfferId}, {cause.GatheringKind}, false, {cause.TraceParent}, {cause.TraceState})
            on conflict do nothing
            """,
            stop);
}
