using Microsoft.Extensions.Options;
using Microsoft.Extensions.Primitives;
using Microsoft.IdentityModel.Tokens;
using OpenIddict.Server;
using OpenIddict.Validation;

namespace StrongCities.Identity.Keys;

/// <summary>The keys this replica signs and opens with at the moment; OpenIddict's options are rebuilt whenever they change.</summary>
internal sealed class KeyRing :
    IConfigureOptions<OpenIddictServerOptions>,
    IOptionsChangeTokenSource<OpenIddictServerOptions>,
    IOptionsChangeTokenSource<OpenIddictValidationOptions>
{
    private volatile KeySet _keys = new([], []);
    private CancellationTokenSource _serverChange = new();
    private CancellationTokenSource _validationChange = new();

    string? IOptionsChangeTokenSource<OpenIddictServerOptions>.Name => Options.DefaultName;
    string? IOptionsChangeTokenSource<OpenIddictValidationOptions>.Name => Options.DefaultName;

    public bool IsLoaded => _keys.Signing.Count > 0;

    public void Replace(KeySet keys)
    {
        if (_keys.Ids.SequenceEqual(keys.Ids))
        {
            return;
        }

        _keys = keys;
        // The server's options first: validation copies its keys from them.
        Interlocked.Exchange(ref _serverChange, new()).Cancel();
        Interlocked.Exchange(ref _validationChange, new()).Cancel();
    }

    public void Configure(OpenIddictServerOptions options)
    {
        // The first of each list is used for new tokens, the others open and verify old and coming ones.
        options.SigningCredentials.AddRange(_keys.Signing.Select(key => new SigningCredentials(key, SecurityAlgorithms.RsaSha256)));
        options.EncryptionCredentials.AddRange(_keys.Sealing.Select(key =>
            new EncryptingCredentials(key, SecurityAlgorithms.Aes256KW, SecurityAlgorithms.Aes256CbcHmacSha512)));
    }

    IChangeToken IOptionsChangeTokenSource<OpenIddictServerOptions>.GetChangeToken() => new CancellationChangeToken(_serverChange.Token);
    IChangeToken IOptionsChangeTokenSource<OpenIddictValidationOptions>.GetChangeToken() => new CancellationChangeToken(_validationChange.Token);
}

/// <summary>Keys in the order of use: the active one first.</summary>
internal sealed record KeySet(IReadOnlyList<RsaSecurityKey> Signing, IReadOnlyList<SymmetricSecurityKey> Sealing)
{
    public IEnumerable<string> Ids => Signing.Select(key => key.KeyId).Concat(Sealing.Select(key => key.KeyId));
}
