using Microsoft.EntityFrameworkCore;
using StrongCities.Admission;
using StrongCities.Gatherings.Moves;
using StrongCities.ServiceDefaults.Refusals;

namespace StrongCities.Gatherings.Registrations;

/// <summary>An organization says that it still comes after its gathering has moved. No seat moves by it, and none by silence.</summary>
internal sealed class ConfirmStillComing(GatheringsDb db)
{
    public async Task<Guid> RunAsync(Guid personId, string registrationId, int move, CancellationToken stop)
    {
        var entry = await db.OwnRegistrationAsync(personId, registrationId, stop);
        var gathering = await db.Gatherings.AsNoTracking().SingleAsync(gathering => gathering.Id == entry.OfferingId, stop);
        if (gathering.State == GatheringState.Cancelled || gathering.IsOver(await db.NowAsync(stop)))
        {
            throw new RefusedException(GatheringRefusals.Over);
        }

        if (entry.State is EntryState.Held or EntryState.Cancelled or EntryState.Refused)
        {
            throw new RefusedException(RegistrationRefusals.NotActive);
        }

        var (asked, _) = (await db.StillComingAsync([entry], stop))(entry);
        if (asked is null)
        {
            throw new RefusedException(RegistrationRefusals.NotMoved);
        }

        // A move in between asks anew whatever is written here: the answer bears the number that was read.
        if (asked.Move != move)
        {
            throw new RefusedException(RegistrationRefusals.MovedAgain);
        }

        await db.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO reconfirmations (registration_id, gathering_id, move, at) VALUES ({entry.Id}, {gathering.Id}, {move}, now())
            ON CONFLICT (registration_id) DO UPDATE SET move = excluded.move, at = excluded.at WHERE reconfirmations.move < excluded.move
            """, stop);
        return entry.Id;
    }
}
