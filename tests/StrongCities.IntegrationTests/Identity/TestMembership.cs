using System.Collections.Concurrent;
using Grpc.Core;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using StrongCities.Contracts.Membership;

namespace StrongCities.IntegrationTests.Identity;

/// <summary>
/// Stands where Membership stands for Identity: one registered person, told only to a caller with the right scope in its token; and for the site: any signed-in
/// reader's own row, told to a token that has not ended.
/// </summary>
public sealed class TestMembership : IAsyncDisposable
{
    public static readonly Guid PersonId = new("7e57aaaa-0000-4000-8000-000000000001");
    public const string Email = "registered@city.example";
    public const string Name = "Rosa Registered";

    private readonly WebApplication _app;

    private TestMembership(WebApplication app) => _app = app;

    /// <summary>The readers' tokens, as they came.</summary>
    public ConcurrentQueue<string> Tokens => _app.Services.GetRequiredService<Readers>().Tokens;

    /// <summary>How far its clock is ahead.</summary>
    public TimeSpan Ahead
    {
        set => _app.Services.GetRequiredService<Readers>().Ahead = value;
    }

    public string Address => _app.Urls.Single();

    public static async Task<TestMembership> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.ListenLocalhost(ServiceProcess.FreePort(), endpoint => endpoint.Protocols = HttpProtocols.Http2));
        // A service's appsettings.json lies beside the tests' assembly; its endpoints are not ours.
        builder.Configuration.Sources.Clear();
        builder.Services.AddGrpc();
        builder.Services.AddSingleton<Readers>();
        var app = builder.Build();
        app.MapGrpcService<ContactsHere>();
        app.MapGrpcService<BackfillHere>();
        app.MapGrpcService<PeopleHere>();
        await app.StartAsync();
        return new TestMembership(app);
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private static void Demand(ServerCallContext context, string scope)
    {
        var token = context.RequestHeaders.GetValue("authorization")?["Bearer ".Length..]
            ?? throw new RpcException(new Status(StatusCode.Unauthenticated, ""));
        if (new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(token).GetClaim("scope").Value != scope)
        {
            throw new RpcException(new Status(StatusCode.PermissionDenied, ""));
        }
    }

    private sealed class Readers
    {
        public ConcurrentQueue<string> Tokens { get; } = [];

        public TimeSpan Ahead { get; set; }
    }

    private sealed class PeopleHere(Readers readers) : People.PeopleBase
    {
        public override Task<Me> GetMe(GetMeRequest request, ServerCallContext context)
        {
            var token = context.RequestHeaders.GetValue("authorization")?["Bearer ".Length..] ?? "";
            if (token.Length == 0 || new Microsoft.IdentityModel.JsonWebTokens.JsonWebToken(token).ValidTo < DateTime.UtcNow + readers.Ahead)
            {
                throw new RpcException(new Status(StatusCode.Unauthenticated, ""));
            }

            readers.Tokens.Enqueue(token);
            return Task.FromResult(new Me { Name = Name, Language = "en", TimeZone = "Europe/Oslo" });
        }
    }

    private sealed class ContactsHere : Contacts.ContactsBase
    {
        public override Task<Contact> GetContact(GetContactRequest request, ServerCallContext context)
        {
            Demand(context, "membership.contacts");
            return request.PersonId == PersonId.ToString()
                ? Task.FromResult(new Contact { PersonId = request.PersonId, Email = Email, Name = Name, Language = "fr" })
                : throw new RpcException(new Status(StatusCode.NotFound, ""));
        }
    }

    private sealed class BackfillHere : MembershipBackfill.MembershipBackfillBase
    {
        public override async Task StreamPeople(StreamPeopleRequest request, IServerStreamWriter<PersonRow> responseStream, ServerCallContext context)
        {
            Demand(context, "membership.backfill");
            await responseStream.WriteAsync(new PersonRow { PersonId = PersonId.ToString(), Version = 1 });
        }
    }
}
