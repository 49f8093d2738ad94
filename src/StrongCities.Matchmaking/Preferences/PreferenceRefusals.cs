using Grpc.Core;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Matchmaking.Preferences;

internal static class PreferenceRefusals
{
    /// <summary>Also of an organization that the caller does not act for.</summary>
    public static readonly Refusal OrganizationUnknown = new(StatusCode.NotFound, "organization-unknown", "There is no such organization.");
    public static readonly Refusal NotMember = new(StatusCode.FailedPrecondition, "matchmaking-not-member", "This organization is not a member at present.");
    public static readonly Refusal HelpUnknown = new(StatusCode.InvalidArgument, "help-unknown", "A need or an offer is not in the shared list.");
    public static readonly Refusal TooMuchHelp = new(StatusCode.InvalidArgument, "too-much-help", "There are more needs or offers than may be named.", ("limit", "6"));
    public static readonly Refusal HoursUnknown = new(StatusCode.InvalidArgument, "hours-unknown", "There is no such part of the week.");
    public static readonly Refusal ZoneUnknown = new(StatusCode.InvalidArgument, "time-zone-unknown", "There is no such time zone.");
    public static readonly Refusal CapacityOutOfRange = new(StatusCode.InvalidArgument, "introductions-out-of-range", "One to five introductions at once.", ("limit", "5"));
    public static readonly Refusal LimitUnknown = new(StatusCode.InvalidArgument, "limit-unknown", "There is no such kind or state of a limit.");
    /// <summary>Also of one that the directory does not show.</summary>
    public static readonly Refusal OtherUnknown = new(StatusCode.NotFound, "other-unknown", "The directory shows no such organization.");
    public static readonly Refusal FunderNotCity = new(StatusCode.InvalidArgument, "funder-not-city", "A CSO names cities that fund it.");
    public static readonly Refusal LimitsFull = new(StatusCode.FailedPrecondition, "limits-full", "The list is full.", ("limit", "200"));
}
