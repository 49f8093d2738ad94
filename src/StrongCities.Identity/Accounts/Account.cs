using Microsoft.AspNetCore.Identity;

namespace StrongCities.Identity.Accounts;

/// <summary>What one person signs in with. The id is Membership's person id; two people may share one address.</summary>
public sealed class Account : IdentityUser<Guid>
{
    /// <summary>Shown only to somebody who has proven the mailbox, where several people share it.</summary>
    public string Name { get; set; } = "";

    /// <summary>en or fr: the language of mail about signing in when the page did not say.</summary>
    public string Language { get; set; } = "en";

    public static Account For(Guid personId, string name, string email, string language) => new()
    {
        Id = personId,
        // The name Identity searches by must be unique, and addresses are not.
        UserName = personId.ToString(),
        NormalizedUserName = personId.ToString().ToUpperInvariant(),
        Name = name,
        Email = email,
        NormalizedEmail = Address.Normalize(email),
        EmailConfirmed = true,
        Language = language,
        SecurityStamp = Guid.NewGuid().ToString("N"),
    };
}
