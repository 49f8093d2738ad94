using StrongCities.Contracts.Membership;

namespace StrongCities.Web.Pages.Members;

/// <summary>A member of the directory in one line; a CSO shows its place only as precisely as it chose.</summary>
public static class MemberWords
{
    public static string Line(MemberEntry member, Words words) => string.Join(" · ", new[]
    {
        member.Kind == "city" ? words["City"] : words["Civil-society organisation"],
        member.Kind == "city" ? "" : member.Place,
        member.Country.Length > 0 ? Languages.Countries.Name(member.Country, words.Language) : "",
        member.Population > 0 ? words.Plural("{count} inhabitant", "{count} inhabitants", member.Population) : "",
    }.Where(part => part.Length > 0));
}
