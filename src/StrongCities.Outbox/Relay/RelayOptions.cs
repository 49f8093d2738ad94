namespace StrongCities.Outbox;

/// <summary>Limits of the relay.</summary>
public sealed class RelayOptions
{
    /// <summary>Rows read at once.</summary>
    public int BatchRowsMax { get; set; } = 200;

    /// <summary>Keys published side by side; rows of one key follow each other.</summary>
    public int ParallelKeysMax { get; set; } = 32;

    /// <summary>Tries after which a row that fails by its own fault is parked.</summary>
    public int TriesMax { get; set; } = 10;

    /// <summary>Longest wait between two tries of a row.</summary>
    public TimeSpan BackOffCap { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>How long the broker may take to confirm before a publish counts as failed.</summary>
    public TimeSpan ConfirmTimeout { get; set; } = TimeSpan.FromSeconds(5);

    /// <summary>Poll interval, the net under the wake-up at commit; also how often a standby asks for the role.</summary>
    public TimeSpan Poll { get; set; } = TimeSpan.FromSeconds(1);
}
