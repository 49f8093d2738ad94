namespace StrongCities.Membership.Suspensions;

/// <summary>One step of a suspension's history; rows are added and never changed or deleted.</summary>
internal sealed class SuspensionStep
{
    public long Id { get; init; }
    public Guid SuspensionId { get; init; }
    public DateTimeOffset At { get; init; }

    /// <summary>Who acted; null when the system did.</summary>
    public Guid? PersonId { get; init; }

    /// <summary>proposed, dropped, suspended, lift-proposed, lift-declined, lifted, appealed, appeal-lifted, appeal-refused, moved, guest.</summary>
    public string Deed { get; init; } = "";
    public string Words { get; init; } = "";
}
