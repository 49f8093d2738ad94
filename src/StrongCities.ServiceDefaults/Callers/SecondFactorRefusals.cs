using Grpc.Core;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.ServiceDefaults.Callers;

/// <summary>What a person with a network role is told in a session without a second factor.</summary>
public static class SecondFactorRefusals
{
    /// <summary>The role is held; this session may not use it.</summary>
    public static readonly Refusal Needed = new(StatusCode.PermissionDenied, "second-factor-needed", "A network role acts only in a session with a second factor.");
}
