using StrongCities.Notifications.References;

namespace StrongCities.UnitTests.Notifications;

public class MailReferenceTests
{
    private const string Alphabet = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

    [Fact]
    public void A_mail_has_the_same_reference_at_every_try_and_no_two_mails_of_a_hundred_thousand_share_one()
    {
        var id = Guid.CreateVersion7();
        Assert.Equal(MailReference.Of(id), MailReference.Of(id));
        Assert.Matches("^M-[2-9A-HJKMNP-Z]{4}-[2-9A-HJKMNP-Z]{5}$", MailReference.Of(id));
        Assert.Equal(100_000, Enumerable.Range(0, 100_000).Select(_ => MailReference.Of(Guid.CreateVersion7())).Distinct().Count());
    }

    [Fact]
    public void It_is_read_in_any_case_and_spacing()
    {
        var reference = MailReference.Of(Guid.CreateVersion7());
        Assert.Equal(reference, MailReference.Read(reference.ToLowerInvariant().Replace("-", " ", StringComparison.Ordinal)));
        Assert.Equal(reference, MailReference.Read(reference.Replace("-", "", StringComparison.Ordinal)));
    }

    [Fact]
    public void Every_single_wrong_character_and_every_swap_of_neighbours_is_noticed()
    {
        var reference = MailReference.Of(Guid.CreateVersion7());
        var places = Enumerable.Range(2, reference.Length - 2).Where(place => reference[place] != '-').ToList();
        foreach (var place in places)
        {
            Assert.All(Alphabet.Where(letter => letter != reference[place]), wrong => Assert.Null(MailReference.Read(With(reference, place, wrong))));
        }

        foreach (var (left, right) in places.Zip(places.Skip(1)).Where(pair => reference[pair.First] != reference[pair.Second]))
        {
            Assert.Null(MailReference.Read(With(With(reference, left, reference[right]), right, reference[left])));
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("M")]
    [InlineData("K7QF-2M9TX")]
    [InlineData("M-K7QF-2M9T")]
    [InlineData("M-0000-00000")]
    [InlineData("M-K7QF-2M9TX; drop table")]
    public void What_is_no_reference_is_none(string typed) => Assert.Null(MailReference.Read(typed));

    private static string With(string text, int place, char letter) => string.Concat(text.AsSpan(0, place), letter.ToString(), text.AsSpan(place + 1));
}
