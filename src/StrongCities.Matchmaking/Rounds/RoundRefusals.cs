using Grpc.Core;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Matchmaking.Rounds;

internal static class RoundRefusals
{
    public static readonly Refusal KeyMissing = new(StatusCode.InvalidArgument, "key-missing", "The request has no key, or one of more than 100 characters.");
    public static readonly Refusal AnswerDateOutOfRange = new(StatusCode.InvalidArgument, "answer-date-out-of-range", "The answer date is 3 to 60 days from now.",
        ("min", "3"), ("max", "60"));
    public static readonly Refusal RoundRunning = new(StatusCode.FailedPrecondition, "round-running", "A round is running; the next one opens after its answer date.");
    public static readonly Refusal Unknown = new(StatusCode.NotFound, "round-unknown", "There is no such round.");
}
