namespace StrongCities.Identity.Passwords;

/// <summary>
/// How long the next try with a password must wait. The wait belongs to one source at one address, so a stranger cannot lock the owner out;
/// the mailed code is never throttled by it.
/// </summary>
internal static class PasswordThrottle
{
    public const int FreeFailures = 5;
    public const int WaitSecondsMax = 900;

    /// <summary>Wrong passwords for one address from everywhere in a day, after which only the mailed code signs in.</summary>
    public const int FailuresAnywhereMax = 50;

    public static int WaitSeconds(int failuresHere, double secondsSinceLast)
    {
        if (failuresHere < FreeFailures)
        {
            return 0;
        }

        var wait = Math.Min(WaitSecondsMax, Math.Pow(2, failuresHere - FreeFailures + 1));
        return (int)Math.Ceiling(Math.Max(0, wait - secondsSinceLast));
    }
}
