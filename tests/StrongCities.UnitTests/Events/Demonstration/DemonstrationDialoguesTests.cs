using StrongCities.Events.Demonstration;
using StrongCities.Gatherings;
using StrongCities.Gatherings.Reports;
using StrongCities.Gatherings.Texts;

namespace StrongCities.UnitTests.Events.Demonstration;

public class DemonstrationDialoguesTests
{
    [Theory]
    [InlineData(2027)]
    [InlineData(2028)]
    [InlineData(2029)]
    public void Every_dialogue_is_sound_in_English_and_French_and_says_that_it_is_invented(int year)
    {
        var before = new DateTimeOffset(year - 1, 12, 31, 23, 0, 0, TimeSpan.Zero);
        Assert.All(DemonstrationDialogues.In(year).Append(DemonstrationDialogues.HeldIn(year)), content =>
        {
            Assert.Null(ProposedGathering.Read(content, before, TimeSpan.FromDays(14)).Refusal);
            var texts = content.Sessions.Select(session => session.Title).Append(content.Title).Append(content.Summary);
            Assert.All(texts, text => Assert.Equal(["en", "fr"], text.Select(words => words.Language)));
            Assert.Contains("invented", content.Summary[0].Text, StringComparison.Ordinal);
            Assert.Contains("inventé", content.Summary[1].Text, StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Every_dialogue_says_completely_what_taking_part_involves_and_that_it_is_invented()
    {
        var labels = DemonstrationDialogues.In(2027).Select(content => DemonstrationLabels.In(content.HostCity)).ToList();
        Assert.All(labels, label =>
        {
            Assert.Empty(label.Missing().Concat(label.Unsound()));
            Assert.Contains("Demonstration", label.Hosts.ByLanguage["en"], StringComparison.Ordinal);
            Assert.Contains("Démonstration", label.Pays.ByLanguage["fr"], StringComparison.Ordinal);
            Assert.All(label.Leaving, leaving => Assert.Contains("invented: nothing is sent", leaving.Data.ByLanguage["en"], StringComparison.Ordinal));
        });
        Assert.True(Report.InEveryLanguage(Words.Read(DemonstrationDialogues.Findings)!));
        Assert.Contains(labels, label => label.PassingsOn.Any());
    }

    [Fact]
    public void One_is_so_small_that_two_delegations_do_not_fit()
    {
        var small = Assert.Single(DemonstrationDialogues.In(2027), content => content.Capacity == 4);
        Assert.Equal(3, small.SeatsPerOrganization);
        Assert.Equal(4, DemonstrationDialogues.In(2027).Select(content => content.HostCity).Distinct().Count());
    }
}
