using Microsoft.EntityFrameworkCore;
using StrongCities.Contracts;

namespace StrongCities.Membership.Feeds;

/// <summary>Ends feeds that nobody has read for a year.</summary>
internal static class EndUnreadFeeds
{
    public static Task RunAsync(MembershipDb db, CancellationToken stop) => db.Database.ExecuteSqlAsync(
        $"DELETE FROM calendar_feeds WHERE coalesce(last_read_on, made_on) < (now() AT TIME ZONE 'UTC')::date - {Retention.UnreadCalendarDays}", stop);
}
