using Grpc.Core;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Operations.Traces;

/// <summary>Why a question about traces is not answered.</summary>
internal static class TraceRefusals
{
    public static readonly Refusal TraceIdMalformed = new(StatusCode.InvalidArgument, "trace-id-malformed", "A trace id is 32 hexadecimal digits.");

    public static readonly Refusal TraceNotKept = new(StatusCode.NotFound, "trace-not-kept", "This trace is not, or no longer, in the store.");

    public static readonly Refusal SearchOutOfBounds = new(StatusCode.InvalidArgument, "search-out-of-bounds", "A search value is outside its bounds.");
}
