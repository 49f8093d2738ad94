namespace StrongCities.Web.SignIn;

/// <summary>One signed-in browser. The tokens are inside the protected ticket; the cookie holds the key whose hash is the id.</summary>
public sealed class Session
{
    /// <summary>SHA-256 of the cookie's key, in hexadecimal: a copy of the table opens no session.</summary>
    public required string Id { get; init; }

    public Guid? PersonId { get; init; }

    public required byte[] Ticket { get; set; }

    public DateTimeOffset SignedInAt { get; init; }

    public DateTimeOffset ExpiresAt { get; set; }

    /// <summary>While in the future, one request is renewing this session's tokens and the others wait for it.</summary>
    public DateTimeOffset? RefreshingUntil { get; set; }
}
