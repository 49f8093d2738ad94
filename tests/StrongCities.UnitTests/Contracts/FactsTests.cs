using System.Reflection;
using StrongCities.Contracts.Membership;
using StrongCities.UnitTests.Architecture;

namespace StrongCities.UnitTests.Contracts;

/// <summary>Facts change by addition only: a message may be a week old when it is read, by a process one release older or newer.</summary>
public class FactsTests
{
    private const string Snapshot = "tests/StrongCities.UnitTests/Contracts/facts.txt";

    [Fact]
    public void Facts_are_those_of_the_snapshot()
    {
        var now = Describe(typeof(OrganizationAdmitted).Assembly);
        var path = Path.Combine(Repository.Root, Snapshot);
        if (Environment.GetEnvironmentVariable("WRITE_SNAPSHOTS") == "1")
        {
            File.WriteAllText(path, now);
        }

        Assert.Equal(File.ReadAllText(path), now);
    }

    [Fact]
    public void A_renamed_property_is_caught() =>
        Assert.NotEqual(File.ReadAllText(Path.Combine(Repository.Root, Snapshot)).Replace("OrganizationId", "OrgId", StringComparison.Ordinal), Describe(typeof(OrganizationAdmitted).Assembly));

    [Fact]
    public void Facts_carry_no_free_text_that_could_name_a_person()
    {
        // Closed vocabularies and references made by us; a new string property has to be argued for here.
        string[] vocabularies = ["Kind", "Country", "Region", "Standing", "Role", "State", "BookingReference", "Hub", "Listing"];
        var texts = Facts(typeof(OrganizationAdmitted).Assembly)
            .SelectMany(fact => fact.GetProperties().Where(property => property.PropertyType == typeof(string)).Select(property => property.Name))
            .Distinct();
        Assert.Empty(texts.Except(vocabularies));
    }

    private static string Describe(Assembly contracts) => string.Concat(Facts(contracts).Select(fact =>
        $"{fact.FullName}({string.Join(", ", fact.GetProperties().Select(property => $"{Name(property.PropertyType)} {property.Name}"))})\n"));

    private static IEnumerable<Type> Facts(Assembly contracts) => contracts.GetTypes()
        .Where(type => type.IsPublic && type.IsSealed && type.GetMethod("<Clone>$") is not null && !type.Namespace!.EndsWith("Demonstration", StringComparison.Ordinal))
        .OrderBy(type => type.FullName, StringComparer.Ordinal);

    private static string Name(Type type) => Nullable.GetUnderlyingType(type) is { } value
        ? value.Name + "?"
        : type.IsGenericType ? $"{type.Name[..type.Name.IndexOf('`', StringComparison.Ordinal)]}<{string.Join(", ", type.GetGenericArguments().Select(Name))}>" : type.Name;
}
