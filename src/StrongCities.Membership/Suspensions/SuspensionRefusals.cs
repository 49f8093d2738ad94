using Grpc.Core;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Suspensions;

/// <summary>What is refused about suspensions; what they share with applications is refused in the same words.</summary>
internal static class SuspensionRefusals
{
    public static readonly Refusal SuspensionUnknown = new(StatusCode.NotFound, "suspension-unknown", "There is no such suspension for this caller.");
    public static readonly Refusal SuspensionOpenAlready = new(StatusCode.AlreadyExists, "suspension-open-already", "A suspension of this organization is proposed or in force.");
    public static readonly Refusal SuspensionNotProposed = new(StatusCode.FailedPrecondition, "suspension-not-proposed", "There is no proposal to decide on.");
    public static readonly Refusal SuspensionNotInForce = new(StatusCode.FailedPrecondition, "suspension-not-in-force", "The suspension is not in force.");
    public static readonly Refusal SuspensionInForce = new(StatusCode.FailedPrecondition, "suspension-in-force", "What was decided by others is not undone by the organization itself.");
    public static readonly Refusal NotAMember = new(StatusCode.FailedPrecondition, "suspension-not-a-member", "Only a member, paused or not, can be suspended.");
    public static readonly Refusal PrincipleNotNamed = new(StatusCode.InvalidArgument, "principle-not-named", "The principle has to be named.");
    public static readonly Refusal ConductNotNamed = new(StatusCode.InvalidArgument, "conduct-not-named", "The conduct has to be named.");
    public static readonly Refusal EvidenceNotNamed = new(StatusCode.InvalidArgument, "evidence-not-named", "The evidence has to be named.");
    public static readonly Refusal SuspensionWordsMissing = new(StatusCode.InvalidArgument, "suspension-words-missing", "The decision owes the organization words.");
    public static readonly Refusal TextTooLong = new(StatusCode.InvalidArgument, "suspension-text-too-long", "This text has at most 4,000 characters.", ("limit", "4000"));
    public static readonly Refusal LiftProposedAlready = new(StatusCode.AlreadyExists, "lift-proposed-already", "Lifting it is proposed already.");
    public static readonly Refusal LiftNotProposed = new(StatusCode.FailedPrecondition, "lift-not-proposed", "Lifting it is not proposed.");
    public static readonly Refusal LiftWordsMissing = new(StatusCode.InvalidArgument, "lift-words-missing", "A proposal to lift needs words.");
}
