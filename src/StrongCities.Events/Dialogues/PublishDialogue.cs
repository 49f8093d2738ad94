using StrongCities.Contracts.Events;
using StrongCities.Outbox;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Events.Dialogues;

/// <summary>Lets everybody see and join a draft.</summary>
internal sealed class PublishDialogue(EventsDb db)
{
    public async Task RunAsync(Guid dialogueId, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var dialogue = await db.LockDialogueAsync(dialogueId, stop);
        if (dialogue.Publish(await db.NowAsync(stop)) is { } refusal)
        {
            throw new RefusedException(refusal);
        }

        db.AddFact(new DialoguePublished(dialogue.Id, dialogue.Version), dialogue.Id.ToString());
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }
}
