using System.Globalization;
using StrongCities.Contracts.Labels;
using StrongCities.ServiceDefaults.Languages;
using StrongCities.Web.Forms;

namespace StrongCities.Web.Labels;

/// <summary>Reads what LabelFields and LabelQuestions sent. What is missing or wrong is for the service to say.</summary>
public static class LabelForm
{
    /// <summary>As many kinds of data as a label takes.</summary>
    public const int LeavingMax = 10;

    /// <summary>The box that says "I have read it". Its name changes with the version: a tick never moves on to words that were not read.</summary>
    public static string ReadField(Label label) => $"label_read_{label.Version.ToString(CultureInfo.InvariantCulture)}";

    /// <summary>The version that the reader says to have read; 0 when the box is not ticked.</summary>
    public static int VersionRead(this Submitted form) =>
        form.Number("label_version") is { } version and > 0 and <= int.MaxValue && form.Checked($"label_read_{version.ToString(CultureInfo.InvariantCulture)}") ? (int)version : 0;

    /// <summary>The passings-on of the own name that the reader agrees to.</summary>
    public static IReadOnlyList<string> Agreed(this Submitted form) => form.All("agree");

    public static string VersionWords(Label label, Words words) => words["Version {version}, of {date}.", ("version", label.Version),
        ("date", TimeWords.Date(words.Language, DateOnly.FromDateTime((label.Since?.ToDateTimeOffset() ?? default).UtcDateTime), weekday: false))];

    /// <summary>The label that was sent, and for each kind of data the number of its place in the form: empty places are left out.</summary>
    public static (Label Label, IReadOnlyList<int> Places) ReadLabel(this Submitted form, Label before)
    {
        var label = new Label { Hosts = { EditedTexts.Of(before.Hosts, form, "hosts", "hosts_fr") }, Pays = { EditedTexts.Of(before.Pays, form, "pays", "pays_fr") } };
        Take("police", answer => label.Police = answer);
        Take("security_services", answer => label.SecurityServices = answer);
        Take("press", answer => label.Press = answer);
        Take("photos", answer => label.Photos = answer);
        Take("recordings", answer => label.Recordings = answer);
        Take("data_leave", answer => label.DataLeave = answer);
        var places = new List<int>();
        for (var place = 0; place < LeavingMax; place++)
        {
            var field = $"leaving.{place}.";
            if (new[] { "data", "data_fr", "recipient", "recipient_fr", "kept_days" }.All(part => form.Text(field + part).Length == 0))
            {
                continue;
            }

            var known = place < before.Leaving.Count ? before.Leaving[place] : new LeavingData();
            label.Leaving.Add(new LeavingData
            {
                Data = { EditedTexts.Of(known.Data, form, field + "data", field + "data_fr") },
                Recipient = { EditedTexts.Of(known.Recipient, form, field + "recipient", field + "recipient_fr") },
                KeptDays = form.Number(field + "kept_days") is { } days and > 0 and <= int.MaxValue ? (int)days : 0,
                Names = form.Checked(field + "names"),
            });
            places.Add(place);
        }

        return (label, places);

        void Take(string field, Action<bool> take)
        {
            if (form.Text(field) is "yes" or "no")
            {
                take(form.Text(field) == "yes");
            }
        }
    }

    /// <summary>Moves messages about the nth row of <paramref name="rows"/> (leaving, sessions) to the place where it was typed.</summary>
    public static void MoveToPlaces(this FieldErrors errors, string rows, IReadOnlyList<int> places)
    {
        var all = errors.ToList();
        errors.Clear();
        foreach (var (field, message) in all)
        {
            errors.Add(field.Split('.') is [var of, var number, var part] && of == rows && int.TryParse(number, CultureInfo.InvariantCulture, out var index) && index < places.Count
                ? $"{rows}.{places[index]}.{part}"
                : field, message);
        }
    }
}
