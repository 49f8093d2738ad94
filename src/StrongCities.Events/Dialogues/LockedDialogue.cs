using Microsoft.EntityFrameworkCore;
using StrongCities.Admission;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Events.Dialogues;

/// <summary>Reads for changing: one change of a dialogue at a time.</summary>
internal static class LockedDialogue
{
    public static async Task<Dialogue> LockDialogueAsync(this EventsDb db, Guid id, CancellationToken stop)
    {
        var dialogue = await db.Dialogues.FromSql($"SELECT * FROM dialogues WHERE id = {id} FOR UPDATE").SingleOrDefaultAsync(stop)
            ?? throw new RefusedException(DialogueRefusals.Unknown);
        await db.Entry(dialogue).Collection(x => x.Sessions).LoadAsync(stop);
        dialogue.Sessions.Sort((left, right) => left.Place.CompareTo(right.Place));
        return dialogue;
    }

    public static Task<Offering> OfferingAsync(this EventsDb db, Guid id, CancellationToken stop) =>
        db.Offerings().SingleAsync(offering => offering.Id == id, stop);
}
