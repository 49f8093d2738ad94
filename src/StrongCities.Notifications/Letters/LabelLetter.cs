using StrongCities.ServiceDefaults.Languages;

namespace StrongCities.Notifications.Letters;

/// <summary>Asks people again when what taking part involves has changed since they read it; the same for dialogues and trainings.</summary>
internal static class LabelLetter
{
    /// <param name="address">The page where the reader acknowledges it, or leaves.</param>
    public static Letter Changed(LetterFrame frame, string address, Words words) => frame.Letter(
        [
            words["What taking part involves has changed: who hosts or pays, who else is invited, pictures, or which data leave the network."],
            words["Please read it again and say whether you still take part. If you would rather leave, that is done on the same page, and it counts as no absence."],
        ],
        (words["Read what has changed"], address));
}
