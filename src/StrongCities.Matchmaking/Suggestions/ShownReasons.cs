namespace StrongCities.Matchmaking.Suggestions;

/// <summary>
/// What an organization is told of the other before both agreed. The reasons taken together fit at least five organizations of the network;
/// one that would leave fewer is made coarser or left out. Why it counts as it does: docs/decisions/0014.
/// </summary>
internal static class ShownReasons
{
    public const int FitMin = 5;

    private const int ThemesMax = 2;

    /// <summary>
    /// The reasons, most telling first. <paramref name="network"/> is all members; <paramref name="ruledOut"/> are those of whom the reader
    /// knows that they cannot be meant: its own never-match list, its own funders, whom it met before.
    /// </summary>
    public static IReadOnlyList<Reason> Choose(Party reader, Party other, IReadOnlyList<Party> network, IReadOnlySet<Guid> ruledOut)
    {
        var possible = network.Where(party => party.Id != reader.Id && !ruledOut.Contains(party.Id)).ToList();
        var listed = possible.Where(party => party.Listed).ToList();
        var shown = new List<Reason>();
        foreach (var alternatives in Alternatives(reader, other))
        {
            foreach (var reason in alternatives)
            {
                var fitting = possible.FindAll(party => reason.Fits(reader, party));
                // Whoever looks the public ones up in the directory must find as many there.
                var found = reason.IsInDirectory ? listed.FindAll(party => reason.Fits(reader, party)) : listed;
                if (fitting.Count >= FitMin && found.Count >= FitMin)
                {
                    shown.Add(reason);
                    (possible, listed) = (fitting, found);
                    break;
                }
            }
        }

        return shown;
    }

    // Each line: the precise reason, then what may stand for it.
    private static IEnumerable<IEnumerable<Reason>> Alternatives(Party reader, Party other)
    {
        yield return [new Reason(Reason.OfKind, other.Kind)];
        var (gives, takes) = (reader.Needs.Where(other.Offers.Contains).ToList(), reader.Offers.Where(other.Needs.Contains).ToList());
        if (gives.Count > 0)
        {
            yield return [.. gives.Select(code => new Reason(Reason.Gives, code)), new Reason(Reason.GivesSomething)];
        }

        if (takes.Count > 0)
        {
            yield return [.. takes.Select(code => new Reason(Reason.Takes, code)), new Reason(Reason.TakesSomething)];
        }

        foreach (var theme in reader.Themes.Where(other.Themes.Contains).Take(ThemesMax))
        {
            yield return [new Reason(Reason.Theme, theme)];
        }

        var languages = reader.Languages.Where(other.Languages.Contains).ToList();
        if (languages.Count > 0)
        {
            yield return [.. languages.Select(language => new Reason(Reason.Language, language)), new Reason(Reason.AnyLanguage)];
        }

        yield return [new Reason(Reason.Country, other.Country), new Reason(Reason.Region, other.Region)];
        if (other.Size.Length > 0)
        {
            yield return [new Reason(Reason.Size, other.Size)];
        }

        if (reader.Hours.Overlap(other.Hours) >= Reason.HoursOverlapMin)
        {
            yield return [new Reason(Reason.Hours)];
        }
    }
}
