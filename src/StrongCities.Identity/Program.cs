using Microsoft.AspNetCore.DataProtection;
using StrongCities.Contracts.Identity;
using StrongCities.Contracts.Membership;
using StrongCities.Identity;
using StrongCities.Identity.Accounts;
using StrongCities.Identity.Demonstration;
using StrongCities.Identity.Operators;
using StrongCities.Identity.Pages;
using StrongCities.Identity.Passwords;
using StrongCities.Identity.Protocol;
using StrongCities.Identity.SecondFactor;
using StrongCities.Identity.SignIn;
using StrongCities.Outbox;
using StrongCities.ServiceDefaults;
using StrongCities.ServiceDefaults.Callers;
using StrongCities.ServiceDefaults.Keys;

var builder = WebApplication.CreateBuilder(args);
builder.AddServiceDefaults();
builder.KeepProbesInside();
var settings = IdentitySettings.Read(builder);
builder.Services.AddSingleton(settings);
builder.AddDatabase<IdentityDb>("identitydb");
// In identitydb, so that every replica reads every cookie.
builder.AddSealedKeys("StrongCities.Identity", "Identity:MasterKey").PersistKeysToDbContext<IdentityDb>();
builder.AddOpenIdProvider(settings);

if (args is [InviteOperator.Command, ..])
{
    await using var command = builder.Build();
    return await InviteOperator.RunAsync(command.Services, args);
}

if (args is [RemoveSecondFactor.Command, ..])
{
    builder.Services.AddScoped<Guesses>().AddScoped<CheckSecondFactor>().AddScoped<ManageAuthenticator>();
    await using var command = builder.Build();
    return await RemoveSecondFactor.RunAsync(command.Services, args);
}

builder.AddMessaging<IdentityDb>("identity", bus => bus.Consume<RequestAccountConsumer>().RequireConsumer<OperatorInvited>().RequireConsumer<SignInMailRequested>().RequireConsumer<SecondFactorChanged>());
builder.AddServiceClient<MembershipBackfill.MembershipBackfillClient>("membership", scope: "membership.backfill");
builder.AddBackfill<IdentityDb, FillAccounts>();
builder.AddServiceClient<Contacts.ContactsClient>("membership", scope: "membership.contacts");
builder.Configuration["services:identity:http:0"] = settings.OwnAddress;
builder.Services.AddHostedService<Housekeeping>();
builder.Services.AddHostedService<CreateAccounts>();
builder.Services.AddScoped<SeedDemonstrationAccounts>();
builder.Services.AddScoped<RequestSignInMail>().AddScoped<IssueSignInMail>().AddScoped<ProveMailbox>().AddScoped<FinishSignIn>();
builder.Services.AddScoped<Guesses>().AddScoped<CheckSecondFactor>().AddScoped<ManageAuthenticator>();
builder.Services.AddScoped<CheckPassword>().AddScoped<SetPassword>();
builder.Services.AddScoped<AcceptOperatorInvitation>();
builder.Services.AddSingleton<SourceLimit>();
builder.AddPages(settings);

var app = builder.Build();
app.UsePages(settings);
app.MapServiceDefaults();
app.MapOpenIdProvider();
app.MapRazorPages();
app.MapPost("/internal/sign-in-mails/{requestId:guid}", (Guid requestId, IssueSignInMail issue, CancellationToken stop) => issue.IssueAsync(requestId, stop))
    .RequireAuthorization("scope:identity.sign-in-mail");
app.MapGet("/internal/second-factor-mails/{personId:guid}", (Guid personId, IdentityDb db, CancellationToken stop) => AddressSecondFactorMail.FindAsync(db, personId, stop))
    .RequireAuthorization("scope:identity.sign-in-mail");
app.MapGet("/status", (IdentityDb db, CancellationToken stop) => Status.ReadAsync(db, settings, stop)).AllowAnonymous();
if (settings.Demonstration)
{
    app.MapGet("/demonstration/people", () => DemonstrationSignIn.All).AllowAnonymous();
}

// Without it an address that nothing serves would ask to sign in: what names no policy serves nobody.
app.MapFallback(() => Results.NotFound()).AllowAnonymous();
app.Run();
return 0;
