namespace StrongCities.Admission;

/// <summary>Bounds of the ledger; the defaults are the measured ones.</summary>
public sealed record AdmissionOptions
{
    /// <summary>Requests decided in one transaction.</summary>
    public int BatchRequestsMax { get; init; } = 512;

    /// <summary>Requests that may wait for one offering in this process; more are answered busy at once.</summary>
    public int QueueRequestsMax { get; init; } = 4096;

    /// <summary>Transactions, and so connections, at once in this process.</summary>
    public int TransactionsMax { get; init; } = 8;

    /// <summary>After this long a request is answered busy (nothing done) or not-confirmed (safe to ask again).</summary>
    public TimeSpan RequestTime { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>How often due moves are looked for.</summary>
    public TimeSpan PollTime { get; init; } = TimeSpan.FromSeconds(1);
}
