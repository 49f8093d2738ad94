using System.Collections.Concurrent;
using System.Net;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StrongCities.Contracts.Membership;

namespace StrongCities.IntegrationTests.Gatherings;

/// <summary>
/// Stands where Membership stands for whoever keeps gatherings, over real gRPC: its three contracts that they ask, answered from rows that a test sets.
/// (With the real Membership beside it: the end-to-end tests.)
/// </summary>
internal sealed class MembershipOfRows : IAsyncDisposable
{
    private readonly WebApplication _app;

    public MembershipOfRows()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // A service's appsettings.json lies beside the tests' assembly; its endpoints are not ours.
        builder.Configuration.Sources.Clear();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(Rows);
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2));
        _app = builder.Build();
        _app.MapGrpcService<RolesOfRows>();
        _app.MapGrpcService<BackfillOfRows>();
        _app.MapGrpcService<FeedsOfRows>();
    }

    public MembershipRows Rows { get; } = new();

    public string Address => _app.Urls.Single();

    public Task StartAsync() => _app.StartAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [AllowAnonymous]
    private sealed class RolesOfRows(MembershipRows rows) : Roles.RolesBase
    {
        public override Task<HoldsRoleReply> HoldsRole(HoldsRoleRequest request, ServerCallContext context) =>
            rows.RolesAnswer ? Task.FromResult(new HoldsRoleReply { Holds = request.Role == "staff" && rows.Staff.ContainsKey(Guid.Parse(request.PersonId)) })
                : throw new RpcException(new Status(StatusCode.Unavailable, "away"));
    }

    [AllowAnonymous]
    private sealed class FeedsOfRows(MembershipRows rows) : StrongCities.Contracts.Membership.Feeds.FeedsBase
    {
        public override Task<OpenedFeed> OpenFeed(OpenFeedRequest request, ServerCallContext context) => rows.Feeds.TryGetValue(request.Token, out var person)
            ? Task.FromResult(new OpenedFeed { PersonId = person.ToString() })
            : throw new Google.Rpc.Status
            {
                Code = (int)StatusCode.NotFound, Details = { Any.Pack(new Google.Rpc.ErrorInfo { Reason = "feed-unknown", Domain = "membership" }) },
            }.ToRpcException();
    }

    [AllowAnonymous]
    private sealed class BackfillOfRows(MembershipRows rows) : MembershipBackfill.MembershipBackfillBase
    {
        public override async Task StreamOrganizations(StreamOrganizationsRequest request, IServerStreamWriter<OrganizationRow> responseStream, ServerCallContext context)
        {
            foreach (var row in rows.Organizations.Values)
            {
                await responseStream.WriteAsync(row);
            }
        }

        public override async Task StreamRoles(StreamRolesRequest request, IServerStreamWriter<OrganizationRoleRow> responseStream, ServerCallContext context)
        {
            foreach (var row in rows.Roles.Values)
            {
                await responseStream.WriteAsync(row);
            }
        }
    }
}

/// <summary>Membership's rows as its neighbors see them.</summary>
internal sealed class MembershipRows
{
    public ConcurrentDictionary<Guid, bool> Staff { get; } = new();

    public ConcurrentDictionary<Guid, OrganizationRow> Organizations { get; } = new();

    public ConcurrentDictionary<(Guid Organization, Guid Person, string Role), OrganizationRoleRow> Roles { get; } = new();

    /// <summary>Whose feed a token opens.</summary>
    public ConcurrentDictionary<string, Guid> Feeds { get; } = new();

    /// <summary>False: whoever owns the roles does not answer.</summary>
    public bool RolesAnswer { get; set; } = true;

    /// <summary>A member organization and the people who act for it.</summary>
    public (Guid Organization, Guid[] People) AddMember(string country, int people, string standing = "member")
    {
        var organization = Guid.CreateVersion7();
        Organizations[organization] = new OrganizationRow
        {
            OrganizationId = organization.ToString(), Version = 1, Kind = "city", Country = country, Region = "europe", Standing = standing,
        };
        var persons = Enumerable.Range(0, people).Select(_ => Guid.NewGuid()).ToArray();
        foreach (var person in persons)
        {
            Roles[(organization, person, "practitioner")] = new OrganizationRoleRow
            {
                OrganizationId = organization.ToString(), PersonId = person.ToString(), Role = "practitioner", Version = 1, Held = true,
            };
        }

        return (organization, persons);
    }
}
