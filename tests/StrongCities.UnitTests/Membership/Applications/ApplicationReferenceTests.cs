using CsCheck;
using StrongCities.Membership.Applications;

namespace StrongCities.UnitTests.Membership.Applications;

public sealed class ApplicationReferenceTests
{
    private static readonly Gen<string> Characters = Gen.Int[0, ApplicationReference.Alphabet.Length - 1].Array[7]
        .Select(places => new string([.. places.Select(place => ApplicationReference.Alphabet[place])]));

    [Fact]
    public void Every_reference_is_valid_as_written_and_as_typed() => Characters.Sample(characters =>
    {
        var reference = ApplicationReference.From(characters);
        Assert.Matches("^SC-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{4}$", reference);
        Assert.True(ApplicationReference.IsValid(reference));
        Assert.True(ApplicationReference.IsValid(" " + reference.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)));
    });

    [Fact]
    public void Every_single_wrong_character_is_noticed() =>
        Gen.Select(Characters, Gen.Int[0, 7], Gen.Int[1, ApplicationReference.Alphabet.Length - 1]).Sample((characters, place, shift) =>
        {
            var plain = Plain(characters);
            var wrong = ApplicationReference.Alphabet[(ApplicationReference.Alphabet.IndexOf(plain[place], StringComparison.Ordinal) + shift) % ApplicationReference.Alphabet.Length];
            plain[place] = wrong;
            Assert.False(ApplicationReference.IsValid("SC" + new string(plain)));
        });

    [Fact]
    public void Every_swap_of_neighbors_is_noticed() => Gen.Select(Characters, Gen.Int[0, 6]).Sample((characters, place) =>
    {
        var plain = Plain(characters);
        (plain[place], plain[place + 1]) = (plain[place + 1], plain[place]);
        Assert.Equal(plain[place] == plain[place + 1], ApplicationReference.IsValid("SC" + new string(plain)));
    });

    [Fact]
    public void A_plain_sum_would_miss_swaps()
    {
        // The control: without weights the swapped reference has the same check, so the property above can fail.
        static int Sum(string characters) => characters.Sum(character => ApplicationReference.Alphabet.IndexOf(character, StringComparison.Ordinal)) % ApplicationReference.Alphabet.Length;
        Assert.Equal(Sum("23ABCDE"), Sum("32ABCDE"));
        Assert.NotEqual(ApplicationReference.From("23ABCDE")[^1], ApplicationReference.From("32ABCDE")[^1]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("SC-")]
    [InlineData("SC-2222-222")]
    [InlineData("SC-OOOO-IIII")]
    [InlineData("XX-2222-2222")]
    public void What_is_no_reference_is_not_valid(string typed) => Assert.False(ApplicationReference.IsValid(typed));

    private static char[] Plain(string characters) => ApplicationReference.From(characters).Replace("-", "", StringComparison.Ordinal)[2..].ToCharArray();
}
