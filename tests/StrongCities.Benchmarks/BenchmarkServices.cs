using Grpc.Core;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Admission;
using StrongCities.Contracts.Gatherings;
using StrongCities.IntegrationTests.Admission;
using StrongCities.Outbox;
using StrongCities.ServiceDefaults;
using StrongCities.ServiceDefaults.Callers;

namespace StrongCities.Benchmarks;

/// <summary>
/// The other sides of P5: this program as a service with the web server, settings, telemetry, interceptor, check of the token and policy of ours. No service of ours has these RPCs.
/// </summary>
internal static class BenchmarkServices
{
    public const string NoOpRole = "no-op-service";
    public const string LedgerRole = "ledger-service";

    public static async Task RunAsync(string role)
    {
        var builder = WebApplication.CreateBuilder();
        builder.AddServiceDefaults();
        builder.AddGrpcServer();
        if (role == LedgerRole)
        {
            builder.AddDatabase<AdmissionDb>("ledgerdb");
            builder.AddAdmission(LedgerSuite.Facts);
        }

        await using var app = builder.Build();
        app.MapServiceDefaults();
        if (role == LedgerRole)
        {
            app.MapGrpcService<LedgerAlone>();
        }
        else
        {
            app.MapGrpcService<NoOp>();
        }

        await app.RunAsync();
    }
}

/// <summary>Answers without doing anything.</summary>
internal sealed class NoOp : Registrations.RegistrationsBase
{
    [Authorize(Policies.Person)]
    public override Task<RegisterDelegationReply> RegisterDelegation(RegisterDelegationRequest request, ServerCallContext context) => Task.FromResult(new RegisterDelegationReply());
}

/// <summary>Books and does nothing else: who may book is not asked, what was booked is not shown, and no relay runs.</summary>
internal sealed class LedgerAlone(Ledger ledger) : Registrations.RegistrationsBase
{
    [Authorize(Policies.Person)]
    public override async Task<RegisterDelegationReply> RegisterDelegation(RegisterDelegationRequest request, ServerCallContext context)
    {
        var answer = await ledger.SubmitAsync(
            new Book(Guid.Parse(request.GatheringId), context.PersonId(), request.Key, Guid.CreateVersion7(), Guid.Parse(request.OrganizationId), request.MinSeats, request.MaxSeats) { Zone = "Europe/Oslo" },
            context.CancellationToken);
        return answer.Outcome == Outcome.Confirmed ? new RegisterDelegationReply { RegistrationId = answer.EntryId.ToString() } : throw new RpcException(new Status(StatusCode.Unavailable, $"{answer.Refusal?.Reason}"));
    }
}
