using Grpc.Core;

namespace StrongCities.ServiceDefaults.Refusals;

/// <summary>A definite no to a request: returned by pure rules, worded for people by <paramref name="Reason"/>.</summary>
/// <param name="Status">
/// FailedPrecondition when full or closed, AlreadyExists for a duplicate, Aborted for a race lost after retries, NotFound for what is
/// not there or not the caller's (never told apart), InvalidArgument for bad input, ResourceExhausted for overload.
/// </param>
/// <param name="Reason">Stable code in kebab-case; every shipped language has words for it.</param>
/// <param name="Message">One English sentence for developers; never personal data.</param>
/// <param name="Facts">What the words need, such as a limit; never personal data.</param>
public sealed record Refusal(StatusCode Status, string Reason, string Message, params (string Key, string Value)[] Facts);

/// <summary>Carries a refusal from a use case's edge to the interceptor: the one exception a use case throws on purpose.</summary>
public sealed class RefusedException(Refusal refusal) : Exception(refusal.Reason)
{
    /// <summary>What was refused and why.</summary>
    public Refusal Refusal { get; } = refusal;
}
