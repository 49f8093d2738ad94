using System.Reflection;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;

namespace StrongCities.UnitTests.Architecture;

/// <summary>Every RPC says who may call it; one that does not is a hole, even where the fallback policy refuses everybody.</summary>
public class PermissionsTests
{
    private static readonly Assembly[] Services =
    [
        Assembly.Load("StrongCities.Membership"), Assembly.Load("StrongCities.Gatherings"), Assembly.Load("StrongCities.Training"), Assembly.Load("StrongCities.Matchmaking"),
        Assembly.Load("StrongCities.Notifications"), Assembly.Load("StrongCities.Operations"),
    ];

    [Fact]
    public void Every_rpc_declares_its_permission()
    {
        var rpcs = Services.SelectMany(assembly => assembly.GetTypes()).SelectMany(RpcsOf).ToList();
        Assert.True(rpcs.Count > 40, $"Only {rpcs.Count} RPCs were found: the search itself is broken.");
        Assert.Empty(rpcs.Where(rpc => !Declares(rpc)).Select(rpc => $"{rpc.DeclaringType!.Name}.{rpc.Name}"));
    }

    [Fact]
    public void Every_rpc_of_a_contract_is_served()
    {
        var missing =
            from assembly in Services
            from service in assembly.GetTypes()
            let contract = ContractOf(service)
            where contract is not null
            from rpc in contract.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(IsRpc)
            where service.GetMethod(rpc.Name, [.. rpc.GetParameters().Select(parameter => parameter.ParameterType)])!.DeclaringType == contract
            select $"{service.Name}.{rpc.Name}";
        Assert.Empty(missing);
    }

    [Fact]
    public void An_rpc_without_a_permission_is_caught()
    {
        var rpc = Assert.Single(RpcsOf(typeof(Careless)));
        Assert.False(Declares(rpc));
    }

    private static IEnumerable<MethodInfo> RpcsOf(Type type) =>
        ContractOf(type) is null
            ? []
            : type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Where(method => method.IsVirtual && IsRpc(method));

    private static bool Declares(MethodInfo rpc) =>
        rpc.GetCustomAttributes(inherit: false).Concat(rpc.DeclaringType!.GetCustomAttributes(inherit: false)).Any(attribute => attribute is IAuthorizeData { Policy: not null } or IAllowAnonymous);

    private static bool IsRpc(MethodInfo method) => method.GetParameters().LastOrDefault()?.ParameterType == typeof(ServerCallContext);

    private static Type? ContractOf(Type type)
    {
        for (var ancestor = type.BaseType; ancestor is not null; ancestor = ancestor.BaseType)
        {
            if (ancestor.GetCustomAttribute<BindServiceMethodAttribute>() is not null)
            {
                return ancestor;
            }
        }

        return null;
    }

    private sealed class Careless : StrongCities.Contracts.Membership.People.PeopleBase
    {
        public override Task<StrongCities.Contracts.Membership.Me> GetMe(StrongCities.Contracts.Membership.GetMeRequest request, ServerCallContext context) =>
            Task.FromResult(new StrongCities.Contracts.Membership.Me());
    }
}
