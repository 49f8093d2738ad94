using StrongCities.Admission.Labels;
using StrongCities.Contracts.Events;
using StrongCities.Events.Dialogues;
using StrongCities.Outbox;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Events.Labels;

/// <summary>Answers what taking part in a dialogue involves. Once published it is complete at every moment, and another answer is a new version that people are asked about.</summary>
internal sealed class EditLabel(EventsDb db)
{
    public async Task RunAsync(Guid dialogueId, long version, Contracts.Labels.Label sent, CancellationToken stop)
    {
        var (label, unreadable) = LabelInWords.Read(sent);
        if (unreadable is not null)
        {
            throw new RefusedException(unreadable);
        }

        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        var dialogue = await db.LockDialogueAsync(dialogueId, stop);
        if (dialogue.State == DialogueState.Cancelled || dialogue.IsOver(await db.NowAsync(stop)))
        {
            throw new RefusedException(DialogueRefusals.Over);
        }

        if (dialogue.Version != version)
        {
            throw new RefusedException(DialogueRefusals.ChangedMeanwhile);
        }

        var published = dialogue.State == DialogueState.Published;
        var refusal = LabelInWords.Of(LabelRefusals.TextTooLong, label!.Unsound()) ?? (published ? LabelInWords.Of(LabelRefusals.Incomplete, label.Missing()) : null);
        if (refusal is not null)
        {
            throw new RefusedException(refusal);
        }

        var askAgain = await db.KeepLabelAsync(dialogue.Id, label, published, stop);
        dialogue.Version++;
        if (askAgain)
        {
            var kept = await db.LabelAsync(dialogue.Id, stop);
            db.AddFact(new DialogueLabelChanged(dialogue.Id, kept!.Version, dialogue.Version), dialogue.Id.ToString());
        }

        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
    }
}
