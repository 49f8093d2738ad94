using Google.Rpc;
using Grpc.Core;

namespace StrongCities.ServiceDefaults.Refusals;

/// <summary>Reads the refusal out of a failed call, on the caller's side.</summary>
public static class RefusalReader
{
    /// <summary>The refusal that the service meant, or null when the call failed for another cause.</summary>
    public static Refusal? ReadRefusal(this RpcException error)
    {
        if (error.GetRpcStatus()?.GetDetail<ErrorInfo>() is not { } info)
        {
            return null;
        }

        return new Refusal(error.StatusCode, info.Reason, error.Status.Detail, [.. info.Metadata.Select(pair => (pair.Key, pair.Value))]);
    }
}
