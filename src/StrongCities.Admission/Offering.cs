namespace StrongCities.Admission;

/// <summary>A group of entries with a ceiling, a floor kept free for it, or both.</summary>
public sealed record OfferingGroup
{
    /// <summary>The offering it belongs to.</summary>
    public required Guid OfferingId { get; init; }

    /// <summary>Lower-case letters, digits, <c>-</c> and <c>:</c>, for example <c>role:elected</c>.</summary>
    public required string Name { get; init; }

    /// <summary>Most seats its entries may take together; none when null.</summary>
    public int? Ceiling { get; init; }

    /// <summary>Seats kept free for it until it has used them; 0 once released. Groups with a floor belong to one family, so that a seat uses up one floor at most.</summary>
    public int Floor { get; init; }

    /// <summary>The instant at which unused reserved seats open to everybody; never when null.</summary>
    public DateTimeOffset? ReleasesAt { get; init; }

    /// <summary>Seats its entries take now.</summary>
    public int Taken { get; init; }

    internal int KeptFree => Math.Max(0, Floor - Taken);
}

/// <summary>Something with a limited number of seats: a dialogue's session, a course's cohort.</summary>
public sealed record Offering
{
    /// <summary>Chosen by the caller, usually the id of the session or cohort.</summary>
    public required Guid Id { get; init; }

    /// <summary>Seats in total.</summary>
    public required int Capacity { get; init; }

    /// <summary>When it begins: offers have shorter deadlines in the five days before, cancelled seats are freed at once in the last 24 hours, and nothing is booked or offered after.</summary>
    public required DateTimeOffset StartsAt { get; init; }

    /// <summary>Before this instant nobody can book; at once when null.</summary>
    public DateTimeOffset? OpensAt { get; init; }

    /// <summary>From this instant nobody can book; freed seats are still offered to the waiting list. At the start when null.</summary>
    public DateTimeOffset? ClosesAt { get; init; }

    /// <summary>Most seats one entry may ask for.</summary>
    public required int SeatsPerEntryMax { get; init; }

    /// <summary>Seats offered, confirmed or held.</summary>
    public int Taken { get; init; }

    /// <summary>Unused seats reserved for groups: <c>Taken + KeptFree</c> never exceeds <see cref="Capacity"/>.</summary>
    public int KeptFree { get; init; }

    /// <summary>Entries on the waiting list.</summary>
    public int Waiting { get; init; }

    /// <summary>The sequence of the newest entry.</summary>
    public long LastSequence { get; init; }

    /// <summary>It will not take place: nothing is booked or offered any more.</summary>
    public bool CalledOff { get; init; }

    /// <summary>Rises with every change of its seats, its times or its list; facts carry it.</summary>
    public long Version { get; init; }

    /// <summary>Groups with a ceiling or a floor; not stored in the offering's row.</summary>
    public IReadOnlyList<OfferingGroup> Groups { get; init; } = [];

    /// <summary>Seats free to anybody without a reservation, before ceilings.</summary>
    public int Free => Capacity - Taken - KeptFree;

    /// <summary>
    /// Seats that an entry in <paramref name="groups"/> could take now: no ceiling of its groups broken,
    /// nothing taken of what is kept free for others. Never negative.
    /// </summary>
    public int RoomFor(IReadOnlyCollection<string> groups)
    {
        var room = Capacity - Taken;
        var underCeilings = int.MaxValue;
        foreach (var group in Groups)
        {
            if (!groups.Contains(group.Name))
            {
                room -= group.KeptFree;
            }
            else if (group.Ceiling is { } ceiling)
            {
                underCeilings = Math.Min(underCeilings, ceiling - group.Taken);
            }
        }

        return Math.Max(0, Math.Min(room, underCeilings));
    }

    /// <summary>The offering after an entry in <paramref name="groups"/> took <paramref name="seats"/> seats, or gave them back when negative.</summary>
    internal Offering Take(IReadOnlyCollection<string> groups, int seats) => seats == 0 ? this : (this with
    {
        Taken = Taken + seats,
        Groups = Groups.Count == 0 ? Groups : [.. Groups.Select(g => groups.Contains(g.Name) ? g with { Taken = g.Taken + seats } : g)],
    }).Counted();

    internal Offering Counted() => this with { KeptFree = Groups.Sum(g => g.KeptFree) };
}
