using StrongCities.Admission;

namespace StrongCities.UnitTests.Admission;

public class LinkTokenTests
{
    [Fact]
    public void A_token_has_256_bits_fits_an_address_and_is_never_drawn_twice()
    {
        var tokens = Enumerable.Range(0, 1_000).Select(_ => LinkToken.New()).ToList();

        Assert.All(tokens, token => Assert.Matches("^[A-Za-z0-9_-]{43}$", token));
        Assert.Equal(1_000, tokens.Distinct().Count());
    }

    [Fact]
    public void What_is_kept_is_the_sha_256_of_the_token() =>
        Assert.Equal("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad", Convert.ToHexStringLower(LinkToken.HashOf("abc")));
}
