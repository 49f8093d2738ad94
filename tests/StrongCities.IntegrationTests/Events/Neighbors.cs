using System.Collections.Concurrent;
using System.Net;
using System.Security.Cryptography;
using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using StrongCities.Contracts.Membership;

namespace StrongCities.IntegrationTests.Events;

/// <summary>
/// What Events meets of Identity and Membership, over real HTTP and gRPC: signed access tokens, and Membership's two contracts answered from rows that a test sets.
/// (With the real Membership beside it: the end-to-end tests.)
/// </summary>
internal sealed class Neighbors : IAsyncDisposable
{
    private readonly RSA _rsa = RSA.Create(2048);
    private readonly RsaSecurityKey _key;
    private readonly WebApplication _app;

    public Neighbors()
    {
        _key = new RsaSecurityKey(_rsa) { KeyId = "test" };
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // A service's appsettings.json lies beside the tests' assembly; its endpoints are not ours.
        builder.Configuration.Sources.Clear();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton(Rows);
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.Listen(IPAddress.Loopback, 0, endpoint => endpoint.Protocols = HttpProtocols.Http2);
        });
        _app = builder.Build();
        _app.MapGet("/.well-known/openid-configuration", () => Results.Json(new { issuer = Issuer, jwks_uri = $"{Issuer}/keys" }));
        _app.MapGet("/keys", () => Results.Json(new { keys = new[] { PublicKey() } }));
        _app.MapPost("/connect/token", async (HttpRequest request) =>
            Results.Json(new { access_token = ServiceToken((await request.ReadFormAsync())["scope"]!), token_type = "Bearer", expires_in = 300 }));
        _app.MapGrpcService<RolesOfRows>();
        _app.MapGrpcService<BackfillOfRows>();
    }

    public MembershipRows Rows { get; } = new();

    public string Issuer => _app.Urls.First();

    public string Membership => _app.Urls.Last();

    public Task StartAsync() => _app.StartAsync();

    public string PersonToken(Guid person) => Token(new Dictionary<string, object> { ["sub"] = person.ToString() });

    public string ServiceToken(string scope) => Token(new Dictionary<string, object> { ["sub"] = "notifications", ["scope"] = scope });

    public async ValueTask DisposeAsync()
    {
        await _app.DisposeAsync();
        _rsa.Dispose();
    }

    private string Token(Dictionary<string, object> claims) => new JsonWebTokenHandler().CreateToken(new SecurityTokenDescriptor
    {
        Issuer = Issuer,
        Audience = "strongcities",
        TokenType = "at+jwt",
        Claims = claims,
        Expires = DateTime.UtcNow.AddMinutes(5),
        SigningCredentials = new SigningCredentials(_key, SecurityAlgorithms.RsaSha256),
    });

    private object PublicKey()
    {
        var parameters = _rsa.ExportParameters(includePrivateParameters: false);
        return new { kty = "RSA", use = "sig", alg = "RS256", kid = "test", n = Base64UrlEncoder.Encode(parameters.Modulus), e = Base64UrlEncoder.Encode(parameters.Exponent) };
    }

    [AllowAnonymous]
    private sealed class RolesOfRows(MembershipRows rows) : Roles.RolesBase
    {
        public override Task<HoldsRoleReply> HoldsRole(HoldsRoleRequest request, ServerCallContext context) =>
            rows.RolesAnswer ? Task.FromResult(new HoldsRoleReply { Holds = request.Role == "staff" && rows.Staff.ContainsKey(Guid.Parse(request.PersonId)) })
                : throw new RpcException(new Status(StatusCode.Unavailable, "away"));
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
