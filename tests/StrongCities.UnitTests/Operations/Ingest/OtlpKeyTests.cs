using System.Reflection;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using StrongCities.Operations.Ingest;

namespace StrongCities.UnitTests.Operations.Ingest;

public sealed class OtlpKeyTests
{
    [Fact]
    public void Every_service_that_takes_telemetry_in_demands_the_key()
    {
        // Bound by hand, these are not found by the test that enumerates the contracts' RPCs.
        var rpcs = typeof(OtlpKey).Assembly.GetTypes()
            .Where(type => type.GetCustomAttribute<BindServiceMethodAttribute>(inherit: false) is not null && !type.IsAbstract)
            .Select(type => type.GetMethod("Export")!)
            .ToList();

        Assert.Equal(3, rpcs.Count);
        Assert.All(rpcs, rpc => Assert.Equal(OtlpKey.Policy, rpc.GetCustomAttribute<AuthorizeAttribute>()?.Policy));
    }
}
