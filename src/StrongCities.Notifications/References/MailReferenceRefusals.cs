using Grpc.Core;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Notifications.References;

/// <summary>Why a mail is not confirmed.</summary>
public static class MailReferenceRefusals
{
    /// <summary>Also of what is no reference at all, and of a mail that is too long ago.</summary>
    public static readonly Refusal MailNotOurs = new(StatusCode.NotFound, "mail-not-ours", "No such message is known to have been sent.");
}
