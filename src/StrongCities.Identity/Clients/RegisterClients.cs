using Microsoft.EntityFrameworkCore;
using OpenIddict.Abstractions;
using static OpenIddict.Abstractions.OpenIddictConstants;

namespace StrongCities.Identity.Clients;

/// <summary>Writes the clients named by <c>Clients__name</c> with what ClientScopes allows them; a client no longer configured is deleted.</summary>
internal sealed class RegisterClients(IOpenIddictApplicationManager applications, IdentityDb db, IdentitySettings settings)
{
    private const long LockId = 0x1D_C11E;

    public async Task RegisterAsync(CancellationToken cancellationToken)
    {
        // Replicas that start together would otherwise both insert.
        await db.Database.OpenConnectionAsync(cancellationToken);
        await db.Database.ExecuteSqlAsync($"select pg_advisory_lock({LockId})", cancellationToken);
        try
        {
            foreach (var (name, secret) in settings.ClientSecrets)
            {
                await RegisterAsync(name, secret, cancellationToken);
            }

            await foreach (var application in applications.ListAsync(null, null, cancellationToken))
            {
                if (!settings.ClientSecrets.ContainsKey((await applications.GetClientIdAsync(application, cancellationToken))!))
                {
                    await applications.DeleteAsync(application, cancellationToken);
                }
            }
        }
        finally
        {
            await db.Database.ExecuteSqlAsync($"select pg_advisory_unlock({LockId})", CancellationToken.None);
            await db.Database.CloseConnectionAsync();
        }
    }

    private async Task RegisterAsync(string name, string secret, CancellationToken cancellationToken)
    {
        var wanted = Describe(name, secret);
        var found = await applications.FindByClientIdAsync(name, cancellationToken);
        if (found is null)
        {
            await applications.CreateAsync(wanted, cancellationToken);
        }
        else
        {
            await applications.UpdateAsync(found, wanted, cancellationToken);
        }
    }

    private OpenIddictApplicationDescriptor Describe(string name, string secret)
    {
        var client = new OpenIddictApplicationDescriptor
        {
            ClientId = name,
            ClientSecret = secret,
            ClientType = ClientTypes.Confidential,
            ConsentType = ConsentTypes.Implicit,
            Permissions = { Permissions.Endpoints.Token, Permissions.GrantTypes.ClientCredentials },
        };
        client.Permissions.UnionWith(ClientScopes.Of(name).Select(scope => Permissions.Prefixes.Scope + scope));
        if (name != ClientScopes.Web)
        {
            return client;
        }

        client.RedirectUris.Add(new Uri(settings.WebAddress, "signin-oidc"));
        client.PostLogoutRedirectUris.Add(new Uri(settings.WebAddress, "signout-callback-oidc"));
        client.Requirements.Add(Requirements.Features.ProofKeyForCodeExchange);
        client.Permissions.UnionWith(
        [
            Permissions.Endpoints.Authorization, Permissions.Endpoints.EndSession, Permissions.Endpoints.Revocation,
            Permissions.GrantTypes.AuthorizationCode, Permissions.GrantTypes.RefreshToken, Permissions.ResponseTypes.Code,
        ]);
        return client;
    }
}
