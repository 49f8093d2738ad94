using StrongCities.Identity.Pages;

namespace StrongCities.Identity.Passwords;

/// <summary>Length counts, composition does not (NIST SP 800-63B, ASVS 6.2).</summary>
internal static class PasswordRules
{
    public const int LengthMin = 15;
    public const int LengthMax = 128;

    /// <summary>Why this password is not accepted, or null.</summary>
    public static Phrase? Check(string password, string email) =>
        password.Length < LengthMin ? Text.NewPasswordShort
        : password.Length > LengthMax ? Text.NewPasswordLong
        : CommonWords.MakeUp(password, email) ? Text.NewPasswordCommon
        : null;
}
