using StrongCities.Admission;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Events.Dialogues;

/// <summary>Opens a draft, with the seats it will have.</summary>
internal sealed class DraftDialogue(EventsDb db)
{
    public async Task<Guid> RunAsync(Wire.DialogueContent content, CancellationToken stop)
    {
        var (proposed, refusal) = ProposedDialogue.Read(content, await db.NowAsync(stop));
        if (proposed is null)
        {
            throw new RefusedException(refusal!);
        }

        var dialogue = db.AddDraft(proposed);
        await db.SaveChangesAsync(stop);
        return dialogue.Id;
    }
}

/// <summary>A dialogue never is without its offering: both are added together.</summary>
internal static class Drafts
{
    public static Dialogue AddDraft(this EventsDb db, ProposedDialogue proposed)
    {
        // Random: strangers see this id, and a time-ordered one would say when the draft was opened.
        var dialogue = new Dialogue { Id = Guid.NewGuid(), State = DialogueState.Draft, Version = 1 };
        dialogue.Take(proposed);
        db.Add(dialogue);
        db.AddOffering(new Offering
        {
            Id = dialogue.Id,
            Capacity = proposed.Capacity,
            SeatsPerEntryMax = proposed.SeatsPerOrganization,
            StartsAt = proposed.Starts.Instant,
        });
        return dialogue;
    }
}
