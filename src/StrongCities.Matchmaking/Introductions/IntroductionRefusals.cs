using Grpc.Core;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Matchmaking.Introductions;

internal static class IntroductionRefusals
{
    /// <summary>Also of another organization's introduction.</summary>
    public static readonly Refusal Unknown = new(StatusCode.NotFound, "introduction-unknown", "There is no such introduction.");
    public static readonly Refusal AnswerUnknown = new(StatusCode.InvalidArgument, "answer-unknown", "The answer is yes, not-yet or no.");
    public static readonly Refusal AnswerDatePassed = new(StatusCode.FailedPrecondition, "answer-date-passed", "The answer date has passed.");
}
