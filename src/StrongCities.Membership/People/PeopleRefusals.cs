using Grpc.Core;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.People;

/// <summary>What a signed-in person, or a service that asks about one, can be refused.</summary>
internal static class PeopleRefusals
{
    public static readonly Refusal PersonUnknown = new(StatusCode.NotFound, "person-unknown", "There is no such person.");
    public static readonly Refusal TimeZoneUnknown = new(StatusCode.InvalidArgument, "time-zone-unknown", "The time zone is not of the IANA list.");
}
