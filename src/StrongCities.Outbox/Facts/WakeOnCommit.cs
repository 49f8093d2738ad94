using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace StrongCities.Outbox;

/// <summary>Wakes the loops once a commit is final: a save without a transaction of its own, or the commit of one.</summary>
internal sealed class WakeOnCommit(OutboxSignal signal) : DbTransactionInterceptor, ISaveChangesInterceptor
{
    public override void TransactionCommitted(DbTransaction transaction, TransactionEndEventData eventData) => signal.Wake();

    public override Task TransactionCommittedAsync(DbTransaction transaction, TransactionEndEventData eventData, CancellationToken cancellationToken = default)
    {
        signal.Wake();
        return Task.CompletedTask;
    }

    public int SavedChanges(SaveChangesCompletedEventData eventData, int result)
    {
        WakeWhenCommitted(eventData);
        return result;
    }

    public ValueTask<int> SavedChangesAsync(SaveChangesCompletedEventData eventData, int result, CancellationToken cancellationToken = default)
    {
        WakeWhenCommitted(eventData);
        return ValueTask.FromResult(result);
    }

    // Inside a transaction nobody else sees the rows yet; its commit wakes.
    private void WakeWhenCommitted(SaveChangesCompletedEventData eventData)
    {
        if (eventData.Context?.Database.CurrentTransaction is null)
        {
            signal.Wake();
        }
    }
}
