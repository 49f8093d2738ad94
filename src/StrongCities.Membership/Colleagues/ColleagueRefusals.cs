using Grpc.Core;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Colleagues;

/// <summary>What a person whom a colleague registered can be refused.</summary>
internal static class ColleagueRefusals
{
    /// <summary>Also of a forged, replaced or expired link.</summary>
    public static readonly Refusal NoticeUnknown = new(StatusCode.NotFound, "notice-unknown", "This link opens nothing any more.");
}
