using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using StrongCities.Admission;
using StrongCities.Admission.Labels;
using StrongCities.Gatherings;
using StrongCities.ServiceDefaults.Refusals;
using WireLabels = StrongCities.Contracts.Labels;

namespace StrongCities.Gatherings.Labels;

/// <summary>A gathering's label as it is sent and as it is kept, and what about it can be refused.</summary>
internal static class LabelInWords
{
    /// <summary>What staff sent; the refusal when a text's language is none.</summary>
    public static (Label? Label, Refusal? Refusal) Read(WireLabels.Label sent)
    {
        var sound = true;
        var label = new Label
        {
            Hosts = Text(sent.Hosts),
            Pays = Text(sent.Pays),
            Police = sent.HasPolice ? sent.Police : null,
            SecurityServices = sent.HasSecurityServices ? sent.SecurityServices : null,
            Press = sent.HasPress ? sent.Press : null,
            Photos = sent.HasPhotos ? sent.Photos : null,
            Recordings = sent.HasRecordings ? sent.Recordings : null,
            DataLeave = sent.HasDataLeave ? sent.DataLeave : null,
            // One more than may be, so that too many are noticed without reading all of them.
            Leaving = [.. sent.Leaving.Take(Label.LeavingMax + 1).Select(leaving => new LeavingData(Text(leaving.Data), Text(leaving.Recipient), leaving.KeptDays, leaving.Names))],
        };
        return sound ? (label, null) : (null, GatheringRefusals.LanguageUnknown);

        LabelText Text(IEnumerable<Wire.LocalText> texts)
        {
            var words = Words.Read(texts);
            sound &= words is not null;
            return new LabelText(words?.ByLanguage ?? new Dictionary<string, string>());
        }
    }

    public static WireLabels.Label ToWire(this LabelVersion kept)
    {
        var label = kept.Content;
        var told = new WireLabels.Label { Version = kept.Version, Since = kept.Since.ToTimestamp(), Hosts = { Texts(label.Hosts) }, Pays = { Texts(label.Pays) } };
        Tell(label.Police, answer => told.Police = answer);
        Tell(label.SecurityServices, answer => told.SecurityServices = answer);
        Tell(label.Press, answer => told.Press = answer);
        Tell(label.Photos, answer => told.Photos = answer);
        Tell(label.Recordings, answer => told.Recordings = answer);
        Tell(label.DataLeave, answer => told.DataLeave = answer);
        told.Leaving.AddRange(label.Leaving.Select(leaving => new WireLabels.LeavingData
        {
            LeavingId = leaving.Id,
            Data = { Texts(leaving.Data) },
            Recipient = { Texts(leaving.Recipient) },
            KeptDays = leaving.KeptDays,
            Names = leaving.Names,
        }));
        return told;

        static void Tell(bool? answer, Action<bool> tell)
        {
            if (answer is { } given)
            {
                tell(given);
            }
        }
    }

    public static WireLabels.Acknowledgement ToWire(this Acknowledged acknowledged) => new()
    {
        Version = acknowledged.Version,
        At = acknowledged.At?.ToTimestamp(),
        AgreedLeavingIds = { acknowledged.AgreedTo },
        Open = acknowledged.Open,
    };

    /// <summary>What the library refused, under the same reason.</summary>
    public static Refusal Of(AdmissionRefusal refusal)
    {
        var status = refusal.Kind == RefusalKind.Invalid ? StatusCode.InvalidArgument : StatusCode.FailedPrecondition;
        return refusal.Number is { } version
            ? new Refusal(status, refusal.Reason, refusal.Message, ("version", version.ToString(CultureInfo.InvariantCulture)))
            : new Refusal(status, refusal.Reason, refusal.Message);
    }

    /// <summary>One refusal that names every field with its own reason, or null when there is none.</summary>
    public static Refusal? Of(AdmissionRefusal whole, IEnumerable<(string Field, AdmissionRefusal Refusal)> problems)
    {
        (string, string)[] fields = [.. problems.DistinctBy(problem => problem.Field).Select(problem => (problem.Field, problem.Refusal.Reason))];
        return fields.Length == 0 ? null : Of(whole) with { Facts = fields };
    }

    private static IEnumerable<Wire.LocalText> Texts(LabelText text) =>
        text.ByLanguage.Select(entry => new Wire.LocalText { Language = entry.Key, Text = entry.Value, Origin = "human" });
}
