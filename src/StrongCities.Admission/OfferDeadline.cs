namespace StrongCities.Admission;

/// <summary>Until when an offered seat can be accepted (promise D5).</summary>
public static class OfferDeadline
{
    /// <summary>Working days (Monday to Friday) that the recipient has at least.</summary>
    public const int WorkingDaysMin = 2;

    /// <summary>A deadline in working days falls at this hour of the recipient's day or later.</summary>
    public const int FirstHour = 10;

    /// <summary>A deadline in working days falls at this hour of the recipient's day or earlier.</summary>
    public const int LastHour = 18;

    /// <summary>From this long before the start a day must do.</summary>
    public static readonly TimeSpan LastDays = TimeSpan.FromDays(5);

    /// <summary>From this long before the start three hours must do.</summary>
    public static readonly TimeSpan LastDay = TimeSpan.FromDays(1);

    /// <summary>
    /// The deadline of an offer made at <paramref name="now"/>, in UTC: two working days or more, ending on a working day between 10:00 and 18:00
    /// of <paramref name="zone"/>; 24 hours within five days of the start; 3 hours on the last day; never after the start.
    /// </summary>
    public static DateTimeOffset Of(DateTimeOffset now, DateTimeOffset startsAt, TimeZoneInfo zone)
    {
        var left = startsAt - now;
        if (left <= LastDay)
        {
            var deadline = now.AddHours(3);
            return (deadline < startsAt ? deadline : startsAt).ToUniversalTime();
        }

        return left <= LastDays ? now.AddHours(24).ToUniversalTime() : AfterWorkingDays(now, zone);
    }

    private static DateTimeOffset AfterWorkingDays(DateTimeOffset now, TimeZoneInfo zone)
    {
        // Wall time throughout: a day on which the clocks change is still one working day.
        var local = TimeZoneInfo.ConvertTime(now, zone).DateTime;
        if (!IsWorkingDay(local))
        {
            local = NextWorkingDay(local);
        }

        for (var day = 0; day < WorkingDaysMin; day++)
        {
            local = NextWorkingDay(local) + local.TimeOfDay;
        }

        if (local.TimeOfDay > TimeSpan.FromHours(LastHour))
        {
            local = NextWorkingDay(local);
        }

        if (local.TimeOfDay < TimeSpan.FromHours(FirstHour))
        {
            local = local.Date.AddHours(FirstHour);
        }

        // No zone changes its clocks between 10:00 and 18:00, but its rules are data: an hour that does not exist gives way to the next.
        while (zone.IsInvalidTime(local))
        {
            local = local.AddMinutes(30);
        }

        return new DateTimeOffset(local, zone.GetUtcOffset(local)).ToUniversalTime();
    }

    private static bool IsWorkingDay(DateTime day) => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday);

    private static DateTime NextWorkingDay(DateTime day)
    {
        do
        {
            day = day.Date.AddDays(1);
        }
        while (!IsWorkingDay(day));
        return day;
    }
}
