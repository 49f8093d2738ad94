using System.Security.Cryptography;
using System.Text;
using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace StrongCities.Identity.Keys;

/// <summary>Seals data protection's own keys with <c>Identity__MasterKey</c> (at least 32 characters), so that a copy of identitydb alone opens nothing.</summary>
internal sealed class MasterKeySeal(string masterKey) : IXmlEncryptor
{
    public EncryptedXmlInfo Encrypt(XElement plaintextElement)
    {
        var plain = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
        var nonce = RandomNumberGenerator.GetBytes(AesGcm.NonceByteSizes.MaxSize);
        var tag = new byte[AesGcm.TagByteSizes.MaxSize];
        var cipher = new byte[plain.Length];
        using var aes = Open(masterKey);
        aes.Encrypt(nonce, plain, cipher, tag);
        return new EncryptedXmlInfo(new XElement("sealed", Convert.ToBase64String([.. nonce, .. tag, .. cipher])), typeof(MasterKeyUnseal));
    }

    public static AesGcm Open(string masterKey) => new(
        HKDF.DeriveKey(HashAlgorithmName.SHA256, Encoding.UTF8.GetBytes(masterKey), 32, info: "StrongCities.Identity data protection"u8.ToArray()),
        AesGcm.TagByteSizes.MaxSize);
}

/// <summary>Opens what <see cref="MasterKeySeal"/> sealed; data protection creates it by the type name kept beside the key.</summary>
internal sealed class MasterKeyUnseal(IServiceProvider services) : IXmlDecryptor
{
    public XElement Decrypt(XElement encryptedElement)
    {
        var masterKey = services.GetRequiredService<IdentitySettings>().MasterKey
            ?? throw new InvalidOperationException("Keys in identitydb are sealed with a master key: set Identity__MasterKey.");
        ReadOnlySpan<byte> all = Convert.FromBase64String(encryptedElement.Value);
        var nonce = AesGcm.NonceByteSizes.MaxSize;
        var tag = AesGcm.TagByteSizes.MaxSize;
        var plain = new byte[all.Length - nonce - tag];
        using var aes = MasterKeySeal.Open(masterKey);
        aes.Decrypt(all[..nonce], all[(nonce + tag)..], all.Slice(nonce, tag), plain);
        return XElement.Parse(Encoding.UTF8.GetString(plain));
    }
}
