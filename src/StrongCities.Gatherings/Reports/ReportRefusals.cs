using Grpc.Core;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings.Reports;

internal static class ReportRefusals
{
    /// <summary>Also of a report that is not published, and of a gathering that does not exist.</summary>
    public static readonly Refusal Unknown = new(StatusCode.NotFound, "report-unknown", "There is no such report.");
    public static readonly Refusal NotHeldYet = new(StatusCode.FailedPrecondition, "report-not-held-yet", "The report can be written once the event is over.");
    public static readonly Refusal Empty = new(StatusCode.InvalidArgument, "report-empty", "Write the findings in at least one language.");
    public static readonly Refusal LanguageMissing = new(StatusCode.FailedPrecondition, "report-language-missing", "A published report can be read in every language of the site.");
    public static readonly Refusal TooLong = new(StatusCode.InvalidArgument, "report-too-long", "Findings have 8,000 characters at most in each language.");
    public static readonly Refusal ChangedMeanwhile = new(StatusCode.Aborted, "report-changed-meanwhile", "Somebody else changed this report in the meantime.");
}
