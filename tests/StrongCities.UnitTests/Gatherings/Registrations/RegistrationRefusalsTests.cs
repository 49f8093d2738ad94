using StrongCities.Admission;
using StrongCities.Gatherings.Offers;
using StrongCities.Gatherings.Registrations;

namespace StrongCities.UnitTests.Gatherings.Registrations;

public class RegistrationRefusalsTests
{
    // What contracts promise; a reason of the ledger that found no words here would reach people untranslated.
    private static readonly string[] Promised =
    [
        "gathering-unknown", "gathering-not-open", "organization-unknown", "organization-not-member", "seats-out-of-range", "delegation-exceeds-limit", "already-registered",
        "key-missing", "key-reused", "busy", "not-confirmed", "registration-unknown", "registration-not-active", "too-many-people", "person-not-of-organization",
        "person-already-seated", "undo-too-late", "minimum-not-lower", "offer-unknown", "offer-expired", "offer-declined", "offer-accepted", "capacity-below-taken",
    ];

    public static TheoryData<string> Reasons => [.. AdmissionRefusals.All.Select(refusal => refusal.Reason)];

    [Theory]
    [MemberData(nameof(Reasons))]
    public void Every_refusal_of_the_ledger_has_a_reason_that_the_contract_names(string reason)
    {
        var answer = new Answer { Outcome = Outcome.Refused, Refusal = AdmissionRefusals.All.Single(refusal => refusal.Reason == reason), Reference = "K7QF-2M9TX" };

        Assert.Contains(OfferRefusals.Of(answer).Reason, Promised);
        if (!reason.StartsWith("offer-", StringComparison.Ordinal))
        {
            Assert.Contains(RegistrationRefusals.Of(answer).Reason, Promised);
        }
    }

    [Fact]
    public void A_limit_and_a_reference_travel_as_facts()
    {
        var large = new Answer { Outcome = Outcome.Refused, Refusal = AdmissionRefusals.EntryExceedsLimit with { Number = 3 } };
        Assert.Equal([("limit", "3")], RegistrationRefusals.Of(large).Facts);

        var again = new Answer { Outcome = Outcome.Refused, Refusal = AdmissionRefusals.AlreadyRegistered, Reference = "K7QF-2M9TX" };
        Assert.Equal([("reference", "K7QF-2M9TX")], RegistrationRefusals.Of(again).Facts);
    }
}
