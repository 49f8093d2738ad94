using StrongCities.Admission.Labels;
using StrongCities.Contracts.Events;
using StrongCities.Events.Labels;
using StrongCities.Outbox;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Events.Dialogues;

/// <summary>Lets everybody see and join a draft whose label is complete.</summary>
internal sealed class PublishDialogue(EventsDb db)
{
    public async Task RunAsync(Guid dialogueId, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var dialogue = await db.LockDialogueAsync(dialogueId, stop);
        var label = (await db.LabelAsync(dialogueId, stop))?.Content ?? Label.Blank;
        var refusal = dialogue.Publish(await db.NowAsync(stop)) ?? LabelInWords.Of(LabelRefusals.Incomplete, label.Missing());
        if (refusal is not null)
        {
            throw new RefusedException(refusal);
        }

        db.AddFact(new DialoguePublished(dialogue.Id, dialogue.Version), dialogue.Id.ToString());
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }
}
