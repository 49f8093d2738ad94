using StrongCities.Gatherings;
using StrongCities.Gatherings.Texts;
using Shared = StrongCities.Contracts.Gatherings;

namespace StrongCities.Training.Cohorts;

/// <summary>One holding of a course, in one language, by named trainers: its sessions are what people have in their calendars.</summary>
internal sealed class Cohort : Gathering
{
    public const int TrainersCharactersMax = 1_000;

    public override string Kind => Shared.GatheringKinds.Cohort;

    public Guid CourseId { get; set; }

    /// <summary>BCP 47, of the site's languages or another.</summary>
    public string Language { get; set; } = "";

    /// <summary>Who teaches, as people read it; may be empty while it is not known.</summary>
    public Words Trainers { get; set; } = Words.None;

    protected override bool CalendarsFollowSessions => true;

    public override void TellOwn(Shared.Gathering told)
    {
        told.CourseId = CourseId.ToString();
        told.Language = Language;
        told.Trainers.AddRange(Trainers.ToWire());
    }

    protected override void TakeOwn(Shared.GatheringContent content) =>
        (CourseId, Language, Trainers) = (Guid.Parse(content.CourseId), content.Language, Words.Read(content.Trainers)!);
}
