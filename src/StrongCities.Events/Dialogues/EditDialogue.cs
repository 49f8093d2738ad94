using StrongCities.Admission;
using StrongCities.Contracts.Events;
using StrongCities.Outbox;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Events.Dialogues;

/// <summary>Changes a draft or a published dialogue; when its time or place moved, everybody who has to do with it is told.</summary>
internal sealed class EditDialogue(EventsDb db, Ledger ledger)
{
    public async Task RunAsync(Guid staffId, Guid dialogueId, long version, Wire.DialogueContent content, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var dialogue = await db.LockDialogueAsync(dialogueId, stop);
        var now = await db.NowAsync(stop);
        if (dialogue.State == DialogueState.Cancelled || dialogue.IsOver(now))
        {
            throw new RefusedException(DialogueRefusals.Over);
        }

        if (dialogue.Version != version)
        {
            throw new RefusedException(DialogueRefusals.ChangedMeanwhile);
        }

        // A dialogue that has begun keeps its start; what is still to come of it can be changed.
        var begun = dialogue.State == DialogueState.Published && dialogue.StartsAt <= now && WallTime.Read(content.Starts) == dialogue.StartsLocal;
        var (proposed, refusal) = ProposedDialogue.Read(content, begun ? dialogue.StartsAt.AddTicks(-1) : now);
        if (proposed is null)
        {
            throw new RefusedException(refusal!);
        }

        await ChangeSeatsAsync(staffId, dialogue, proposed, stop);
        var moved = dialogue.Take(proposed);
        dialogue.Version++;
        if (moved && dialogue.State == DialogueState.Published)
        {
            db.AddFact(new DialogueMoved(dialogue.Id, dialogue.Version), dialogue.Id.ToString());
        }

        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }

    // The ledger commits by itself, and first: it may refuse. Whoever is interrupted in between finds the former version and edits again.
    private async Task ChangeSeatsAsync(Guid staffId, Dialogue dialogue, ProposedDialogue proposed, CancellationToken stop)
    {
        var offering = await db.OfferingAsync(dialogue.Id, stop);
        if (offering.Capacity != proposed.Capacity)
        {
            Refuse(await ledger.SubmitAsync(new ChangeCapacity(dialogue.Id, staffId, Key(), proposed.Capacity), stop));
        }

        if (offering.StartsAt != proposed.Starts.Instant)
        {
            Refuse(await ledger.SubmitAsync(new Reschedule(dialogue.Id, staffId, Key(), proposed.Starts.Instant, null, null), stop));
        }

        if (offering.SeatsPerEntryMax != proposed.SeatsPerOrganization)
        {
            await db.ChangeSeatsPerEntryAsync(dialogue.Id, proposed.SeatsPerOrganization, stop);
        }

        // Each press of the button is a wish of its own: a refusal of before must not be given again once seats are free.
        static string Key() => Guid.NewGuid().ToString("N");

        static void Refuse(Answer answer)
        {
            if (answer.Refusal is { } refusal)
            {
                throw new RefusedException(DialogueRefusals.Of(refusal));
            }
        }
    }
}
