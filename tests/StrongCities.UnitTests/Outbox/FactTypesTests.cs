using System.Text.Json;
using StrongCities.Contracts.Membership;
using StrongCities.Outbox;

namespace StrongCities.UnitTests.Outbox;

public sealed class FactTypesTests
{
    private readonly FactTypes types = new(typeof(OrganizationAdmitted).Assembly);

    [Fact]
    public void A_recorded_fact_is_found_again_by_its_stable_name_and_reads_back_equal()
    {
        var fact = new OrganizationAdmitted(Guid.NewGuid(), 3, "city", "FR", "europe");
        var row = OutboxRow.Create(fact, fact.OrganizationId.ToString());
        Assert.Equal("StrongCities.Contracts.Membership.OrganizationAdmitted", row.Type);
        Assert.Equal(fact, JsonSerializer.Deserialize(row.Body, types.Find(row.Type)!, JsonSerializerOptions.Web));
    }

    [Fact]
    public void The_stored_body_is_camel_case_json_of_the_facts_own_fields() =>
        Assert.Equal(
            """{"organizationId":"01980000-0000-7000-8000-000000000001","version":3,"kind":"city","country":"FR","region":"europe"}""",
            OutboxRow.Create(new OrganizationAdmitted(Guid.Parse("01980000-0000-7000-8000-000000000001"), 3, "city", "FR", "europe"), "key").Body);

    [Theory]
    [InlineData("StrongCities.Contracts.Membership.NeverExisted")]
    [InlineData("System.String")]
    [InlineData("StrongCities.Outbox.OutboxRow")]
    public void Only_records_of_the_contracts_are_facts(string name) => Assert.Null(types.Find(name));

    [Fact]
    public void A_fact_needs_a_key() => Assert.Throws<ArgumentException>(() => OutboxRow.Create(new OrganizationAdmitted(Guid.Empty, 1, "", "", ""), ""));
}
