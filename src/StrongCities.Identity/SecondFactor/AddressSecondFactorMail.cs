using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.EntityFrameworkCore;

namespace StrongCities.Identity.SecondFactor;

/// <summary>To whom Notifications writes that an app was added or removed; an operator's address is known here alone.</summary>
internal sealed record AddressSecondFactorMail(string Email, string Name, string Language)
{
    public static async Task<Results<Ok<AddressSecondFactorMail>, NotFound>> FindAsync(IdentityDb db, Guid personId, CancellationToken cancellationToken) =>
        await db.Users.Where(account => account.Id == personId).Select(account => new AddressSecondFactorMail(account.Email!, account.Name, account.Language))
            .SingleOrDefaultAsync(cancellationToken) is { } found
            ? TypedResults.Ok(found)
            : TypedResults.NotFound();
}
