using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace StrongCities.ServiceDefaults.Keys;

/// <summary>Data protection whose keys lie sealed wherever they are kept.</summary>
public static class SealedKeys
{
    private const int LengthMin = 32;

    /// <summary>Seals the keys of <paramref name="application"/> with the master key of the named setting, such as <c>Web:MasterKey</c>: at least 32 characters, missing in Development only.</summary>
    /// <exception cref="MissingSettingException">Outside Development, without the setting.</exception>
    /// <exception cref="InvalidOperationException">The master key is too short.</exception>
    public static IDataProtectionBuilder AddSealedKeys(this WebApplicationBuilder builder, string application, string setting)
    {
        var protection = builder.Services.AddDataProtection().SetApplicationName(application);
        var masterKey = builder.Environment.IsDevelopment() ? builder.Configuration[setting] : builder.Setting(setting);
        var name = setting.Replace(":", "__", StringComparison.Ordinal);
        if (masterKey is { Length: < LengthMin })
        {
            throw new InvalidOperationException($"Setting {name} must have at least {LengthMin} characters.");
        }

        builder.Services.AddSingleton(new MasterKey(masterKey, name, application));
        if (masterKey is not null)
        {
            builder.Services.AddOptions<KeyManagementOptions>().Configure<MasterKey>((options, key) => options.XmlEncryptor = new MasterKeySeal(key));
        }

        return protection;
    }
}
