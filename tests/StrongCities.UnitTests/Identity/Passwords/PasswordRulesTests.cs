using StrongCities.Identity.Pages;
using StrongCities.Identity.Passwords;

namespace StrongCities.UnitTests.Identity.Passwords;

public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("correct horse battery staple")]
    [InlineData("quiet harbour lanterns 1897")]
    [InlineData("trois mouettes sur le quai")]
    [InlineData("k7#Vq9!zR2mXw4bT")]
    public void A_long_phrase_of_ones_own_is_accepted_without_rules_about_signs(string password) =>
        Assert.Null(PasswordRules.Check(password, "maja.holm@city.example"));

    [Theory]
    [InlineData("passwordpassword")]
    [InlineData("123456789012345678")]
    [InlineData("aaaaaaaaaaaaaaaaaaaa")]
    [InlineData("qwertyuiopasdfghjkl")]
    [InlineData("azertyuiopqsdfghjklm")]
    [InlineData("motdepassemotdepasse1")]
    [InlineData("Password123456789!")]
    [InlineData("maja.holm@city.example")]
    [InlineData("abcdefghijklmnopqrstuvwxyz")]
    [InlineData("xyxyxyxyxyxyxyxyxyxy")]
    public void Common_words_runs_repetitions_and_the_own_address_are_refused(string password) =>
        Assert.Equal(Text.NewPasswordCommon, PasswordRules.Check(password, "maja.holm@city.example"));

    [Fact]
    public void Fourteen_characters_are_too_few_and_sixty_four_are_never_too_many()
    {
        Assert.Equal(Text.NewPasswordShort, PasswordRules.Check("k7#Vq9!zR2mXw4", "a@b.example"));
        Assert.Null(PasswordRules.Check("k7#Vq9!zR2mXw4b", "a@b.example"));
        Assert.Null(PasswordRules.Check("trois mouettes sur le quai, quatre barques et un vieux phare bleu", "a@b.example"));
        Assert.Equal(Text.NewPasswordLong, PasswordRules.Check(new string('k', 129), "a@b.example"));
    }
}
