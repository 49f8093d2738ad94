using Microsoft.AspNetCore.DataProtection.EntityFrameworkCore;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using StrongCities.Identity.Accounts;
using StrongCities.Identity.Keys;
using StrongCities.Identity.Operators;
using StrongCities.Identity.Passwords;
using StrongCities.Identity.SecondFactor;
using StrongCities.Identity.Sessions;
using StrongCities.Identity.SignIn;
using StrongCities.Outbox;

namespace StrongCities.Identity;

/// <summary>identitydb: credentials, sessions, clients, tokens and keys; nothing of what a person does in the network.</summary>
public sealed class IdentityDb(DbContextOptions<IdentityDb> options) : IdentityUserContext<Account, Guid>(options), IDataProtectionKeyContext
{
    public DbSet<AccountToCreate> AccountsToCreate => Set<AccountToCreate>();
    public DbSet<SignInRequest> SignInRequests => Set<SignInRequest>();
    public DbSet<PasswordFailure> PasswordFailures => Set<PasswordFailure>();
    public DbSet<Session> Sessions => Set<Session>();
    public DbSet<Authenticator> Authenticators => Set<Authenticator>();
    public DbSet<RecoveryCode> RecoveryCodes => Set<RecoveryCode>();
    public DbSet<OperatorInvitation> OperatorInvitations => Set<OperatorInvitation>();
    public DbSet<ProtectedKey> ProtectedKeys => Set<ProtectedKey>();
    public DbSet<DataProtectionKey> DataProtectionKeys => Set<DataProtectionKey>();

    protected override void OnModelCreating(ModelBuilder modelBuilder)
    {
        base.OnModelCreating(modelBuilder);
        modelBuilder.UseOpenIddict();
        modelBuilder.AddOutbox();

        // What IdentitySchemaVersions.Version3 adds, said here because Setup and the design-time tools have no options behind the context.
        modelBuilder.Entity<IdentityUserPasskey<Guid>>(passkey =>
        {
            passkey.ToTable("passkeys");
            passkey.HasKey(p => p.CredentialId);
            passkey.Property(p => p.CredentialId).HasMaxLength(1024);
            passkey.OwnsOne(p => p.Data).ToJson();
            passkey.HasOne<Account>().WithMany().HasForeignKey(p => p.UserId);
        });
        modelBuilder.Entity<IdentityUserClaim<Guid>>().ToTable("account_claims");
        modelBuilder.Entity<IdentityUserLogin<Guid>>().ToTable("account_logins");
        modelBuilder.Entity<IdentityUserToken<Guid>>().ToTable("account_tokens");
        modelBuilder.Entity<Account>(account =>
        {
            account.ToTable("accounts");
            account.Property(a => a.Name).HasMaxLength(200);
            account.Property(a => a.Language).HasMaxLength(8);
        });
        modelBuilder.AddWork<AccountToCreate>("accounts_to_create").HasIndex(row => row.PersonId).IsUnique();
        modelBuilder.Entity<SignInRequest>(request =>
        {
            request.ToTable("sign_in_requests", table => table.HasCheckConstraint(
                "ck_sign_in_requests_attempts", $"attempts between 0 and {SignInRequest.AttemptsMax} and factor_attempts between 0 and {SignInRequest.AttemptsMax}"));
            request.HasIndex(r => r.BrowserHash);
            request.HasIndex(r => r.LinkHash).IsUnique();
            request.HasIndex(r => new { r.AddressHash, r.RequestedAt });
            request.Property(r => r.RequestedAt).HasDefaultValueSql("now()");
            request.Property(r => r.Language).HasMaxLength(8);
            request.Property(r => r.Method).HasMaxLength(32);
            request.Property(r => r.ReturnPath).HasMaxLength(4000);
        });
        modelBuilder.Entity<PasswordFailure>(failure =>
        {
            failure.ToTable("password_failures");
            failure.HasIndex(f => new { f.AddressHash, f.FailedAt });
            failure.Property(f => f.FailedAt).HasDefaultValueSql("now()");
        });
        modelBuilder.Entity<Session>(session =>
        {
            session.ToTable("sessions");
            session.HasIndex(s => s.AccountId);
            session.HasOne<Account>().WithMany().HasForeignKey(s => s.AccountId).OnDelete(DeleteBehavior.Cascade);
            session.Property(s => s.StartedAt).HasDefaultValueSql("now()");
            session.Property(s => s.SeenAt).HasDefaultValueSql("now()");
            session.Property(s => s.AuthorizationId).HasMaxLength(64);
            session.Property(s => s.Method).HasMaxLength(32);
            session.Property(s => s.Browser).HasMaxLength(32);
        });
        modelBuilder.Entity<Authenticator>(authenticator =>
        {
            authenticator.ToTable("authenticators");
            authenticator.HasKey(a => a.AccountId);
            authenticator.HasOne<Account>().WithOne().HasForeignKey<Authenticator>(a => a.AccountId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<RecoveryCode>(code =>
        {
            code.ToTable("recovery_codes");
            code.HasIndex(c => new { c.AccountId, c.Hash }).IsUnique();
            code.HasOne<Account>().WithMany().HasForeignKey(c => c.AccountId).OnDelete(DeleteBehavior.Cascade);
        });
        modelBuilder.Entity<OperatorInvitation>(invitation =>
        {
            invitation.ToTable("operator_invitations");
            invitation.HasIndex(i => i.TokenHash).IsUnique();
            invitation.Property(i => i.Email).HasMaxLength(320);
        });
        modelBuilder.Entity<ProtectedKey>(key =>
        {
            key.ToTable("protected_keys");
            key.Property(k => k.Id).HasMaxLength(64);
            key.Property(k => k.Purpose).HasMaxLength(16);
            key.HasIndex(k => new { k.Purpose, k.ActiveFrom }).IsUnique();
        });
    }
}
