using CsCheck;
using StrongCities.Admission;

namespace StrongCities.UnitTests.Admission;

public sealed class BookingReferenceTests
{
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    [Fact]
    public void A_reference_is_understood_however_it_is_typed()
    {
        var reference = BookingReference.New();
        Assert.Matches("^[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{5}$", reference);
        Assert.Equal(reference, BookingReference.Read(reference));
        Assert.Equal(reference, BookingReference.Read($" {reference.ToLowerInvariant().Replace("-", "")} "));
    }

    [Fact]
    public void One_wrong_character_is_always_noticed() =>
        Gen.Select(Gen.Int[0, 8], Gen.Char[Alphabet]).Sample((place, wrong) =>
        {
            var characters = BookingReference.New().Replace("-", "").ToCharArray();
            var same = characters[place] == wrong;
            characters[place] = wrong;
            return BookingReference.Read(new string(characters)) is not null == same;
        });

    [Fact]
    public void Two_swapped_neighbours_are_always_noticed() =>
        Gen.Int[0, 7].Sample(place =>
        {
            var characters = BookingReference.New().Replace("-", "").ToCharArray();
            (characters[place], characters[place + 1]) = (characters[place + 1], characters[place]);
            return BookingReference.Read(new string(characters)) is not null == (characters[place] == characters[place + 1]);
        });

    [Theory]
    [InlineData("")]
    [InlineData("K7QF")]
    [InlineData("K7QF-2M9TX-AA")]
    [InlineData("O0IL-11111")]
    [InlineData("ÉÉÉÉ-ÉÉÉÉÉ")]
    public void Anything_else_is_no_reference(string typed) => Assert.Null(BookingReference.Read(typed));
}
