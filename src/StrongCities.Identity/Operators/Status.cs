using Microsoft.EntityFrameworkCore;

namespace StrongCities.Identity.Operators;

/// <summary>Whether anybody runs the site yet; outside Development it is set up once an operator's invitation was used.</summary>
internal sealed record Status(bool SetUp)
{
    public static async Task<Status> ReadAsync(IdentityDb db, IdentitySettings settings, CancellationToken cancellationToken) =>
        new(settings.Development || await db.OperatorInvitations.AnyAsync(invitation => invitation.UsedAt != null, cancellationToken));
}
