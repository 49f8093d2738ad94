using Grpc.Core;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Membership.Directory;

/// <summary>What a reader of the directory can be refused.</summary>
internal static class DirectoryRefusals
{
    public static readonly Refusal MemberUnknown = new(StatusCode.NotFound, "member-unknown", "There is no such entry in the directory.");
}
