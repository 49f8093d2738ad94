using System.Reflection;
using StrongCities.Admission;

namespace StrongCities.UnitTests.Admission;

public sealed class AdmissionRefusalsTests
{
    [Fact]
    public void Every_refusal_is_in_the_list_that_kept_answers_are_read_by()
    {
        var declared = typeof(AdmissionRefusals).GetFields(BindingFlags.Public | BindingFlags.Static).Select(f => (AdmissionRefusal)f.GetValue(null)!).ToList();
        Assert.Equal(declared, AdmissionRefusals.All);
        Assert.Equal(declared.Count, declared.Select(r => r.Reason).Distinct().Count());
        Assert.All(declared, r => Assert.Matches("^[a-z]+(-[a-z]+)*$", r.Reason));
    }
}
