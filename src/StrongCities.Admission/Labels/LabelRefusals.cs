namespace StrongCities.Admission.Labels;

/// <summary>Every refusal about labels; services pass them on with the same reason, so that pages word them once.</summary>
public static class LabelRefusals
{
    public static readonly AdmissionRefusal Incomplete = new(RefusalKind.Precondition, "label-incomplete", "What taking part involves is not answered completely.");
    public static readonly AdmissionRefusal HostsMissing = new(RefusalKind.Invalid, "label-hosts-missing", "Say who hosts.");
    public static readonly AdmissionRefusal PaysMissing = new(RefusalKind.Invalid, "label-pays-missing", "Say who pays.");
    public static readonly AdmissionRefusal Unanswered = new(RefusalKind.Invalid, "label-unanswered", "Answer with yes or no.");
    public static readonly AdmissionRefusal LeavingMissing = new(RefusalKind.Invalid, "label-leaving-missing", "Name the data that leave the network.");
    public static readonly AdmissionRefusal LeavingDenied = new(RefusalKind.Invalid, "label-leaving-denied", "Data are named, and yet no data are said to leave.");
    public static readonly AdmissionRefusal TooManyLeaving = new(RefusalKind.Invalid, "label-too-many-leaving", "At most ten kinds of data can be named.");
    public static readonly AdmissionRefusal DataMissing = new(RefusalKind.Invalid, "label-data-missing", "Say which data leave.");
    public static readonly AdmissionRefusal RecipientMissing = new(RefusalKind.Invalid, "label-recipient-missing", "Say who receives the data.");
    public static readonly AdmissionRefusal KeptDaysOutOfRange = new(RefusalKind.Invalid, "label-kept-days-out-of-range", "Data are kept for 1 to 3,650 days.");
    public static readonly AdmissionRefusal TextTooLong = new(RefusalKind.Invalid, "label-text-too-long", "An answer has 500 characters at most.");
    public static readonly AdmissionRefusal NotAcknowledged = new(RefusalKind.Precondition, "label-not-acknowledged", "What taking part involves has not been acknowledged.");
    public static readonly AdmissionRefusal Changed = new(RefusalKind.Precondition, "label-changed", "What taking part involves has changed since it was read.");
    public static readonly AdmissionRefusal PassingOnUnknown = new(RefusalKind.Invalid, "passing-on-unknown", "There is no such passing-on of names.");

    /// <summary>All of them; the words of every page language are checked against this list.</summary>
    public static IReadOnlyList<AdmissionRefusal> All { get; } =
    [
        Incomplete, HostsMissing, PaysMissing, Unanswered, LeavingMissing, LeavingDenied, TooManyLeaving, DataMissing, RecipientMissing, KeptDaysOutOfRange, TextTooLong,
        NotAcknowledged, Changed, PassingOnUnknown,
    ];
}
