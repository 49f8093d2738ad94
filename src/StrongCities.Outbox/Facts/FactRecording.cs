using Microsoft.EntityFrameworkCore;

namespace StrongCities.Outbox;

/// <summary>Records facts beside the change that caused them.</summary>
public static class FactRecording
{
    /// <summary>Records a fact in the caller's transaction: it is published if and only if the change commits. Facts with one <paramref name="key"/> are published in the order of recording.</summary>
    public static void AddFact<TFact>(this DbContext db, TFact fact, string key) where TFact : class =>
        db.Add(OutboxRow.Create(fact, key));
}
