using StrongCities.Gatherings.Moves;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings;

internal enum GatheringState : short
{
    Draft = 1,
    Published = 2,
    Cancelled = 3,
}

/// <summary>A convening of cities and organizations. Its seats are an offering of the ledger with the same id.</summary>
internal class Gathering
{
    public required Guid Id { get; init; }

    /// <summary>One of <see cref="Wire.GatheringKinds"/>.</summary>
    public virtual string Kind => Wire.GatheringKinds.Dialogue;

    public GatheringState State { get; set; }
    public long Version { get; set; }
    public string Series { get; set; } = "";
    public Words Title { get; set; } = Words.None;
    public Words Summary { get; set; } = Words.None;

    // The wall time is what was promised; the instants follow from it and from the zone's rules of the day.
    public DateTime StartsLocal { get; set; }
    public DateTime EndsLocal { get; set; }
    public string TimeZone { get; set; } = "";
    public DateTimeOffset StartsAt { get; set; }
    public DateTimeOffset EndsAt { get; set; }

    public string HostCity { get; set; } = "";
    public string Venue { get; set; } = "";
    public string Format { get; set; } = "";
    public Words CancelledWords { get; set; } = Words.None;

    /// <summary>Null for a draft: strangers never hear of it.</summary>
    public DateTimeOffset? PublishedAt { get; set; }
    public List<Session> Sessions { get; set; } = [];

    public bool IsOver(DateTimeOffset now) => State == GatheringState.Published && EndsAt <= now;

    public bool IsOpen(DateTimeOffset now) => State == GatheringState.Published && now < StartsAt;

    /// <summary>Whether it would be open if it were published now.</summary>
    public bool WillOpen(DateTimeOffset now) => State == GatheringState.Draft && now < StartsAt;

    public Refusal? Publish(DateTimeOffset now)
    {
        if (State != GatheringState.Draft)
        {
            return GatheringRefusals.NotDraft;
        }

        if (StartsAt <= now)
        {
            return GatheringRefusals.StartsInThePast;
        }

        (State, PublishedAt, Version) = (GatheringState.Published, now, Version + 1);
        return null;
    }

    public Refusal? Cancel(Words why, DateTimeOffset now)
    {
        if (State == GatheringState.Draft)
        {
            return GatheringRefusals.NotPublished;
        }

        if (State == GatheringState.Cancelled || IsOver(now))
        {
            return GatheringRefusals.Over;
        }

        if (why.IsEmpty)
        {
            return GatheringRefusals.WordsMissing;
        }

        if (why.LongestCharacters > ProposedGathering.SummaryCharactersMax)
        {
            return GatheringRefusals.SummaryTooLong;
        }

        (State, CancelledWords, Version) = (GatheringState.Cancelled, why, Version + 1);
        return null;
    }

    /// <summary>When and where people are to come, as it is now.</summary>
    public Schedule Schedule() => new(
        StartsAt, EndsAt, TimeZone, HostCity, Venue, Format,
        CalendarsFollowSessions ? [.. Sittings().Select(sitting => new Sitting(sitting.Session, sitting.StartsAt, sitting.EndsAt))] : []);

    /// <summary>Takes over what staff wrote; true when somebody's calendar must follow.</summary>
    public bool Take(ProposedGathering proposed)
    {
        var moved = (StartsAt, EndsAt, TimeZone, HostCity, Venue, Format)
            != (proposed.Starts.Instant, proposed.Ends.Instant, proposed.TimeZone, proposed.HostCity, proposed.Venue, proposed.Format);
        var sittings = Sittings();
        (Title, Summary, Series) = (proposed.Title, proposed.Summary, proposed.Series);
        (StartsLocal, StartsAt) = (proposed.Starts.Local, proposed.Starts.Instant);
        (EndsLocal, EndsAt) = (proposed.Ends.Local, proposed.Ends.Instant);
        (TimeZone, HostCity, Venue, Format) = (proposed.TimeZone, proposed.HostCity, proposed.Venue, proposed.Format);

        var kept = Sessions.ToDictionary(session => session.Id);
        Sessions.Clear();
        foreach (var (session, place) in proposed.Sessions.Select((session, place) => (session, place)))
        {
            var row = session.Id is { } id && kept.TryGetValue(id, out var known) ? known : new Session { Id = Guid.NewGuid() };
            (row.Place, row.Title, row.Track, row.CalledOff) = (place, session.Title, session.Track, false);
            (row.StartsLocal, row.StartsAt) = (session.Starts.Local, session.Starts.Instant);
            (row.EndsLocal, row.EndsAt) = (session.Ends.Local, session.Ends.Instant);
            Sessions.Add(row);
        }

        // What people know of is called off, not forgotten: their calendars are told, and the page says so.
        foreach (var dropped in State == GatheringState.Draft ? [] : kept.Values.Except(Sessions).ToList())
        {
            (dropped.CalledOff, dropped.Place) = (true, Sessions.Count);
            Sessions.Add(dropped);
        }

        TakeOwn(proposed.Content);
        moved |= CalendarsFollowSessions && !sittings.SetEquals(Sittings());
        return moved;
    }

    /// <summary>Works the instants out anew from the wall times; true when the zone's rules have moved any. A time that the new rules skip keeps its instant.</summary>
    public bool FollowZoneRules()
    {
        var zone = WallTime.Zone(TimeZone);
        if (zone is null)
        {
            return false;
        }

        var before = Instants();
        StartsAt = WallTime.In(zone, StartsLocal)?.Instant ?? StartsAt;
        EndsAt = WallTime.In(zone, EndsLocal)?.Instant ?? EndsAt;
        foreach (var session in Sessions)
        {
            session.StartsAt = WallTime.In(zone, session.StartsLocal)?.Instant ?? session.StartsAt;
            session.EndsAt = WallTime.In(zone, session.EndsLocal)?.Instant ?? session.EndsAt;
        }

        return !before.SequenceEqual(Instants());
    }

    /// <summary>Whether people have its sessions in their calendars, rather than the whole.</summary>
    protected virtual bool CalendarsFollowSessions => false;

    /// <summary>Takes over the part that only this kind of gathering has.</summary>
    protected virtual void TakeOwn(Wire.GatheringContent content)
    {
    }

    /// <summary>Tells the part that only this kind of gathering has.</summary>
    public virtual void TellOwn(Wire.Gathering told)
    {
    }

    private HashSet<(Guid Session, DateTimeOffset StartsAt, DateTimeOffset EndsAt)> Sittings() =>
        [.. Sessions.Where(session => !session.CalledOff).Select(session => (session.Id, session.StartsAt, session.EndsAt))];

    private DateTimeOffset[] Instants() => [StartsAt, EndsAt, .. Sessions.SelectMany(session => new[] { session.StartsAt, session.EndsAt })];
}

/// <summary>One sitting of a gathering; sessions of different tracks may overlap.</summary>
internal sealed class Session
{
    public required Guid Id { get; init; }
    public Guid GatheringId { get; init; }
    public int Place { get; set; }
    public Words Title { get; set; } = Words.None;
    public string Track { get; set; } = "";
    public DateTime StartsLocal { get; set; }
    public DateTime EndsLocal { get; set; }
    public DateTimeOffset StartsAt { get; set; }
    public DateTimeOffset EndsAt { get; set; }

    /// <summary>It was published and does not take place; the others do.</summary>
    public bool CalledOff { get; set; }
}
