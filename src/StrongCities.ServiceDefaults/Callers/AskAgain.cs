using Google.Protobuf.Reflection;
using Grpc.Core;
using Grpc.Net.Client.Configuration;

namespace StrongCities.ServiceDefaults.Callers;

/// <summary>
/// Which calls are tried once more when a connection breaks while they are under way, so that nobody knows whether they were carried out: those whose contract says
/// <c>idempotency_level</c>, readings and what bears a key. All others are told to the caller as not confirmed.
/// </summary>
internal static class AskAgain
{
    /// <summary>Set on an answer Unavailable that a living process gave: it has tried, and another try at once would double the wait.</summary>
    public static readonly Metadata.Entry Not = new("grpc-retry-pushback-ms", "-1");

    private static readonly RetryPolicy Once = new()
    {
        MaxAttempts = 2,
        InitialBackoff = TimeSpan.FromMilliseconds(50),
        MaxBackoff = TimeSpan.FromMilliseconds(50),
        BackoffMultiplier = 1,
        RetryableStatusCodes = { StatusCode.Unavailable },
    };

    /// <summary>For a generated client, from the contract it was generated from.</summary>
    public static ServiceConfig For<TClient>() where TClient : ClientBase => For(ContractOf(typeof(TClient)));

    internal static ServiceConfig For(ServiceDescriptor contract)
    {
        var names = contract.Methods.Where(BearsRepetition).Select(method => new MethodName { Service = contract.FullName, Method = method.Name }).ToList();
        var config = new ServiceConfig();
        if (names.Count > 0)
        {
            var method = new MethodConfig { RetryPolicy = Once };
            names.ForEach(method.Names.Add);
            config.MethodConfigs.Add(method);
        }

        return config;
    }

    internal static bool BearsRepetition(MethodDescriptor method) =>
        method.GetOptions()?.IdempotencyLevel is MethodOptions.Types.IdempotencyLevel.NoSideEffects or MethodOptions.Types.IdempotencyLevel.Idempotent;

    // Generated beside the client, in the class that both are nested in.
    private static ServiceDescriptor ContractOf(Type client) =>
        (ServiceDescriptor)client.DeclaringType!.GetProperty("Descriptor")!.GetValue(null)!;
}
