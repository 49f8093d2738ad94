namespace StrongCities.Faults.Harness;

/// <summary>What must hold after a fault, and did not.</summary>
internal sealed class NotSurvivedException(string what) : Exception(what);

/// <summary>Checks that end a row.</summary>
internal static class Demand
{
    public static void That(bool holds, string what)
    {
        if (!holds)
        {
            throw new NotSurvivedException($"Does not hold: {what}.");
        }
    }

    public static void Nothing(IReadOnlyCollection<string> findings, string where)
    {
        if (findings.Count > 0)
        {
            throw new NotSurvivedException($"{findings.Count} findings in {where}:\n{string.Join('\n', findings.Take(20))}");
        }
    }

    /// <summary>Asks again until the answer is yes, at most so many seconds.</summary>
    public static async Task EventuallyAsync(Func<Task<bool>> holds, string what, int seconds = 60)
    {
        for (var until = DateTime.UtcNow.AddSeconds(seconds); !await holds(); await Task.Delay(200))
        {
            That(DateTime.UtcNow < until, $"within {seconds} s {what}");
        }
    }
}
