using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;

namespace StrongCities.Identity.Keys;

/// <summary>Data protection whose keys are in identitydb, so that every replica reads every cookie, sealed with the master key where there is one.</summary>
internal static class SealedKeys
{
    public static void AddSealedKeys(this WebApplicationBuilder builder, IdentitySettings settings)
    {
        builder.Services.AddDataProtection().SetApplicationName("StrongCities.Identity").PersistKeysToDbContext<IdentityDb>();
        if (settings.MasterKey is { } masterKey)
        {
            builder.Services.Configure<KeyManagementOptions>(options => options.XmlEncryptor = new MasterKeySeal(masterKey));
        }
    }
}
