namespace StrongCities.Identity.SignIn;

/// <summary>Somebody typed an address and waits for a code; written for unknown addresses too, so that both look alike.</summary>
public sealed class SignInRequest
{
    /// <summary>Wrong codes before the request is dead: five guesses of 10^8.</summary>
    public const int AttemptsMax = 5;

    public const string AfterPassword = "password+code";

    /// <summary>How long a code and its link work after they were made.</summary>
    public const int CodeValidMinutes = 10;

    /// <summary>How long Notifications may still ask for a code after the page was sent.</summary>
    public const int RequestValidMinutes = 30;

    public Guid Id { get; init; }

    /// <summary>Null for an address nobody has.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>SHA-256 of the secret in the asking browser's cookie: the code is worth nothing elsewhere.</summary>
    public required byte[] BrowserHash { get; set; }

    public required byte[] AddressHash { get; init; }
    public required string Language { get; init; }

    /// <summary>code, or password+code where a right password came first.</summary>
    public required string Method { get; init; }

    public string? ReturnPath { get; init; }
    public DateTimeOffset RequestedAt { get; init; }

    /// <summary>False when this address had its share of mail already; the page does not show it.</summary>
    public bool Mailed { get; init; }

    /// <summary>PBKDF2, because eight digits hashed fast are no secret.</summary>
    public string? CodeHash { get; set; }

    /// <summary>SHA-256 of 256 random bits.</summary>
    public byte[]? LinkHash { get; set; }

    public DateTimeOffset? CodeExpiresAt { get; set; }
    public int Attempts { get; set; }

    /// <summary>The mailbox is proven; from here on code and link are dead.</summary>
    public DateTimeOffset? ProvenAt { get; set; }

    /// <summary>Who is to be signed in once their app's code is typed too; null before, and where no app is needed.</summary>
    public Guid? ChosenId { get; set; }

    /// <summary>Codes of the app that were tried, right or wrong.</summary>
    public int FactorAttempts { get; set; }

    /// <summary>A session came of it.</summary>
    public DateTimeOffset? UsedAt { get; set; }
}
