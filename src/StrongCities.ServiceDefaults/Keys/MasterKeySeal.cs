using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;
using Microsoft.Extensions.DependencyInjection;

namespace StrongCities.ServiceDefaults.Keys;

/// <summary>What a process is given to seal its keys with; <paramref name="Value"/> is null in Development alone.</summary>
internal sealed record MasterKey(string? Value, string Setting, string Application)
{
    public AesGcm Open() => new(
        HKDF.DeriveKey(
            HashAlgorithmName.SHA256,
            Encoding.UTF8.GetBytes(Value ?? throw new InvalidOperationException($"Keys in the database are sealed with a master key: set {Setting}.")),
            32, info: Encoding.UTF8.GetBytes($"{Application} data protection")),
        AesGcm.TagByteSizes.MaxSize);
}

/// <summary>Seals data protection's own keys with the master key (AES-GCM), so that a copy of the database alone opens nothing.</summary>
internal sealed class MasterKeySeal(MasterKey masterKey) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
        var tag = new byte[AesGcm.TagByteSizes.MaxSize];
        var cipher = new byte[plain.Length];
        using var aes = masterKey.Open();
        aes.Encrypt(nonce, plain, cipher, tag);
        return new EncryptedXmlInfo(new XElement("sealed", Convert.ToBase64String([.. nonce, .. tag, .. cipher])), typeof(MasterKeyUnseal));
    }
}

/// <summary>Opens what <see cref="MasterKeySeal"/> sealed; data protection creates it by the type name kept beside the key.</summary>
internal sealed class MasterKeyUnseal(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        ReadOnlySpan<byte> all = Convert.FromBase64String(encryptedElement.Value);
        var nonce = AesGcm.NonceByteSizes.MaxSize;
        var tag = AesGcm.TagByteSizes.MaxSize;
        var plain = new byte[all.Length - nonce - tag];
        using var aes = services.GetRequiredService<MasterKey>().Open();
        aes.Decrypt(all[..nonce], all[(nonce + tag)..], all.Slice(nonce, tag), plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}
