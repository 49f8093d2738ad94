using System.Security.Claims;
using System.Security.Cryptography;
using Grpc.Core;
using Microsoft.IdentityModel.Tokens;
using StrongCities.Contracts.Gatherings;
using StrongCities.IntegrationTests.Outbox;

namespace StrongCities.IntegrationTests.Events;

/// <summary>How a running service lives with the keys of Identity: replaced, forged, and not to be had.</summary>
[Collection("servers")]
public sealed class IssuerKeysTests(EventsProcess events) : IClassFixture<EventsProcess>
{
    [Fact]
    public async Task A_new_key_is_accepted_the_former_ones_tokens_hold_on_and_unknown_ones_neither_open_anything_nor_hammer_Identity()
    {
        var issuer = events.Issuer;
        // Its metadata and its keys, before anybody has called: a provider that goes away now is not missed.
        await Eventually.TrueAsync(() => Task.FromResult(issuer.Asked >= 2), "the keys are fetched at the start");
        issuer.IsAway = true;
        var former = issuer.As(events.StaffId);
        Assert.Equal(StatusCode.OK, await StatusAsync(former));
        var known = issuer.Asked;
        for (var call = 0; call < 20; call++)
        {
            Assert.Equal(StatusCode.OK, await StatusAsync(former));
        }

        Assert.Equal(known, issuer.Asked);

        issuer.IsAway = false;
        // Published only now and not a day before its use: whoever comes first makes the service look again, and may be refused meanwhile.
        issuer.Rotate();
        await Eventually.TrueAsync(async () => await StatusAsync(issuer.As(events.StaffId)) == StatusCode.OK, "the new key is known");
        Assert.Equal(StatusCode.OK, await StatusAsync(former));
        known = issuer.Asked;

        issuer.IsAway = true;
        using var stranger = RSA.Create(2048);
        for (var forged = 0; forged < 200; forged++)
        {
            var token = issuer.Sign(new ClaimsIdentity([new Claim("sub", events.StaffId.ToString()), new Claim("amr", "mfa")]), key: new RsaSecurityKey(stranger) { KeyId = Guid.NewGuid().ToString("N") });
            Assert.Equal(StatusCode.Unauthenticated, await StatusAsync(TestIssuer.Bearer(token)));
            await Task.Delay(20);
        }

        // It was asked a moment ago, for the new key; the next time is half a minute later.
        Assert.InRange(issuer.Asked - known, 0, 2);
        // With Identity gone, what is known of it lasts.
        Assert.Equal(StatusCode.OK, await StatusAsync(former));
        Assert.Equal(StatusCode.OK, await StatusAsync(issuer.As(events.StaffId)));
    }

    private async Task<StatusCode> StatusAsync(Metadata caller)
    {
        try
        {
            await events.Registrations.ListMyRegistrationsAsync(new ListMyRegistrationsRequest(), caller);
            return StatusCode.OK;
        }
        catch (RpcException refused)
        {
            return refused.StatusCode;
        }
    }
}
