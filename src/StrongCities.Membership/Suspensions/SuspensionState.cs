namespace StrongCities.Membership.Suspensions;

/// <summary>Where a suspension stands; the same words in the contract, the table and its check constraint.</summary>
internal static class SuspensionState
{
    public const string Proposed = "proposed";
    public const string Dropped = "dropped";
    public const string Suspended = "suspended";
    public const string Appealed = "appealed";
    public const string AppealRefused = "appeal-refused";
    public const string Lifted = "lifted";

    public static readonly string[] All = [Proposed, Dropped, Suspended, Appealed, AppealRefused, Lifted];

    /// <summary>Decided and not lifted.</summary>
    public static readonly string[] InForce = [Suspended, Appealed, AppealRefused];

    /// <summary>An organization has at most one of these at a time.</summary>
    public static readonly string[] Open = [Proposed, .. InForce];
}
