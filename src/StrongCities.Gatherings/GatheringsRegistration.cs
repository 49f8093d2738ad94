using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using StrongCities.Admission;
using StrongCities.Contracts.Membership;
using StrongCities.Gatherings.Feeds;
using StrongCities.Gatherings.Labels;
using StrongCities.Gatherings.Mail;
using StrongCities.Gatherings.Members;
using StrongCities.Gatherings.Namings;
using StrongCities.Gatherings.Offers;
using StrongCities.Gatherings.Registrations;
using StrongCities.Gatherings.Reports;
using StrongCities.Outbox;
using StrongCities.ServiceDefaults.Callers;

namespace StrongCities.Gatherings;

/// <summary>Makes a process the service of one kind of gathering.</summary>
internal static class GatheringsRegistration
{
    /// <summary>Registers what <see cref="MapGatherings"/> serves, on the database <paramref name="database"/> and under the broker's name of the service.</summary>
    public static void AddGatherings<TDb>(this WebApplicationBuilder builder, string service, string database, string kind)
        where TDb : GatheringsDb
    {
        builder.AddDatabase<TDb>(database);
        builder.Services.AddScoped<GatheringsDb>(services => services.GetRequiredService<TDb>());
        builder.Services.AddSingleton<IDbContextFactory<GatheringsDb>, Factory<TDb>>();

        // A copy of who is a member and who acts for whom.
        builder.AddMessaging<TDb>(service, bus => bus
            .Consume<KeepAdmittedOrganizationConsumer>()
            .Consume<KeepStandingConsumer>()
            .Consume<KeepGrantedRoleConsumer>()
            .Consume<KeepEndedRoleConsumer>()
            .RequireMail());
        builder.AddBackfill<GatheringsDb, FillMembers>();

        // Every seat is decided by the ledger.
        builder.AddAdmission(FactsOfRegistrations.Of(kind), MayRegister.Eligibility);

        // Whom this service asks.
        builder.AddServiceClient<MembershipBackfill.MembershipBackfillClient>("membership", scope: "membership.backfill");
        builder.AddServiceClient<Roles.RolesClient>("membership", scope: "membership.roles");
        builder.AddServiceClient<StrongCities.Contracts.Membership.Feeds.FeedsClient>("membership", scope: "membership.feed");
        builder.Services.AddRoleQuestion<Roles.RolesClient>(async (roles, person, role, stop) =>
            (await roles.HoldsRoleAsync(new HoldsRoleRequest { PersonId = person.ToString(), Role = role }, cancellationToken: stop)).Holds);

        // What people and other services can ask of it.
        builder.Services.AddScoped<DraftGathering>().AddScoped<EditGathering>().AddScoped<EditLabel>().AddScoped<PublishGathering>().AddScoped<CancelGathering>();
        builder.Services.AddScoped<DeleteDraft>().AddScoped<WatchSeats>();
        builder.Services.AddScoped<RegisterDelegation>().AddScoped<NameDelegates>().AddScoped<Registrations.LowerMinimum>();
        builder.Services.AddScoped<AcknowledgeForRegistration>().AddScoped<LeaveDelegation>().AddScoped<AgreeToNaming>();
        builder.Services.AddScoped<CancelRegistration>().AddScoped<UndoCancellation>().AddScoped<ConfirmStillComing>().AddScoped<AnswerNamedInReport>();
        builder.Services.AddScoped<SaveReport>().AddScoped<PublishReport>();
        builder.Services.AddScoped<Offers.AcceptOffer>().AddScoped<Offers.DeclineOffer>().AddScoped<UndoDecline>();
        builder.Services.AddScoped<DescribeRegistration>().AddScoped<ListHeldSeats>();

        builder.Services.AddHostedService<FollowZoneRules>().AddHostedService<GiveBackSeats>();
    }

    /// <summary>Serves the gatherings, registrations, offers and names of this process.</summary>
    public static void MapGatherings(this IEndpointRouteBuilder app)
    {
        app.MapGrpcService<GatheringsService>();
        app.MapGrpcService<RegistrationsService>();
        app.MapGrpcService<SeatOffersService>();
        app.MapGrpcService<NamingsService>();
        app.MapGrpcService<RegistrationMailService>();
        app.MapGrpcService<HeldSeatsService>();
        app.MapGrpcService<ReportsService>();
    }

    private sealed class Factory<TDb>(IDbContextFactory<TDb> databases) : IDbContextFactory<GatheringsDb>
        where TDb : GatheringsDb
    {
        public GatheringsDb CreateDbContext() => databases.CreateDbContext();
    }
}
