using CsCheck;
using StrongCities.Matchmaking.Suggestions;

namespace StrongCities.UnitTests.Matchmaking.Suggestions;

public class ShownReasonsTests
{
    private static readonly HashSet<Guid> Nobody = [];

    [Fact]
    public void All_reasons_together_fit_five_organizations_whom_the_reader_cannot_rule_out() => Cases.Sample(made =>
    {
        var shown = ShownReasons.Choose(made.Reader, made.Other, made.Network, made.RuledOut);
        Assert.All(shown, reason => Assert.True(reason.Fits(made.Reader, made.Other)));
        Assert.True(shown.Count == 0 || Fitting(shown, made) >= ShownReasons.FitMin);
    });

    [Fact]
    public void Whoever_looks_the_reasons_up_in_the_directory_finds_five_there() => Cases.Sample(made =>
    {
        var shown = ShownReasons.Choose(made.Reader, made.Other, made.Network, made.RuledOut);
        Assert.True(shown.Count == 0 || InDirectory(shown, made) >= ShownReasons.FitMin);
    });

    [Fact]
    public void With_every_reason_told_the_same_check_finds_one_that_gives_somebody_away()
    {
        // Control: all that is true of the other, as the first thought would have it.
        var givenAway = 0;
        Cases.Sample(made =>
        {
            var all = new[] { new Reason(Reason.OfKind, made.Other.Kind), new Reason(Reason.Country, made.Other.Country) }
                .Concat(made.Reader.Needs.Where(made.Other.Offers.Contains).Select(code => new Reason(Reason.Gives, code))).ToList();
            Interlocked.Add(ref givenAway, Fitting(all, made) < ShownReasons.FitMin ? 1 : 0);
        }, iter: 100);
        Assert.NotEqual(0, givenAway);
    }

    [Fact]
    public void A_country_of_too_few_becomes_its_region_and_one_that_nobody_shares_is_left_out()
    {
        var reader = One("US", "north-america");
        var other = One("NO", "europe");
        var network = Enumerable.Range(0, 5).Select(_ => One("FR", "europe")).Append(reader).Append(other).ToList();
        Assert.Contains(new Reason(Reason.Region, "europe"), ShownReasons.Choose(reader, other, network, Nobody));

        var lonely = network.Where(party => party.Region != "europe").Append(other).ToList();
        Assert.Empty(ShownReasons.Choose(reader, other, lonely, Nobody));
    }

    [Fact]
    public void The_reader_and_whom_it_rules_out_itself_do_not_count()
    {
        var reader = One("NO", "europe");
        var network = Enumerable.Range(0, 5).Select(_ => One("NO", "europe")).ToList();
        Assert.Contains(new Reason(Reason.Country, "NO"), ShownReasons.Choose(reader, network[0], [.. network, reader], Nobody));
        Assert.Empty(ShownReasons.Choose(reader, network[0], [.. network, reader], new HashSet<Guid> { network[1].Id }));
    }

    [Fact]
    public void A_reason_is_stored_and_read_back() =>
        Assert.All(["theme:youth", "any-language", "country:NO"], text => Assert.Equal(text, Reason.Parse(text).ToString()));

    private static readonly Gen<Case> Cases =
        from network in Parties.Networks
        from reader in Parties.Among(network)
        from other in Parties.Among(network)
        from ruledOut in Parties.Among(network).List[0, 3]
        where reader.Id != other.Id && ruledOut.All(party => party.Id != other.Id)
        select new Case(reader, other, network, ruledOut.Select(party => party.Id).ToHashSet());

    private sealed record Case(Party Reader, Party Other, List<Party> Network, HashSet<Guid> RuledOut);

    private static int Fitting(IEnumerable<Reason> reasons, Case made) =>
        made.Network.Count(party => party.Id != made.Reader.Id && !made.RuledOut.Contains(party.Id) && reasons.All(reason => reason.Fits(made.Reader, party)));

    // Kind, region, country, theme, size and language, of those it shows: as SearchMembers of Membership filters.
    private static int InDirectory(IEnumerable<Reason> reasons, Case made) => made.Network.Count(party =>
        party.Listed && party.Id != made.Reader.Id && !made.RuledOut.Contains(party.Id) && reasons.All(reason => reason.Kind switch
        {
            Reason.OfKind => party.Kind == reason.Value,
            Reason.Region => party.Region == reason.Value,
            Reason.Country => party.Country == reason.Value,
            Reason.Size => party.Size == reason.Value,
            Reason.Theme => party.Themes.Contains(reason.Value),
            Reason.Language => party.Languages.Contains(reason.Value),
            Reason.AnyLanguage => party.Languages.Any(made.Reader.Languages.Contains),
            _ => true,
        }));

    private static Party One(string country, string region) => new(Guid.NewGuid(), "city", country, region, "", true, [], [], [], [], default, 1);
}
