using StrongCities.Admission;
using StrongCities.Contracts.Events;
using StrongCities.Outbox;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Events.Dialogues;

/// <summary>Calls a dialogue off: every entry ends through the ledger, and everybody is told.</summary>
internal sealed class CancelDialogue(EventsDb db, Ledger ledger)
{
    public async Task RunAsync(Guid staffId, Guid dialogueId, IEnumerable<Wire.LocalText> why, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var dialogue = await db.LockDialogueAsync(dialogueId, stop);
        if (dialogue.Cancel(Words.Read(why) ?? Words.None, await db.NowAsync(stop)) is { } refusal)
        {
            throw new RefusedException(refusal);
        }

        // Before the dialogue's own commit: once the fact is out no entry is left that could still be offered a seat. Asked twice, the ledger answers like once.
        var answer = await ledger.SubmitAsync(new CallOff(dialogue.Id, staffId, Guid.NewGuid().ToString("N")), stop);
        if (answer.Refusal is { } refused)
        {
            throw new RefusedException(DialogueRefusals.Of(refused));
        }

        if (dialogue.PublishedAt is not null)
        {
            db.AddFact(new DialogueCancelled(dialogue.Id, dialogue.Version), dialogue.Id.ToString());
        }

        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }
}
