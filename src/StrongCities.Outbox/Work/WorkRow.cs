using System.Diagnostics;

namespace StrongCities.Outbox;

/// <summary>
/// Something a service still has to do outside its database (ask a neighbour, send a mail), or at a later instant.
/// Added in the transaction that causes it; done by a <see cref="WorkLoop{TDb, TRow}"/> at least once.
/// </summary>
public abstract class WorkRow
{
    /// <summary>UUID v7; a basis for identities that must be the same at every try.</summary>
    public Guid Id { get; private init; } = Guid.CreateVersion7();

    /// <summary>When the row was added, by the database's clock.</summary>
    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Not worked before this instant. Leave it null to have it worked at once; set it for work due later.</summary>
    public DateTimeOffset? NextTry { get; set; }

    /// <summary>Tries begun so far.</summary>
    public int Attempts { get; private set; }

    /// <summary>Until when the holder of <see cref="Claim"/> may work; afterwards another takes over.</summary>
    public DateTimeOffset? ClaimedUntil { get; private set; }

    /// <summary>Changes with every claim; only the holder of the present one can complete the row.</summary>
    public Guid? Claim { get; private set; }

    /// <summary>When the work was completed.</summary>
    public DateTimeOffset? DoneAt { get; private set; }

    /// <summary>When the loop gave up after too many tries; an operator decides.</summary>
    public DateTimeOffset? GaveUpAt { get; private set; }

    /// <summary>Type name of the last failure, never its text.</summary>
    public string? Error { get; private set; }

    /// <summary>W3C traceparent of the work that added the row.</summary>
    public string? TraceParent { get; private set; } = Activity.Current?.Id;

    /// <summary>W3C tracestate of the work that added the row.</summary>
    public string? TraceState { get; private set; } = Activity.Current?.TraceStateString;
}
