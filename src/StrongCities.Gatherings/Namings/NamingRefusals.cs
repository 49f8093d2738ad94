using Grpc.Core;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings.Namings;

internal static class NamingRefusals
{
    /// <summary>Also of a forged or replaced link, and of a name that was taken out.</summary>
    public static readonly Refusal Unknown = new(StatusCode.NotFound, "naming-unknown", "This link opens nothing any more.");
}
