namespace StrongCities.Outbox;

/// <summary>Stands for another exception in logs, traces and message headers: its type and where it was thrown, never its text, which may quote personal data.</summary>
public sealed class RedactedException : Exception
{
    private readonly string? stackTrace;

    internal RedactedException(Exception original) : base(original.GetType().FullName)
    {
        stackTrace = original.StackTrace;
        Category = original.GetType().Name;
    }

    /// <summary>Type name of the original.</summary>
    public string Category { get; }

    /// <inheritdoc/>
    public override string? StackTrace => stackTrace;
}
