namespace StrongCities.Admission;

/// <summary>What a request came to.</summary>
public enum Outcome : short
{
    /// <summary>Nothing moved; <see cref="Answer.Refusal"/> says why.</summary>
    Refused = 0,
    /// <summary>The entry has <see cref="Answer.Seats"/> seats.</summary>
    Confirmed = 1,
    /// <summary>The entry waits at <see cref="Answer.Position"/>.</summary>
    Waiting = 2,
    /// <summary>The entry has an open offer of <see cref="Answer.Seats"/> seats until <see cref="Answer.Until"/>.</summary>
    Offered = 3,
    /// <summary>Cancelled or declined; can be undone until <see cref="Answer.Until"/>.</summary>
    Held = 4,
    /// <summary>The entry is over.</summary>
    Cancelled = 5,
    /// <summary>The offering was changed.</summary>
    Changed = 6,
}

/// <summary>The ledger's answer, kept seven days under the request's key.</summary>
public sealed record Answer
{
    /// <summary>What the request came to.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>The entry, except for refusals of a new entry and changes of the offering. For <see cref="AdmissionRefusals.AlreadyRegistered"/> the entry in the way.</summary>
    public Guid? EntryId { get; init; }

    /// <summary>The entry's booking reference.</summary>
    public string? Reference { get; init; }

    /// <summary>Seats confirmed, offered or held.</summary>
    public int Seats { get; init; }

    /// <summary>Answering <see cref="Book"/>: the place on the waiting list, from 1; else 0. Read the current one with <see cref="AdmissionViews.PositionAsync"/>.</summary>
    public int Position { get; init; }

    /// <summary>End of the undo hold, or the offer's deadline.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Why nothing moved.</summary>
    public AdmissionRefusal? Refusal { get; init; }

    /// <summary>What the service threw over a booking that may not be; the caller gets it instead of an answer.</summary>
    internal Exception? Ineligible { get; init; }

    internal static Answer Refuse(AdmissionRefusal refusal, int? number = null) =>
        new() { Outcome = Outcome.Refused, Refusal = number is null ? refusal : refusal with { Number = number } };
}
