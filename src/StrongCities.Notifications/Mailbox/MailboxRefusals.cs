using Grpc.Core;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Notifications.Mailbox;

/// <summary>Why the mailbox says no.</summary>
public static class MailboxRefusals
{
    public static readonly Refusal MailUnknown = new(StatusCode.NotFound, "mail-unknown", "There is no such mail.");
    public static readonly Refusal MailboxClosed = new(StatusCode.FailedPrecondition, "mailbox-closed", "The mailbox exists in Development only.");
}
