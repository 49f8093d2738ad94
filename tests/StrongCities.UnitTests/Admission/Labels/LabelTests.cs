using System.Reflection;
using StrongCities.Admission;
using StrongCities.Admission.Labels;

namespace StrongCities.UnitTests.Admission.Labels;

public sealed class LabelTests
{
    private static readonly Label Complete = new()
    {
        Hosts = In("The city of Oslo"),
        Pays = In("The city of Oslo"),
        Police = false,
        SecurityServices = false,
        Press = true,
        Photos = true,
        Recordings = false,
        DataLeave = true,
        Leaving = [new LeavingData(In("Names and functions"), In("The reception of the town hall"), 2, Names: true), new LeavingData(In("Meals"), In("The kitchen"), 2, Names: false)],
    };

    [Fact]
    public void A_blank_label_lacks_every_answer_and_a_complete_one_none()
    {
        Assert.Equal(
            ["hosts", "pays", "police", "security_services", "press", "photos", "recordings", "data_leave"],
            Label.Blank.Missing().Select(missing => missing.Field));
        Assert.Empty(Complete.Missing());
        Assert.Empty(Complete.Unsound());
    }

    [Fact]
    public void Data_that_leave_are_named_with_their_recipient_and_time()
    {
        Assert.Equal([("leaving", LabelRefusals.LeavingMissing)], (Complete with { Leaving = [] }).Missing());
        Assert.Equal([("data_leave", LabelRefusals.LeavingDenied)], (Complete with { DataLeave = false }).Missing());
        Assert.Equal(
            [("leaving.0.data", LabelRefusals.DataMissing), ("leaving.0.recipient", LabelRefusals.RecipientMissing), ("leaving.0.kept_days", LabelRefusals.KeptDaysOutOfRange)],
            (Complete with { Leaving = [new LeavingData(LabelText.None, LabelText.None, 0, Names: false)] }).Missing());
        Assert.Empty((Complete with { DataLeave = false, Leaving = [] }).Missing());
    }

    [Fact]
    public void What_is_stored_says_the_same_and_any_other_answer_does_not()
    {
        Assert.True(Label.FromJson(Complete.ToJson()).SaysTheSameAs(Complete));
        Assert.True(Label.FromJson(Label.Blank.ToJson()).SaysTheSameAs(Label.Blank));
        Assert.False(Complete.SaysTheSameAs(Complete with { Police = true }));
        Assert.False(Complete.SaysTheSameAs(Complete with { Police = null }));
        Assert.False(Complete.SaysTheSameAs(Complete with { Leaving = [Complete.Leaving[0]] }));
    }

    [Fact]
    public void Who_agreed_to_one_passing_on_agreed_to_these_words_alone()
    {
        var before = Complete.PassingsOn.Single();
        Assert.Equal(before.Id, Label.FromJson(Complete.ToJson()).PassingsOn.Single().Id);
        Assert.NotEqual(before.Id, (before with { KeptDays = 3 }).Id);
        Assert.NotEqual(before.Id, (before with { Recipient = In("The ministry") }).Id);
        Assert.Equal(LeavingData.LeavingIdCharacters, before.Id.Length);
    }

    [Fact]
    public void An_answer_has_500_characters_at_most_and_ten_kinds_of_data_can_be_named()
    {
        var tooMuch = Complete with { Pays = In(new string('a', 501)), Leaving = [.. Enumerable.Repeat(Complete.Leaving[0], 11)] };
        Assert.Equal([("pays", LabelRefusals.TextTooLong), ("leaving", LabelRefusals.TooManyLeaving)], tooMuch.Unsound());
    }

    [Fact]
    public void Every_refusal_is_in_the_list_whose_words_are_checked()
    {
        var declared = typeof(LabelRefusals).GetFields(BindingFlags.Public | BindingFlags.Static).Select(field => (AdmissionRefusal)field.GetValue(null)!);
        Assert.Equal(declared, LabelRefusals.All);
    }

    private static LabelText In(string english) => new(new Dictionary<string, string> { ["en"] = english });
}
