using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace StrongCities.Admission.Labels;

/// <summary>
/// What everybody may know before asking for seats: who hosts and pays, who else is invited, whether pictures are made, and what leaves the network.
/// A yes-or-no question is null until somebody has answered it: silence is not a no.
/// </summary>
public sealed record Label
{
    /// <summary>The longest answer, in characters.</summary>
    public const int TextCharactersMax = 500;

    /// <summary>The most entries of <see cref="Leaving"/>.</summary>
    public const int LeavingMax = 10;

    /// <summary>Nothing answered.</summary>
    public static readonly Label Blank = new();

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web);

    /// <summary>Who hosts.</summary>
    public LabelText Hosts { get; init; } = LabelText.None;

    /// <summary>Who pays.</summary>
    public LabelText Pays { get; init; } = LabelText.None;

    /// <summary>Whether police are invited.</summary>
    public bool? Police { get; init; }

    /// <summary>Whether security services are invited.</summary>
    public bool? SecurityServices { get; init; }

    /// <summary>Whether press is invited.</summary>
    public bool? Press { get; init; }

    /// <summary>Whether photographs are taken.</summary>
    public bool? Photos { get; init; }

    /// <summary>Whether sound or pictures are recorded.</summary>
    public bool? Recordings { get; init; }

    /// <summary>Whether data leave the network at all.</summary>
    public bool? DataLeave { get; init; }

    /// <summary>Which data leave, to whom, for how long.</summary>
    public IReadOnlyList<LeavingData> Leaving { get; init; } = [];

    /// <summary>The passings-on of names, which each person may refuse.</summary>
    public IEnumerable<LeavingData> PassingsOn => Leaving.Where(leaving => leaving.Names);

    /// <summary>What cannot be kept, by field: too long, too many.</summary>
    public IEnumerable<(string Field, AdmissionRefusal Refusal)> Unsound()
    {
        foreach (var (field, text) in Texts().Where(entry => entry.Text.LongestCharacters > TextCharactersMax))
        {
            yield return (field, LabelRefusals.TextTooLong);
        }

        if (Leaving.Count > LeavingMax)
        {
            yield return ("leaving", LabelRefusals.TooManyLeaving);
        }
    }

    /// <summary>What keeps it from being shown to anybody, by field, in the order of the questions; none when it is complete.</summary>
    public IEnumerable<(string Field, AdmissionRefusal Refusal)> Missing()
    {
        if (Hosts.IsEmpty)
        {
            yield return ("hosts", LabelRefusals.HostsMissing);
        }

        if (Pays.IsEmpty)
        {
            yield return ("pays", LabelRefusals.PaysMissing);
        }

        foreach (var (field, _) in Questions().Where(question => question.Answer is null))
        {
            yield return (field, LabelRefusals.Unanswered);
        }

        if (DataLeave == true && Leaving.Count == 0)
        {
            yield return ("leaving", LabelRefusals.LeavingMissing);
        }

        if (DataLeave == false && Leaving.Count > 0)
        {
            yield return ("data_leave", LabelRefusals.LeavingDenied);
        }

        foreach (var (leaving, place) in Leaving.Select((leaving, place) => (leaving, place)))
        {
            if (leaving.Data.IsEmpty)
            {
                yield return ($"leaving.{place}.data", LabelRefusals.DataMissing);
            }

            if (leaving.Recipient.IsEmpty)
            {
                yield return ($"leaving.{place}.recipient", LabelRefusals.RecipientMissing);
            }

            if (leaving.KeptDays is < 1 or > LeavingData.KeptDaysMax)
            {
                yield return ($"leaving.{place}.kept_days", LabelRefusals.KeptDaysOutOfRange);
            }
        }
    }

    /// <summary>Whether <paramref name="other"/> says the same, in every language.</summary>
    public bool SaysTheSameAs(Label other) => ToJson() == other.ToJson();

    /// <summary>As it is stored.</summary>
    public string ToJson() => JsonSerializer.Serialize(new Stored(Hosts.ByLanguage, Pays.ByLanguage, Police, SecurityServices, Press, Photos, Recordings, DataLeave,
        [.. Leaving.Select(leaving => new StoredLeaving(leaving.Data.ByLanguage, leaving.Recipient.ByLanguage, leaving.KeptDays, leaving.Names))]), Json);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static Label FromJson(string json)
    {
        var stored = JsonSerializer.Deserialize<Stored>(json, Json)!;
        return new Label
        {
            Hosts = new(stored.Hosts),
            Pays = new(stored.Pays),
            Police = stored.Police,
            SecurityServices = stored.SecurityServices,
            Press = stored.Press,
            Photos = stored.Photos,
            Recordings = stored.Recordings,
            DataLeave = stored.DataLeave,
            Leaving = [.. stored.Leaving.Select(leaving => new LeavingData(new(leaving.Data), new(leaving.Recipient), leaving.KeptDays, leaving.Names))],
        };
    }

    private IEnumerable<(string Field, LabelText Text)> Texts() =>
    [
        ("hosts", Hosts), ("pays", Pays),
        .. Leaving.SelectMany((leaving, place) => new[] { ($"leaving.{place}.data", leaving.Data), ($"leaving.{place}.recipient", leaving.Recipient) }),
    ];

    private IEnumerable<(string Field, bool? Answer)> Questions() =>
    [
        ("police", Police), ("security_services", SecurityServices), ("press", Press), ("photos", Photos), ("recordings", Recordings), ("data_leave", DataLeave),
    ];

    private sealed record Stored(
        IReadOnlyDictionary<string, string> Hosts, IReadOnlyDictionary<string, string> Pays, bool? Police, bool? SecurityServices, bool? Press, bool? Photos,
        bool? Recordings, bool? DataLeave, IReadOnlyList<StoredLeaving> Leaving);

    private sealed record StoredLeaving(IReadOnlyDictionary<string, string> Data, IReadOnlyDictionary<string, string> Recipient, int KeptDays, bool Names);
}

/// <summary>Data that leave the network, to whom, and how long they are kept there.</summary>
/// <param name="Names">Whether names are among them: then each person is asked, and refusing costs nothing.</param>
public sealed record LeavingData(LabelText Data, LabelText Recipient, int KeptDays, bool Names)
{
    /// <summary>The longest time that can be stated: ten years.</summary>
    public const int KeptDaysMax = 3_650;

    /// <summary>Made of what it says: whoever agreed, agreed to these words, and other words are another question.</summary>
    public string Id => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(
        JsonSerializer.Serialize(new object[] { Data.ByLanguage, Recipient.ByLanguage, KeptDays, Names }))))[..LeavingIdCharacters];

    internal const int LeavingIdCharacters = 20;
}

/// <summary>One answer in the languages it was given in (BCP 47).</summary>
public sealed class LabelText(IReadOnlyDictionary<string, string> byLanguage)
{
    /// <summary>No answer.</summary>
    public static readonly LabelText None = new(new Dictionary<string, string>());

    private readonly SortedDictionary<string, string> _byLanguage = new(byLanguage.Where(entry => entry.Value.Length > 0).ToDictionary(), StringComparer.Ordinal);

    /// <summary>Language to text, in one order, so that the same texts are always written the same.</summary>
    public IReadOnlyDictionary<string, string> ByLanguage => _byLanguage;

    /// <summary>Whether it is given in no language.</summary>
    public bool IsEmpty => _byLanguage.Count == 0;

    /// <summary>Length of its longest language.</summary>
    public int LongestCharacters => IsEmpty ? 0 : _byLanguage.Values.Max(text => text.Length);
}
